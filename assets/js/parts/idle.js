// <lx-idle data-minutes="30" data-stay="/accounts/stay/" data-leave="/accounts/sign-in/">: says two
// minutes before that the session is about to end, in every open page at once; staying is one press.
import { csrf, make } from './page.js';

const WARN = 120;
const SEEN = 'lx-seen';

class Idle extends HTMLElement {
  connectedCallback() {
    this.seen();
    this.noted = () => this.seen();
    document.addEventListener('htmx:after:request', this.noted);
    this.clock = setInterval(() => this.look(), 5000);
  }

  disconnectedCallback() {
    clearInterval(this.clock);
    document.removeEventListener('htmx:after:request', this.noted);
  }

  // Pages of one browser share the moment of the last answer, so that one of them keeps all awake.
  seen() {
    this.last = Date.now();
    try {
      localStorage.setItem(SEEN, String(this.last));
    } catch {
      // Storage is closed in some private windows; then each page counts for itself.
    }
  }

  left() {
    let last = this.last;
    try {
      last = Math.max(last, Number(localStorage.getItem(SEEN)) || 0);
    } catch {
      // As above.
    }
    return Math.round(this.dataset.minutes * 60 - (Date.now() - last) / 1000);
  }

  look() {
    const left = this.left();
    if (left <= 0) return this.leave();
    if (left > WARN) return this.dialog?.close();
    this.warn(left);
  }

  warn(left) {
    if (!this.dialog) {
      const stay = make('button', { class: 'btn primary', type: 'button' }, '继续使用');
      stay.addEventListener('click', () => this.stay());
      this.says = make('p', { role: 'status' });
      const title = make('h2', { id: 'idle-title' }, '即将自动退出');
      const body = make('div', { class: 'body stack' }, this.says, make('div', { class: 'btns' }, stay));
      this.dialog = make('dialog', { 'aria-labelledby': 'idle-title' }, make('header', {}, title), body);
      this.append(this.dialog);
    }
    const time = left > 60 ? `约 ${Math.ceil(left / 60)} 分钟` : '不到 1 分钟';
    const words = `您已有一段时间没有操作，${time}后将自动退出登录，未提交的内容会丢失。`;
    if (this.says.textContent !== words) this.says.textContent = words;
    if (!this.dialog.open) this.dialog.showModal();
  }

  async stay() {
    this.dialog.close();
    try {
      const answer = await fetch(this.dataset.stay, { method: 'POST', headers: { 'X-CSRFToken': csrf() } });
      if (answer.status === 204) this.seen();
      else this.leave();
    } catch {
      this.look();
    }
  }

  leave() {
    clearInterval(this.clock);
    const here = location.pathname + location.search;
    location.assign(`${this.dataset.leave}?next=${encodeURIComponent(here)}`);
  }
}
customElements.define('lx-idle', Idle);
