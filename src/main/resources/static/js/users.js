/* Adds and removes rows of people in the page. Without scripts the server does it. */

const form = document.querySelector('[data-rows]');
const blank = form.querySelector('template[data-row]');

function rows() {
  return [...form.querySelectorAll('fieldset.row')];
}

function number() {
  rows().forEach((row, index) => {
    row.querySelector('legend').textContent = form.dataset.title.replace('{0}', index + 1);
  });
  form.querySelectorAll('[data-none]').forEach(button => {
    button.textContent = rows().length ? button.dataset.some : button.dataset.none;
  });
}

function fresh(index) {
  const holder = document.createElement('template');
  holder.innerHTML = blank.innerHTML.replaceAll('__', String(index));
  return holder.content.firstElementChild;
}

form.querySelector('[data-add]').addEventListener('click', event => {
  event.preventDefault();
  const row = fresh(Math.max(-1, ...rows().map(other => Number(other.dataset.index))) + 1);
  blank.before(row);
  number();
  row.querySelector('input').focus();
});

form.addEventListener('click', event => {
  const remove = event.target.closest('.remove');
  if (!remove) return;
  event.preventDefault();
  remove.closest('.row').remove();
  number();
  form.dispatchEvent(new Event('input', {bubbles: true}));
  form.querySelector('[data-add]').focus();
});

/* Makes the rows of what drafts.js fills in after a reload. */
form.addEventListener('refill', event => {
  const indices = new Set([...event.detail.keys()].map(name => name.match(/^users\.(\d+)\./)?.[1]).filter(index => index));
  rows().forEach(row => { if (!indices.delete(row.dataset.index)) row.remove(); });
  indices.forEach(index => blank.before(fresh(index)));
  number();
});
