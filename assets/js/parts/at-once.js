// <lx-at-once><form method="post">…<button>签到</button></form></lx-at-once>: the scan was the
// will; the form goes by itself as soon as the page is seen. Without scripts the button is there.
// A page that was left and opened again does not send twice: the browser tells it came back.
class AtOnce extends HTMLElement {
  connectedCallback() {
    const [visit] = performance.getEntriesByType('navigation');
    if (visit?.type === 'back_forward') return;
    const go = () => {
      if (document.visibilityState !== 'visible' || this.gone) return;
      this.gone = true;
      this.querySelector('form')?.requestSubmit();
    };
    // After the other parts have begun to listen.
    setTimeout(go, 0);
    document.addEventListener('visibilitychange', go, { once: true });
  }
}
customElements.define('lx-at-once', AtOnce);
