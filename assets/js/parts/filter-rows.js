// <lx-filter><input type="search" data-query> … <tr data-find="陈晓帆 chen xiao fan cxf">…</tr> …
// <p data-nothing hidden>没有找到</p></lx-filter>: shows the rows whose words hold what is typed.
// data-state on rows and <button data-only="absent"> choose a state as well. Nothing is asked.
class Filter extends HTMLElement {
  connectedCallback() {
    this.only = '';
    this.addEventListener('input', (event) => event.target.matches('[data-query]') && this.show());
    this.addEventListener('click', (event) => {
      const button = event.target.closest('button[data-only]');
      if (!button) return;
      this.only = button.dataset.only;
      for (const one of this.querySelectorAll('button[data-only]')) one.setAttribute('aria-pressed', String(one === button));
      this.show();
    });
  }

  show() {
    const typed = (this.querySelector('[data-query]')?.value ?? '').trim().toLowerCase();
    let shown = 0;
    for (const row of this.querySelectorAll('[data-find]')) {
      const fits = row.dataset.find.includes(typed) && (!this.only || row.dataset.state === this.only);
      row.hidden = !fits;
      shown += fits;
    }
    for (const none of this.querySelectorAll('[data-nothing]')) none.hidden = shown > 0;
  }
}
customElements.define('lx-filter', Filter);
