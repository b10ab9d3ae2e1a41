// Visible text smaller than so many pixels.
const small = (least) => {
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const place = node.parentElement;
    if (!node.textContent.trim() || place.closest('script, style, .sr, option, [hidden]')) continue;
    if (!place.getBoundingClientRect().width) continue;
    const size = parseFloat(getComputedStyle(place).fontSize);
    if (size < least) found.add(`${place.tagName}.${place.className} ${size} ${node.textContent.trim().slice(0, 12)}`);
  }
  return [...found];
};

// Things to press that are too small to hit; words inside a sentence are exempt, as in WCAG 2.5.8.
const narrow = (least) => {
  const found = new Set();
  const inline = '.alert p, .prose, .law, .hint, .chk, .kpi .n, .kpi .v';
  for (const one of document.querySelectorAll('a[href], button, select, summary, input:not([type=hidden]), textarea')) {
    const box = (one.closest('.field, .opt, .tick, .check label, .seg label') ?? one).getBoundingClientRect();
    if (!box.width || one.closest(`.sr, .skip, [hidden], ${inline}`)) continue;
    if (box.height < least - 0.6 || box.width < 24 - 0.6) {
      found.add(`${one.tagName}.${one.className} ${Math.round(box.width)}×${Math.round(box.height)} ${one.textContent.trim().slice(0, 12)}`);
    }
  }
  return [...found];
};
