// <lx-copy data-text="…"><button type="button">复制</button></lx-copy>; data-from="#id" copies a field or text.
import { toast } from './toast.js';

class Copy extends HTMLElement {
  connectedCallback() {
    this.addEventListener('click', () => this.copy());
  }

  text() {
    const from = this.dataset.from && document.querySelector(this.dataset.from);
    return from ? (from.value ?? from.textContent.trim()) : this.dataset.text;
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.text());
      toast('已复制', 'success');
    } catch {
      // Without https there is no clipboard: the text is shown selected instead.
      window.prompt('请按 Ctrl+C 复制', this.text());
    }
  }
}
customElements.define('lx-copy', Copy);
