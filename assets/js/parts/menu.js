// <details class="menu">: native; this closes it on Escape, on leaving and when another opens, and
// lifts its panel out of a scrolling box, which would cut it off.
const opened = () => document.querySelectorAll('details.menu[open]');

document.addEventListener('click', (event) => {
  for (const menu of opened()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const menu of opened()) {
    menu.open = false;
    menu.querySelector('summary')?.focus();
  }
});
document.addEventListener('focusout', (event) => {
  const menu = event.target.closest?.('details.menu[open]');
  if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
});

document.addEventListener(
  'toggle',
  (event) => {
    const menu = event.target;
    if (!menu.matches?.('details.menu[open]') || !menu.closest('.scroll')) return;
    const panel = menu.querySelector('.panel');
    panel.classList.add('afloat');
    const at = menu.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = panel;
    const below = at.bottom + 6 + height < window.innerHeight;
    panel.style.setProperty('--x', `${Math.max(8, Math.min(at.right - width, window.innerWidth - width - 8))}px`);
    panel.style.setProperty('--y', `${below ? at.bottom + 6 : Math.max(8, at.top - height - 6)}px`);
  },
  true,
);
document.addEventListener('scroll', () => opened().forEach((menu) => menu.querySelector('.afloat') && (menu.open = false)), { capture: true, passive: true });
