// <lx-qr-screen data-codes="codes" data-url="/meetings/12/codes/">: the code on the big screen.
// The list is JSON {"now": 1764066600.2, "seconds": 10, "codes": [{"step": 176406660, "svg": "<svg…>"}]}
// (a code may have "text" and "look", a picture, to be shown beside it). It is given in <script id="codes"> and asked anew
// while there is network; without it the codes already here go on. The server's clock counts, not ours.
const ENOUGH = 12;

class QrScreen extends HTMLElement {
  connectedCallback() {
    this.codes = new Map();
    this.seconds = 10;
    const given = document.getElementById(this.dataset.codes ?? '');
    if (given) this.take(JSON.parse(given.textContent));
    this.turn();
    this.timer = setInterval(() => this.turn(), 250);
    this.onlive = (event) => event.detail.codes && this.take(event.detail);
    document.addEventListener('lx:live', this.onlive);
    this.awake();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    clearTimeout(this.asking);
    document.removeEventListener('lx:live', this.onlive);
    this.lockHeld?.release?.();
  }

  /** The screen in the room must not fall asleep. */
  async awake() {
    try {
      this.lockHeld = await navigator.wakeLock?.request('screen');
    } catch {
      // Not granted: the host's own settings decide.
    }
  }

  take({ now, seconds, codes }) {
    if (seconds) this.seconds = seconds;
    // Monotonic, so that a change of the computer's clock does not turn the wrong code.
    if (now) this.offset = now - performance.now() / 1000;
    for (const code of codes) this.codes.set(code.step, code);
  }

  now() {
    return this.offset === undefined ? Date.now() / 1000 : this.offset + performance.now() / 1000;
  }

  turn() {
    const now = this.now();
    const step = Math.floor(now / this.seconds);
    for (const past of this.codes.keys()) if (past < step - 1) this.codes.delete(past);
    if (step !== this.step) this.show(step);
    const left = this.seconds - (now % this.seconds);
    this.style.setProperty('--left', `${(left / this.seconds) * 100}%`);
    for (const place of this.querySelectorAll('[data-qr-seconds]')) place.textContent = Math.ceil(left);
    if (this.codes.size < ENOUGH) this.ask();
  }

  show(step) {
    const code = this.codes.get(step);
    const place = this.querySelector('[data-qr]');
    this.classList.toggle('stale', !code);
    for (const warning of this.querySelectorAll('[data-qr-stale]')) warning.hidden = Boolean(code);
    if (!code) return;
    this.step = step;
    if (code.svg) place.innerHTML = code.svg;
    else place.replaceChildren(Object.assign(new Image(), { src: code.url, alt: '签到二维码' }));
    for (const text of this.querySelectorAll('[data-qr-text]')) text.textContent = code.text ?? '';
    for (const look of this.querySelectorAll('[data-qr-look]')) look.innerHTML = code.look ?? '';
  }

  ask() {
    if (this.asking || !this.dataset.url) return;
    this.asking = setTimeout(async () => {
      try {
        const answer = await fetch(this.dataset.url, { credentials: 'same-origin', headers: { Accept: 'application/json' } });
        if (answer.ok && !answer.redirected) this.take(await answer.json());
      } catch {
        // Cut off: the codes in hand go on.
      }
      setTimeout(() => (this.asking = null), 2000);
    }, 0);
  }
}
customElements.define('lx-qr-screen', QrScreen);
