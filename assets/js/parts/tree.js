// <lx-tree><ul class="tree" role="tree" aria-label="组织">…: see templates/ui/tree_nodes.html.
// Links work before and without this. With it: arrow keys as ARIA asks, children fetched when first
// opened (li[data-children]), one tab stop.
import htmx from 'htmx.org';
import { toast } from './toast.js';

class Tree extends HTMLElement {
  connectedCallback() {
    this.addEventListener('click', (event) => this.clicked(event));
    this.addEventListener('keydown', (event) => this.key(event));
    this.addEventListener('focusin', (event) => {
      const item = event.target.closest('[role=treeitem]');
      if (item) this.rove(item);
    });
    this.dress(this);
    const first = this.querySelector('[role=treeitem][aria-selected=true]') ?? this.querySelector('[role=treeitem]');
    if (first) this.rove(first);
  }

  /** New nodes leave the tab order; only one treeitem is in it. */
  dress(root) {
    for (const item of root.querySelectorAll('[role=treeitem]')) item.tabIndex = -1;
    for (const link of root.querySelectorAll('.node, .tw')) link.tabIndex = -1;
  }

  rove(item) {
    for (const one of this.querySelectorAll('[role=treeitem][tabindex="0"]')) one.tabIndex = -1;
    item.tabIndex = 0;
  }

  seen() {
    return [...this.querySelectorAll('[role=treeitem]')].filter((item) => !item.parentElement.closest('[aria-expanded=false]'));
  }

  clicked(event) {
    const item = event.target.closest('[role=treeitem]');
    if (!item) return;
    const more = event.target.closest('[data-more]');
    if (more) {
      event.preventDefault();
      this.more(more);
    } else if (event.target.closest('.tw')) {
      event.preventDefault();
      this.toggle(item);
    }
  }

  async toggle(item, open = item.getAttribute('aria-expanded') !== 'true') {
    if (!item.hasAttribute('aria-expanded')) return;
    if (open && item.dataset.children && !item.querySelector(':scope > ul')) {
      const nodes = await this.fetch(item.dataset.children, item);
      if (!nodes) return;
      const group = document.createElement('ul');
      group.setAttribute('role', 'group');
      group.append(...nodes);
      item.append(group);
      this.dress(group);
      htmx.process(group);
    }
    item.setAttribute('aria-expanded', String(open));
  }

  async more(link) {
    const row = link.closest('li');
    const nodes = await this.fetch(link.href, row);
    if (!nodes) return;
    const first = nodes.find((node) => node.nodeType === 1);
    row.replaceWith(...nodes);
    this.dress(this);
    first?.focus();
  }

  async fetch(url, busy) {
    busy.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(url, { credentials: 'same-origin', headers: { 'HX-Request': 'true' } });
      if (answer.headers.get('HX-Redirect')) location.assign(answer.headers.get('HX-Redirect'));
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(`<ul>${await answer.text()}</ul>`, 'text/html');
      return [...page.querySelector('ul').childNodes];
    } catch {
      toast('下级没有取到，请检查网络后再点一次。', 'error');
      return null;
    } finally {
      busy.removeAttribute('aria-busy');
    }
  }

  async key(event) {
    const item = event.target.closest('[role=treeitem]');
    if (!item || event.altKey || event.ctrlKey || event.metaKey) return;
    const seen = this.seen();
    const at = seen.indexOf(item);
    const open = item.getAttribute('aria-expanded');
    const moves = {
      ArrowDown: () => seen[at + 1],
      ArrowUp: () => seen[at - 1],
      Home: () => seen[0],
      End: () => seen.at(-1),
      ArrowRight: () => (open === 'false' ? void this.toggle(item, true) : open === 'true' ? item.querySelector('[role=treeitem]') : null),
      ArrowLeft: () => (open === 'true' ? void this.toggle(item, false) : item.parentElement.closest('[role=treeitem]')),
      Enter: () => void item.querySelector(':scope > .node')?.click(),
      ' ': () => void item.querySelector(':scope > .node')?.click(),
    };
    const move = moves[event.key] ?? this.letter(event.key, seen, at);
    if (!move) return;
    event.preventDefault();
    move()?.focus();
  }

  /** A letter or character goes to the next item that begins with it. */
  letter(key, seen, at) {
    if (key.length !== 1 || !key.trim()) return null;
    const found = [...seen.slice(at + 1), ...seen.slice(0, at)].find((item) =>
      item.querySelector(':scope > .node .name')?.textContent.trim().toLowerCase().startsWith(key.toLowerCase()),
    );
    return found ? () => found : null;
  }
}
customElements.define('lx-tree', Tree);
