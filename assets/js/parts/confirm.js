// data-confirm="撤回“王思远”的请假？": asks before a button, link or htmx request acts. The question
// names the thing; the button repeats the verb. data-confirm-note adds what will follow.
import { fresh, make } from './page.js';

export function ask(question, verb = '确定', note = '', danger = false) {
  return new Promise((answer) => {
    const id = fresh('confirm');
    const yes = make('button', { class: `btn ${danger ? 'danger' : 'primary'}`, value: 'yes' }, verb);
    const no = make('button', { class: 'btn', value: 'no', autofocus: true }, '先不');
    const form = make('form', { method: 'dialog' }, make('div', { class: 'btns' }, no, yes));
    const body = make('div', { class: 'body' }, ...(note ? [make('p', { class: 'lead' }, note)] : []), form);
    const dialog = make('dialog', { 'aria-labelledby': id, role: 'alertdialog' }, make('header', {}, make('h2', { id }, question)), body);
    document.body.append(dialog);
    dialog.addEventListener('close', () => {
      dialog.remove();
      answer(dialog.returnValue === 'yes');
    });
    dialog.showModal();
    no.focus();
  });
}

const agreed = new WeakSet();

async function before(event) {
  const asker = event.target.closest?.('[data-confirm]');
  if (!asker || asker.matches('form')) return;
  if (agreed.delete(asker)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const verb = asker.dataset.confirmVerb ?? asker.textContent.trim() ?? '确定';
  if (await ask(asker.dataset.confirm, verb || '确定', asker.dataset.confirmNote, asker.matches('.danger'))) {
    agreed.add(asker);
    asker.click();
  }
}
document.addEventListener('click', before, true);

document.addEventListener('htmx:confirm', async (event) => {
  event.preventDefault();
  const { ctx, issueRequest, dropRequest } = event.detail;
  if (await ask(ctx.confirm)) issueRequest();
  else dropRequest();
});
