// <lx-upload data-most="bytes">: around a file field. Drop, size and kind checked before anything is
// sent, progress while it goes. The form is an ordinary one: a redirect is followed, 422 shows it again.
import htmx from 'htmx.org';
import { csrf, entries, make } from './page.js';
import { toast } from './toast.js';

export const human = (bytes) => (bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`);

export class Upload extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector('input[type=file]');
    this.input.addEventListener('change', () => this.chosen());
    for (const name of ['dragenter', 'dragover']) this.addEventListener(name, (event) => this.over(event, true));
    for (const name of ['dragleave', 'drop']) this.addEventListener(name, (event) => this.over(event, false));
    this.addEventListener('drop', (event) => this.dropped(event));
    this.input.form?.addEventListener('submit', (event) => this.send(event));
  }

  over(event, on) {
    event.preventDefault();
    this.classList.toggle('over', on);
  }

  dropped(event) {
    if (!event.dataTransfer.files.length) return;
    this.input.files = event.dataTransfer.files;
    this.chosen();
  }

  /** A sentence if the file cannot be taken, else nothing. */
  fault(file) {
    const most = Number(this.dataset.most ?? 0);
    if (most && file.size > most) return `“${file.name}”有 ${human(file.size)}，超过 ${human(most)}，请拆分或压缩后再传。`;
    const kinds = (this.input.accept || '').split(',').map((kind) => kind.trim().toLowerCase()).filter((kind) => kind.startsWith('.'));
    if (kinds.length && !kinds.some((kind) => file.name.toLowerCase().endsWith(kind))) return `“${file.name}”的格式不对，请选 ${kinds.join('、')} 文件。`;
    return '';
  }

  chosen() {
    const file = this.input.files[0];
    const place = this.querySelector('.chosen');
    if (!file) {
      delete this.dataset.file;
      place.textContent = '';
      return;
    }
    const fault = this.fault(file);
    if (fault) {
      this.input.value = '';
      delete this.dataset.file;
      toast(fault, 'error');
      return;
    }
    this.dataset.file = file.name;
    place.textContent = `${file.name}（${human(file.size)}）`;
    if (this.hasAttribute('data-at-once')) this.input.form?.requestSubmit();
  }

  send(event) {
    const form = event.target;
    if (event.defaultPrevented || !this.input.files[0] || form.closest('#dialog') || form.matches('[hx-post], [data-hx-post]')) return;
    event.preventDefault();
    const meter = make('i');
    const percent = make('span', {}, '正在上传 0%');
    const progress = make('div', { class: 'progress', role: 'status' }, percent, make('span', { class: 'bar lg' }, meter));
    this.querySelector('.progress')?.remove();
    this.querySelector('.drop').append(progress);
    const request = new XMLHttpRequest();
    request.upload.addEventListener('progress', (step) => {
      const share = Math.round((step.loaded / step.total) * 100);
      meter.style.setProperty('--value', `${share}%`);
      percent.textContent = share < 100 ? `正在上传 ${share}%` : '已上传，正在读取文件…';
    });
    const over = () => {
      progress.remove();
      form.dispatchEvent(new Event('lx:answered'));
    };
    request.addEventListener('error', () => {
      over();
      toast('网络不通，文件没有传完，请再试一次。', 'error');
    });
    request.addEventListener('load', () => {
      over();
      this.answered(request);
    });
    request.open('POST', form.getAttribute('action') || location.href);
    request.setRequestHeader('X-CSRFToken', csrf());
    request.setRequestHeader('HX-Request', 'true');
    request.send(entries(form, event.submitter));
  }

  answered(request) {
    const next = request.getResponseHeader('HX-Redirect');
    if (next) return void location.assign(next);
    if (request.getResponseHeader('HX-Retarget')) return void refused(request.responseText);
    if (request.status >= 500) return void toast('系统出了差错，文件没有收下，请稍后再试。', 'error');
    const page = new DOMParser().parseFromString(request.responseText, 'text/html');
    const main = document.getElementById('main');
    const fresh = page.getElementById('main');
    if (!main || !fresh) return void location.reload();
    main.replaceChildren(...fresh.childNodes);
    htmx.process(main);
    main.querySelector('[data-focus], [role=alert]')?.scrollIntoView({ block: 'center' });
    main.querySelector('[data-focus]')?.focus();
  }
}

function refused(html) {
  const place = document.getElementById('notice');
  place?.replaceChildren(...new DOMParser().parseFromString(html, 'text/html').body.childNodes);
  place?.scrollIntoView({ block: 'center' });
}
customElements.define('lx-upload', Upload);
