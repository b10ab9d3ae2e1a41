// How answers to htmx are taken: a redirect means "go there" (HX-Redirect, see ui/middleware.py); 422 is the form again; a refusal
// goes to #notice (the server says so by HX-Retarget); anything else that failed is said in words.
import { toast } from './toast.js';

const SAID = {
  403: '您没有权限办理这件事。',
  404: '没有找到，可能已被撤下，请刷新页面。',
  413: '文件太大，请压缩或拆分后再传。',
  429: '操作太频繁，请稍候再试。',
};

document.addEventListener('htmx:before:response', (event) => {
  const { response, hx = {} } = event.detail.ctx;
  if (response.status >= 400 && response.status !== 422 && !hx.retarget) {
    event.preventDefault();
    toast(SAID[response.status] ?? '系统出了差错，这次操作没有完成，请稍后再试。', 'error');
  }
});

document.addEventListener('htmx:error', () => {
  toast('网络不通，这次操作没有完成。请检查网络后再试。', 'error');
});

/** After a refused form the reader is led to the summary of what is wrong; after a refusal, to it. */
function lead(root) {
  const place = root.querySelector?.('[data-focus]');
  place?.focus({ preventScroll: false });
  place?.scrollIntoView({ block: 'center' });
}

document.addEventListener('htmx:after:swap', () => {
  lead(document);
  document.querySelector('#notice > *')?.scrollIntoView({ block: 'center' });
});
document.addEventListener('DOMContentLoaded', () => lead(document));
if (document.readyState !== 'loading') lead(document);

document.addEventListener('click', (event) => {
  if (event.target.closest?.('[data-back]') && history.length > 1) {
    event.preventDefault();
    history.back();
  }
  if (event.target.closest?.('[data-print]')) window.print();
});

// A filter form marked data-auto sends itself when a choice changes.
document.addEventListener('change', (event) => {
  const form = event.target.closest?.('form[data-auto]');
  if (form && event.target.matches('select, [type=checkbox], [type=radio], [type=date]')) form.requestSubmit();
});

document.addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    const field = document.querySelector('[data-hotkey="k"]');
    if (field) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  }
});
