// <div class="fld" data-only-for="way=return">: shown while that choice of its form is made. What
// is typed stays; without this script every field stands, and the server looks at those that count.
const turn = (form) => {
  for (const one of form.querySelectorAll('[data-only-for]')) {
    const [name, value] = one.dataset.onlyFor.split('=');
    one.hidden = form.querySelector(`[name="${name}"]:checked`)?.value !== value;
  }
};

const turnAll = (root) => root.querySelectorAll('form:has([data-only-for])').forEach(turn);

document.addEventListener('change', (event) => {
  const form = event.target.form;
  if (form?.querySelector('[data-only-for]')) turn(form);
});
document.addEventListener('htmx:after:swap', () => turnAll(document));
turnAll(document);
