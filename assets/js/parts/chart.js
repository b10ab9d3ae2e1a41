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
  }

  disconnectedCallback() {
    this.watch?.disconnect();
    this.look?.disconnect();
    this.size?.disconnect();
    this.theme?.removeEventListener('change', this.redraw);
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

// Paper gets the tables instead of the drawings.
const tables = () => document.querySelectorAll('details.chart-data:not([open])');
window.addEventListener('beforeprint', () => {
  for (const table of tables()) {
    table.open = true;
    table.dataset.forPaper = '1';
  }
});
window.addEventListener('afterprint', () => {
  for (const table of document.querySelectorAll('details[data-for-paper]')) {
    table.open = false;
    delete table.dataset.forPaper;
  }
});
