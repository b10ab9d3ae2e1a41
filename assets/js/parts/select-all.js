// <lx-select-all data-total="128">, around a form's table:
//   <div class="bulk" data-bar hidden><b data-said></b> …buttons… <button type="button" data-all>…</button></div>
//   <input type="checkbox" data-page>            the head's box: all of this page
//   <input type="checkbox" name="id" value="…">  one row
//   <input type="hidden" name="everything">      "1" when all that the filter finds is meant (the
//                                                server selects by the same filter, not by ids)
class SelectAll extends HTMLElement {
  connectedCallback() {
    this.addEventListener('change', (event) => this.changed(event.target));
    this.addEventListener('click', (event) => {
      if (event.target.closest('[data-all]')) this.everything(true);
      if (event.target.closest('[data-none]')) this.none();
    });
    this.boxes = () => [...this.querySelectorAll('tbody input[type=checkbox][name]')];
    this.show();
  }

  get flag() {
    return this.querySelector('input[type=hidden][name=everything]');
  }

  changed(box) {
    if (!box.matches('[type=checkbox]')) return;
    if (box.matches('[data-page]')) for (const one of this.boxes()) one.checked = box.checked;
    if (this.flag) this.flag.value = '';
    this.show();
  }

  everything(on) {
    for (const one of this.boxes()) one.checked = on;
    if (this.flag) this.flag.value = on ? '1' : '';
    this.show();
  }

  none() {
    this.everything(false);
  }

  show() {
    const boxes = this.boxes();
    const on = boxes.filter((one) => one.checked);
    for (const one of boxes) one.closest('tr')?.classList.toggle('on', one.checked);
    const head = this.querySelector('[data-page]');
    if (head) {
      head.checked = boxes.length > 0 && on.length === boxes.length;
      head.indeterminate = on.length > 0 && on.length < boxes.length;
    }
    const total = Number(this.dataset.total ?? boxes.length);
    const all = this.flag?.value === '1';
    const bar = this.querySelector('[data-bar]');
    if (bar) bar.hidden = on.length === 0;
    for (const said of this.querySelectorAll('[data-said]')) said.textContent = `已选 ${(all ? total : on.length).toLocaleString('zh-CN')} 人`;
    for (const more of this.querySelectorAll('[data-all]')) more.hidden = all || total <= boxes.length || !this.flag;
  }
}
customElements.define('lx-select-all', SelectAll);
