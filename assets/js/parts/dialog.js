// Dialogs are native <dialog>.
//   data-opens="id"        opens the dialog of that id        data-closes   closes the one around
//   <a data-dialog href>   fetches its page and shows what matters of it in #dialog; a form in it
//                          is sent from there: a redirect is followed, 422 shows the form again.
// Without JavaScript the link is a link and its page a page.
import htmx from 'htmx.org';
import { csrf, entries, fresh, icon, make } from './page.js';
import { toast } from './toast.js';

function open(dialog) {
  if (!dialog || dialog.open) return;
  dialog.showModal();
  dialog.querySelector('[autofocus], [data-focus]')?.focus();
}

document.addEventListener('click', (event) => {
  const target = event.target;
  const opener = target.closest?.('[data-opens]');
  if (opener) {
    event.preventDefault();
    open(document.getElementById(opener.dataset.opens));
    return;
  }
  if (target.closest?.('[data-closes]')) {
    target.closest('dialog')?.close();
    return;
  }
  const link = target.closest?.('a[data-dialog]');
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    fetched(link.href, {}, link.dataset.dialog);
    return;
  }
  // A press on the veil closes; a press inside has a closer target.
  if (target.nodeName === 'DIALOG' && outside(target, event)) target.close();
});

function outside(dialog, event) {
  const box = dialog.getBoundingClientRect();
  return (
    event.detail > 0 &&
    (event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom)
  );
}

async function fetched(url, request, kind = '') {
  const dialog = document.getElementById('dialog');
  let answer;
  try {
    answer = await fetch(url, { credentials: 'same-origin', ...request, headers: { 'HX-Request': 'true', ...request.headers } });
  } catch {
    toast('网络不通，请检查网络后再试。', 'error');
    return;
  }
  if (answer.headers.get('HX-Redirect')) return void location.assign(answer.headers.get('HX-Redirect'));
  if (answer.headers.get('HX-Refresh')) return void location.reload();
  if (answer.status >= 500) {
    toast('系统出了差错，请稍后再试。', 'error');
    return;
  }
  show(dialog, await answer.text(), answer, kind);
}

function show(dialog, html, answer, kind) {
  const page = new DOMParser().parseFromString(html, 'text/html');
  if (answer.headers.get('HX-Retarget') && dialog.open) {
    notice(dialog, page.body);
    return;
  }
  const said = page.querySelector('[data-dialog-title], h1');
  const kept = page.querySelector('[data-dialog-body]') ?? page.querySelector('#main') ?? page.body;
  kept.querySelectorAll('.head, .hello, #notice').forEach((part) => part.remove());
  const id = fresh('dialog-title');
  const shut = make('button', { type: 'button', class: 'btn plain icon close', 'data-closes': true, 'aria-label': '关闭' }, icon('x'));
  const body = make('div', { class: 'body' });
  body.append(...kept.childNodes);
  const title = make('h2', { id }, said?.textContent.trim() ?? '');
  if (said && body.contains(said)) said.remove();
  dialog.className = kind;
  dialog.setAttribute('aria-labelledby', id);
  dialog.removeAttribute('aria-label');
  dialog.dataset.url = answer.url;
  dialog.replaceChildren(make('header', {}, title, shut), make('div', { class: 'body dialog-notice', hidden: true }), body);
  htmx.process(body);
  open(dialog);
  body.querySelector('[data-focus]')?.focus();
}

function notice(dialog, content) {
  const place = dialog.querySelector('.dialog-notice');
  place.hidden = false;
  place.replaceChildren(...content.childNodes);
  place.scrollIntoView({ block: 'nearest' });
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  const dialog = form.closest?.('#dialog');
  if (!dialog || event.defaultPrevented || form.method === 'dialog') return;
  if (['hx-post', 'hx-get', 'hx-put', 'data-hx-post'].some((name) => form.hasAttribute(name))) return;
  event.preventDefault();
  const url = new URL(form.getAttribute('action') || dialog.dataset.url, location.href);
  const data = entries(form, event.submitter);
  if (form.method === 'get') {
    url.search = new URLSearchParams(data);
    fetched(url, {}, dialog.className).finally(() => form.dispatchEvent(new Event('lx:answered')));
    return;
  }
  const body = form.enctype === 'multipart/form-data' ? data : new URLSearchParams(data);
  fetched(url, { method: 'POST', body, headers: { 'X-CSRFToken': csrf() } }, dialog.className).finally(() =>
    form.dispatchEvent(new Event('lx:answered')),
  );
});

// A server that has done its work may say HX-Trigger: lx:close.
document.addEventListener('lx:close', () => document.querySelectorAll('dialog[open]').forEach((one) => one.close()));
