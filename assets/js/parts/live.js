// <lx-live data-stream="{{ live_url }}?topic=turnout:12" data-snapshot="/…/turnout.json">
//   <b data-live-field="present">38</b>           text becomes the value
//   <span class="bar"><i data-live-width="share"> --value becomes value %
//   <div data-live-list="recent">                 an array of strings becomes its lines
// An event carries state, not change, so a lost one heals. No stream (old web views, full server):
// the snapshot is asked every 5 s. The element tells its news on as the event "lx:live".
const EVERY = 5000;

class Live extends HTMLElement {
  connectedCallback() {
    if (this.dataset.stream && 'EventSource' in window) this.listen();
    else this.poll();
    this.awake = () => document.visibilityState === 'visible' && this.ask();
    document.addEventListener('visibilitychange', this.awake);
  }

  disconnectedCallback() {
    this.stream?.close();
    clearInterval(this.timer);
    document.removeEventListener('visibilitychange', this.awake);
  }

  listen() {
    this.stream = new EventSource(this.dataset.stream, { withCredentials: true });
    const take = (event) => {
      this.failures = 0;
      this.rest();
      this.take(event.data);
    };
    this.stream.addEventListener('message', take);
    // The stream names its events after their topics.
    const topics = new URL(this.dataset.stream, location.href).searchParams.getAll('topic');
    for (const topic of topics) this.stream.addEventListener(topic, take);
    this.stream.addEventListener('open', () => this.rest());
    this.stream.addEventListener('error', () => {
      this.failures = (this.failures ?? 0) + 1;
      // While the browser tries again by itself the snapshot fills in; a refused stream is not retried.
      if (this.stream.readyState === EventSource.CLOSED || this.failures > 1) this.poll();
    });
  }

  poll() {
    if (this.timer || !this.dataset.snapshot) return;
    this.classList.add('polling');
    this.timer = setInterval(() => this.ask(), EVERY);
    this.ask();
  }

  rest() {
    clearInterval(this.timer);
    this.timer = null;
    this.classList.remove('polling');
  }

  async ask() {
    if (!this.dataset.snapshot) return;
    try {
      const answer = await fetch(this.dataset.snapshot, { credentials: 'same-origin', headers: { Accept: 'application/json' } });
      if (answer.ok && !answer.redirected) this.take(await answer.text());
    } catch {
      // Cut off: the page keeps the last state and asks again.
    }
  }

  take(text) {
    let state;
    try {
      state = JSON.parse(text);
    } catch {
      return;
    }
    for (const [name, value] of Object.entries(state)) this.show(name, value);
    this.dispatchEvent(new CustomEvent('lx:live', { bubbles: true, detail: state }));
  }

  show(name, value) {
    const key = CSS.escape(name);
    for (const place of this.querySelectorAll(`[data-live-field="${key}"]`)) {
      if (place.textContent !== String(value)) place.textContent = value;
    }
    for (const place of this.querySelectorAll(`[data-live-width="${key}"]`)) place.style.setProperty('--value', `${value}%`);
    for (const place of this.querySelectorAll(`[data-live-show="${key}"]`)) place.hidden = !value;
    if (!Array.isArray(value)) return;
    for (const place of this.querySelectorAll(`[data-live-list="${key}"]`)) {
      place.replaceChildren(...value.map((line) => Object.assign(document.createElement('li'), { textContent: line })));
    }
  }
}
customElements.define('lx-live', Live);
