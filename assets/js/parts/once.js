// A pressed button locks and keeps its label, so that the same press never acts twice.
// data-many on a form leaves it open (searches, downloads).
const PENDING = 'lxPending';

function lock(form, button) {
  form.dataset[PENDING] = '1';
  button?.setAttribute('aria-busy', 'true');
}

function unlock(form) {
  delete form.dataset[PENDING];
  form.querySelectorAll('[aria-busy="true"]').forEach((button) => button.removeAttribute('aria-busy'));
}

document.addEventListener(
  'submit',
  (event) => {
    const form = event.target;
    if (form.method !== 'post' || form.hasAttribute('data-many')) return;
    if (form.dataset[PENDING]) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    lock(form, event.submitter);
    form.addEventListener('lx:answered', () => unlock(form), { once: true });
  },
  true,
);

document.addEventListener('htmx:before:request', (event) => {
  const source = event.detail.ctx.sourceElement;
  if (source?.matches?.('button')) source.setAttribute('aria-busy', 'true');
});
document.addEventListener('htmx:finally:request', (event) => {
  const source = event.detail.ctx.sourceElement;
  source?.removeAttribute?.('aria-busy');
  const form = source?.closest?.('form');
  if (form) unlock(form);
});
// Back from the next page out of the browser's memory: the form is open again.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) document.querySelectorAll('form').forEach(unlock);
});
