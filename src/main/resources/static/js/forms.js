/* Improves forms. They work without scripts too: the server validates and explains errors. */

const words = (template, ...values) => template.replace(/\{(\d)\}/g, (whole, n) => values[n] ?? whole);

function name(field) {
  if (field.dataset.called) return field.dataset.called;
  const label = field.matches('fieldset') ? field.querySelector('legend') : field.labels?.[0];
  const shown = [...(label?.childNodes ?? [])].filter(node =>
    node.nodeType === Node.TEXT_NODE || (node.nodeType === Node.ELEMENT_NODE && !node.matches('.star, .optional') && node.checkVisibility()));
  return shown.map(node => node.textContent).join(' ').replace(/\s+/g, ' ').trim().replace(/[\s?]+$/, '');
}

/* Groups missing fields by person: "Billing contact (First name, Email address)". */
function names(fields) {
  const people = new Map();
  fields.forEach(field => {
    const person = field.parentElement.closest('[data-whose]') ?? field;
    people.set(person, [...people.get(person) ?? [], ...person === field ? [] : [name(field)]]);
  });
  return [...people].map(([person, ofTheirs]) => name(person) + (ofTheirs.length ? ` (${ofTheirs.join(', ')})` : ''));
}

/* False for the postcode if the selected country has no postcodes. */
function isNeeded(field) {
  const [id, ...values] = field.dataset.unless?.split(' ') ?? [];
  const other = id && document.getElementById(id);
  return !(other && other.checkVisibility() && values.includes(other.value));
}

function isEmpty(field) {
  return field.matches('fieldset') ? !field.querySelector('input:checked') : field.value.trim() === '';
}

/* Disables "Next" while required fields are empty, and lists them (CG-20, CG-60). */
function complete(form) {
  const sentence = form.querySelector('[data-missing]');
  const button = sentence?.closest('.actions').querySelector('.button');
  if (!button) return;
  const missing = () => [...form.querySelectorAll('[aria-required=true], fieldset[data-required]')]
    .filter(field => field.checkVisibility() && isNeeded(field) && isEmpty(field));
  const tell = () => {
    const left = names(missing());
    sentence.hidden = left.length === 0;
    const text = left.length ? words(sentence.dataset.missing, left.join(', ')) : '';
    if (sentence.textContent !== text) sentence.textContent = text;
    if (left.length) button.setAttribute('aria-disabled', 'true');
    else button.removeAttribute('aria-disabled');
  };
  form.addEventListener('input', tell);
  form.addEventListener('change', tell);
  form.addEventListener('filled', tell);
  button.addEventListener('click', event => {
    const [first] = missing();
    if (!first) return;
    event.preventDefault();
    tell();
    (first.matches('fieldset') ? first.querySelector('input') : first).focus();
  });
  tell();
}

const LONGEST = 10_000;
let leaves = false;

/* Restores the form to its state before submission. */
function release(form) {
  leaves = false;
  delete form.dataset.sent;
  form.querySelectorAll('[aria-disabled]:not([data-cools])').forEach(button => button.removeAttribute('aria-disabled'));
  form.querySelectorAll('[data-words]').forEach(button => {
    button.textContent = button.dataset.words;
    delete button.dataset.words;
  });
}

/* Deletes what drafts.js has stored in this tab. */
function forgetTyped() {
  try {
    Object.keys(sessionStorage).filter(name => name.startsWith('typed ')).forEach(name => sessionStorage.removeItem(name));
  } catch { /* Storage is blocked: nothing is stored. */ }
}

/* Ignores a second submission while the first is in progress. After ten seconds the form can be submitted again. */
document.addEventListener('submit', event => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (form.getAttribute('action') === '/sign-out') forgetTyped();
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'yes';
  leaves = true;
  const button = event.submitter;
  setTimeout(() => release(form), LONGEST);
  setTimeout(() => {
    if (button?.dataset.busy) {
      button.dataset.words = button.textContent;
      button.textContent = button.dataset.busy;
    }
    button?.setAttribute('aria-disabled', 'true');
  });
});

/* Restores the form when the visitor comes back with the browser's history. */
addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach(form => {
  release(form);
  delete form.dataset.changed;
}));

/* Asks before leaving a page with input that drafts.js does not save. Forms for search and sign-in are excluded. */
document.addEventListener('input', event => {
  event.target.closest('form[data-complete], form[data-rows]')?.setAttribute('data-changed', '');
});
addEventListener('beforeunload', event => {
  if (!leaves && document.querySelector('form[data-changed]:not(#typed), form[data-unsaved]')) event.preventDefault();
});

document.addEventListener('click', event => {
  if (event.target.closest('[aria-disabled=true][data-cools]')) event.preventDefault();
}, true);

function shows(button) {
  const field = document.getElementById(button.dataset.shows);
  button.hidden = false;
  button.addEventListener('click', () => {
    const shown = field.type === 'password';
    field.type = shown ? 'text' : 'password';
    button.setAttribute('aria-pressed', shown);
    button.textContent = shown ? button.dataset.hide : button.dataset.show;
  });
  field.form?.addEventListener('submit', () => { field.type = 'password'; });
}

const RULES = {
  length: (text, least) => [...text.normalize('NFC')].length >= least,
  lower: text => /\p{Ll}/u.test(text),
  upper: text => /\p{Lu}/u.test(text),
  digit: text => /\p{Nd}/u.test(text),
  special: text => /[^\p{L}\p{Nd}]/u.test(text),
};

function rules(list) {
  const field = document.getElementById(list.dataset.rules);
  field?.addEventListener('input', () => list.querySelectorAll('[data-rule]').forEach(line => {
    const rule = RULES[line.dataset.rule];
    const kept = Boolean(rule) && field.value !== '' && rule(field.value, Number(line.dataset.least));
    line.classList.toggle('kept', kept);
    line.querySelector('.unseen')?.remove();
    if (kept) line.append(Object.assign(document.createElement('span'), {className: 'unseen', textContent: ` ${list.dataset.kept}`}));
  }));
}

const SIGNS = {'@': 'a', 4: 'a', 0: 'o', 3: 'e', 1: 'i', '!': 'i', '|': 'i', 5: 's', $: 's', 7: 't', '+': 't'};

/* Whether the text is only one or two words or numbers and a few signs, which are easy to guess. */
function isSimple(text) {
  const folded = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return [folded, folded.replace(/[@4031!|5$7+]/g, sign => SIGNS[sign])].some(reading => {
    const pieces = reading.match(/\p{L}{3,}|\p{Nd}{4,}/gu) ?? [];
    return pieces.length > 0 && pieces.length <= 2 && reading.length - pieces.join('').length <= 4;
  });
}

/* Estimates the strength from the number of different characters and character classes. Only the server decides. */
function strength(line) {
  const field = document.getElementById(line.dataset.strength);
  const [meter, word] = [line.querySelector('meter'), line.querySelector('span')];
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u];
  field?.addEventListener('input', () => {
    const text = field.value;
    const bits = new Set(text).size * Math.log2(10 + 20 * kinds.filter(kind => kind.test(text)).length);
    const level = Math.min(isSimple(text) ? 2 : 4, Math.floor(bits / 18));
    line.hidden = text === '';
    meter.value = level;
    const says = line.dataset.words.split('|')[level];
    if (word.textContent !== says) word.textContent = says;
  });
}

function copies(button) {
  if (!navigator.clipboard) return;
  const before = button.textContent;
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent);
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = before; }, 2000);
  });
}

/* Links of the error summary focus the first field of a group instead of its fieldset. */
document.querySelector('.summary-of-errors')?.addEventListener('click', event => {
  const target = document.querySelector(event.target.closest('a')?.hash || null);
  if (!target) return;
  event.preventDefault();
  const field = target.matches('fieldset') ? target.querySelector('input') ?? target : target;
  target.scrollIntoView({block: 'center'});
  field.focus({preventScroll: true});
});

document.querySelectorAll('form[data-complete]').forEach(complete);
document.querySelectorAll('[data-shows]').forEach(shows);
document.querySelectorAll('[data-rules]').forEach(rules);
document.querySelectorAll('[data-strength]').forEach(strength);
document.querySelectorAll('[data-copies]').forEach(copies);
document.querySelector('[data-focus]')?.focus();
