// A strip of tabs that is wider than the window begins where the current one can be seen.
for (const tab of document.querySelectorAll('.tabs [aria-current]')) {
  const strip = tab.closest('.tabs');
  const over = tab.offsetLeft + tab.offsetWidth - strip.offsetLeft - strip.clientWidth;
  if (over > 0) strip.scrollLeft = over + 24;
}
