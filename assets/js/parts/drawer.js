// <a href="#nav" data-drawer="nav">: on a narrow window the navigation comes as a modal drawer.
// The node itself moves into the dialog and back, so that it is in the page once.
// Without JavaScript the link's :target does the same.
import { icon, make } from './page.js';

document.addEventListener('click', (event) => {
  const opener = event.target.closest?.('[data-drawer]');
  if (!opener) return;
  const part = document.getElementById(opener.dataset.drawer);
  if (!part) return;
  event.preventDefault();
  const place = document.createComment('');
  part.replaceWith(place);
  const shut = make('button', { type: 'button', class: 'btn plain icon close', 'data-closes': true, 'aria-label': '关闭菜单' }, icon('x'));
  const name = part.getAttribute('aria-label') ?? '菜单';
  const dialog = make('dialog', { class: 'drawer', 'aria-label': name }, make('header', {}, make('h2', {}, name), shut), part);
  document.body.append(dialog);
  dialog.addEventListener('close', () => {
    place.replaceWith(part);
    dialog.remove();
    opener.focus();
  });
  dialog.showModal();
  part.querySelector('[aria-current]')?.scrollIntoView({ block: 'center' });
});
