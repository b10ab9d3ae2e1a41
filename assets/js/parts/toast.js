// <lx-toast class="toast success">: a notice that leaves by itself after 8 s; warnings and errors stay.
// From the server: Django messages, or the header HX-Trigger: {"lx:toast": {"text": …, "kind": "success"}}.
import { icon, make } from './page.js';

const STAY = 8000;

class Toast extends HTMLElement {
  connectedCallback() {
    if (this.querySelector('.shut')) return;
    const shut = make('button', { type: 'button', class: 'shut', 'aria-label': '关闭提示' }, icon('x'));
    shut.addEventListener('click', () => this.remove());
    this.append(shut);
    if (this.matches('.error, .warning')) return;
    this.addEventListener('pointerenter', () => clearTimeout(this.timer));
    this.addEventListener('pointerleave', () => this.leave());
    this.addEventListener('focusin', () => clearTimeout(this.timer));
    this.leave();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  leave() {
    this.timer = setTimeout(() => this.remove(), STAY);
  }
}
customElements.define('lx-toast', Toast);

const ICONS = { success: 'check', warning: 'warning', error: 'warning' };

export function toast(text, kind = 'info') {
  const place = document.getElementById('toasts');
  place?.append(make('lx-toast', { class: `toast ${kind}` }, icon(ICONS[kind] ?? 'info'), make('span', {}, text)));
}

document.addEventListener('lx:toast', (event) => toast(event.detail.text ?? event.detail.value, event.detail.kind));
