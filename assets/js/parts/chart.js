// <lx-chart for="id">: draws the ECharts option in <script type="application/json" id>.
// The library is fetched only when a chart comes into sight; colours are the page's tokens, and the
// chart is drawn anew when the theme changes. A data item with "url" is a way in.
class Chart extends HTMLElement {
  connectedCallback() {
    this.watch = new IntersectionObserver(([entry]) => entry.isIntersecting && this.draw(), { rootMargin: '200px' });
    this.watch.observe(this);
    this.theme = matchMedia('(prefers-color-scheme: dark)');
    this.redraw = () => this.chart && this.draw(true);
    this.theme.addEventListener('change', this.redraw);
    this.look = new MutationObserver(this.redraw);
    this.look.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-mode'] });
    this.printing = () => this.chart?.resize();
    window.addEventListener('beforeprint', this.printing);
  }

  disconnectedCallback() {
    this.watch?.disconnect();
    this.look?.disconnect();
    this.size?.disconnect();
    this.theme?.removeEventListener('change', this.redraw);
    window.removeEventListener('beforeprint', this.printing);
    this.chart?.dispose();
    this.chart = null;
  }

  option() {
    return JSON.parse(document.getElementById(this.getAttribute('for')).textContent);
  }

  async draw(again = false) {
    if (this.drawing || (this.chart && !again)) return;
    this.drawing = true;
    this.watch.disconnect();
    try {
      const { mount } = await import('./echarts.js');
      if (!this.isConnected) return;
      this.chart?.dispose();
      this.chart = mount(this, this.option());
      this.size ??= new ResizeObserver(() => this.chart?.resize());
      this.size.observe(this);
      this.dataset.drawn = '1';
    } finally {
      this.drawing = false;
    }
  }
}
customElements.define('lx-chart', Chart);
