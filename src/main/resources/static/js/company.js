/* Prefills the form from the company directory (CG-12). The fields always stay editable. */

const button = document.querySelector('[data-company]');
const field = document.getElementById('organisation-siret');
const filledFor = document.querySelector('[name="organisation.filledFor"]');
const says = document.querySelector('[data-lookup]');

const TONES = {VERIFIED: 'good', CLOSED: 'warn', NOT_FOUND: 'warn', NOT_PUBLIC: 'wait', UNVERIFIED: 'wait'};
const FIELDS = ['name', 'address', 'postcode', 'town', 'region'];

/* The values that look-ups of this page have written, by field. */
const filled = {};

let asked = '';

function tell(tone, text) {
  says.replaceChildren(Object.assign(document.createElement('span'), {className: `state ${tone}`, textContent: text}));
}

function waiting(text) {
  const moving = Object.assign(document.createElement('span'), {className: 'moving', ariaHidden: 'true'});
  says.replaceChildren(moving, ` ${text}`);
}

/* Whether the look-up may write a value: after a click always, else only where nothing was typed. */
function isFree(name, value, clicked) {
  return clicked || value === '' || value === filled[name];
}

/*
 * Returns how many fields were written and how many were kept. Clears fields that the look-up of another number filled in: they would
 * show one company under the number of another.
 */
function fillFields(found, clicked) {
  const other = filledFor.value !== '' && filledFor.value !== found.siret;
  const wanted = FIELDS.filter(name => found[name] || other)
    .map(name => [name, document.getElementById(`organisation-${name}`)]);
  const free = wanted.filter(([name, input]) => isFree(name, input.value, clicked));
  free.forEach(([name, input]) => {
    input.value = found[name] ?? '';
    filled[name] = input.value;
  });
  return [free.length, wanted.length - free.length];
}

function fillType(found, clicked) {
  const chosen = document.querySelector('[name="organisation.type"]:checked')?.value ?? '';
  const type = document.querySelector(`[name="organisation.type"][value="${CSS.escape(found.type ?? '')}"]`);
  if (!type) return [0, 0];
  if (!isFree('type', chosen, clicked)) return [0, 1];
  type.checked = true;
  filled.type = found.type;
  return [1, 0];
}

/* Returns the sentence that says which fields were filled in. */
function fill(found, clicked) {
  const [fields, kept] = fillFields(found, clicked);
  const [type, other] = fillType(found, clicked);
  if (fields + type > 0) filledFor.value = found.name ? found.siret : '';
  field.form.dispatchEvent(new Event('filled'));
  if (found.state !== 'VERIFIED' || kept + other === 0) return found.message;
  return fields + type > 0 ? button.dataset.some : button.dataset.none;
}

async function lookUp(clicked) {
  const siret = field.value.trim();
  asked = siret;
  const late = setTimeout(() => waiting(button.dataset.looking), 300);
  try {
    const answer = await fetch(`${button.dataset.company}?siret=${encodeURIComponent(siret)}`,
      {headers: {'X-Background': 'true', Accept: 'application/json'}, signal: AbortSignal.timeout(8000)});
    const found = await answer.json();
    if (asked !== siret) return;
    if (answer.ok) tell(TONES[found.state], fill(found, clicked));
    else tell('warn', found.message ?? button.dataset.failed);
  } catch {
    if (asked === siret) tell('wait', button.dataset.failed);
  } finally {
    clearTimeout(late);
  }
}

button?.addEventListener('click', event => {
  event.preventDefault();
  if (field.value.trim() === '') field.focus();
  else lookUp(true);
});

/* Removes the message when the number changes, because it is about the previous number. */
field?.addEventListener('input', () => {
  if (field.value.trim() !== asked) says.replaceChildren();
});

/* Looks the number up as soon as it has fourteen digits, without the button; what was typed then stays. */
field?.addEventListener('change', () => {
  const digits = field.value.normalize('NFKC').replace(/\D/g, '');
  if (digits.length === 14 && field.value.trim() !== asked) lookUp(false);
});
