// <lx-picker class="combo" data-url="/…?q=" data-shown="王思远">: a person or unit found by typing
// (name, pinyin initials or code). The address answers ?q= with JSON
// {"items": [{"value": "12", "label": "王思远", "note": "第一党支部"}], "more": false}.
// The text field around it keeps the form's name in a hidden twin; `multiple` gathers several.
import { fresh, icon, make } from './page.js';

class Picker extends HTMLElement {
  connectedCallback() {
    if (this.list) return;
    this.input = this.querySelector('input');
    this.name = this.input.name;
    this.input.removeAttribute('name');
    this.many = this.hasAttribute('multiple');
    this.hidden_ = make('input', { type: 'hidden', name: this.name, value: this.input.value });
    this.picked = make('div', { class: 'picked' });
    const id = fresh('listbox');
    this.list = make('div', { class: 'listbox', role: 'listbox', id, hidden: true, 'aria-label': this.input.labels?.[0]?.textContent ?? '候选' });
    this.says = make('span', { class: 'sr', role: 'status' });
    if (!this.many) this.append(this.hidden_);
    this.prepend(this.picked);
    this.append(this.list, this.says);
    this.input.value = this.dataset.shown ?? '';
    const roles = { role: 'combobox', autocomplete: 'off', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': id };
    for (const [key, value] of Object.entries(roles)) this.input.setAttribute(key, value);
    this.input.placeholder ||= '输入姓名、拼音首字母或编号';
    this.input.addEventListener('input', () => this.typed());
    this.input.addEventListener('focus', () => this.input.value || this.typed());
    this.input.addEventListener('keydown', (event) => this.key(event));
    this.addEventListener('focusout', (event) => !this.contains(event.relatedTarget) && this.shut());
    this.list.addEventListener('pointerdown', (event) => event.preventDefault());
    this.list.addEventListener('click', (event) => {
      const option = event.target.closest('[role=option]');
      if (option) this.pick(option);
    });
  }

  typed() {
    if (!this.many) this.hidden_.value = '';
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.find(), 180);
  }

  async find() {
    const text = this.input.value.trim();
    this.turn = (this.turn ?? 0) + 1;
    const turn = this.turn;
    const url = new URL(this.dataset.url, location.href);
    url.searchParams.set('q', text);
    let answer;
    try {
      answer = await (await fetch(url, { credentials: 'same-origin', headers: { Accept: 'application/json' } })).json();
    } catch {
      this.offer([], '网络不通，请稍后再试');
      return;
    }
    if (turn === this.turn) this.offer(answer.items, answer.items.length ? '' : '没有找到', answer.more);
  }

  offer(items, none, more) {
    this.options = items.map((item) => {
      const option = make('div', { role: 'option', id: fresh('option'), 'aria-selected': 'false', 'data-value': item.value }, item.label);
      if (item.note) option.append(make('small', {}, item.note));
      option.label = item.label;
      return option;
    });
    this.list.replaceChildren(...this.options);
    if (none) this.list.append(make('div', { class: 'none' }, none));
    if (more) this.list.append(make('div', { class: 'none' }, '还有更多，请再输入几个字'));
    this.says.textContent = none || `${items.length} 个候选`;
    this.at = -1;
    this.list.hidden = false;
    this.input.setAttribute('aria-expanded', 'true');
  }

  shut() {
    this.list.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }

  key(event) {
    if (event.key === 'Escape') this.shut();
    if (event.key === 'Enter' && !this.list.hidden) {
      event.preventDefault();
      if (this.options[this.at]) this.pick(this.options[this.at]);
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    if (this.list.hidden) return void this.find();
    if (!this.options.length) return;
    this.at = (this.at + (event.key === 'ArrowDown' ? 1 : -1) + this.options.length) % this.options.length;
    for (const [at, option] of this.options.entries()) option.setAttribute('aria-selected', String(at === this.at));
    this.options[this.at].scrollIntoView({ block: 'nearest' });
    this.input.setAttribute('aria-activedescendant', this.options[this.at].id);
  }

  pick(option) {
    const { value } = option.dataset;
    if (this.many) this.gather(value, option.label);
    else {
      this.hidden_.value = value;
      this.input.value = option.label;
    }
    this.shut();
    this.dispatchEvent(new CustomEvent('lx:picked', { bubbles: true, detail: { value, label: option.label } }));
    if (this.hasAttribute('data-at-once')) this.closest('form')?.requestSubmit();
  }

  gather(value, label) {
    this.input.value = '';
    if ([...this.picked.querySelectorAll('input')].some((one) => one.value === value)) return;
    const off = make('button', { type: 'button', 'aria-label': `去掉${label}` }, icon('x'));
    const chip = make('span', { class: 'chip' }, label, make('input', { type: 'hidden', name: this.name, value }), off);
    off.addEventListener('click', () => chip.remove());
    this.picked.append(chip);
  }
}
customElements.define('lx-picker', Picker);
