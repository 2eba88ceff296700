/* Prefills the form from the company directory (CG-12). The fields always stay editable. */

const button = document.querySelector('[data-company]');
const field = document.getElementById('organisation-siret');
const filledFor = document.querySelector('[name="organisation.filledFor"]');
const says = document.querySelector('[data-lookup]');

const TONES = {VERIFIED: 'good', CLOSED: 'warn', NOT_FOUND: 'warn', NOT_PUBLIC: 'wait', UNVERIFIED: 'wait'};
const FIELDS = ['name', 'address', 'postcode', 'town', 'region'];

let asked = '';

function tell(tone, text) {
  says.replaceChildren(Object.assign(document.createElement('span'), {className: `state ${tone}`, textContent: text}));
}

function waiting(text) {
  const moving = Object.assign(document.createElement('span'), {className: 'moving', ariaHidden: 'true'});
  says.replaceChildren(moving, ` ${text}`);
}

/* Clears fields that the look-up of another number filled in: they would show one company under the number of another. */
function fill(found) {
  const other = filledFor.value !== '' && filledFor.value !== found.siret;
  FIELDS.filter(name => found[name] || other).forEach(name => {
    document.getElementById(`organisation-${name}`).value = found[name] ?? '';
  });
  filledFor.value = found.name ? found.siret : other ? '' : filledFor.value;
  const type = document.querySelector(`[name="organisation.type"][value="${CSS.escape(found.type ?? '')}"]`);
  if (type) type.checked = true;
  field.form.dispatchEvent(new Event('filled'));
}

async function lookUp() {
  const siret = field.value.trim();
  asked = siret;
  const late = setTimeout(() => waiting(button.dataset.looking), 300);
  try {
    const answer = await fetch(`${button.dataset.company}?siret=${encodeURIComponent(siret)}`,
      {headers: {'X-Background': 'true', Accept: 'application/json'}, signal: AbortSignal.timeout(8000)});
    const found = await answer.json();
    if (asked !== siret) return;
    tell(answer.ok ? TONES[found.state] : 'warn', found.message ?? button.dataset.failed);
    if (answer.ok) fill(found);
  } catch {
    if (asked === siret) tell('wait', button.dataset.failed);
  } finally {
    clearTimeout(late);
  }
}

button?.addEventListener('click', event => {
  event.preventDefault();
  if (field.value.trim() === '') field.focus();
  else lookUp();
});

/* Removes the message when the number changes, because it is about the previous number. */
field?.addEventListener('input', () => {
  if (field.value.trim() !== asked) says.replaceChildren();
});

/* Looks the number up as soon as it has fourteen digits, without the button. */
field?.addEventListener('change', () => {
  const digits = field.value.normalize('NFKC').replace(/\D/g, '');
  if (digits.length === 14 && field.value.trim() !== asked) lookUp();
});
