/* What makes forms kinder where scripts run. Without it they all work: the server checks and explains. */

const words = (template, ...values) => template.replace(/\{(\d)\}/g, (whole, n) => values[n] ?? whole);

function name(field) {
  const label = field.matches('fieldset') ? field.querySelector('legend') : field.labels?.[0];
  const shown = [...(label?.childNodes ?? [])].filter(node =>
    node.nodeType === Node.TEXT_NODE || (node.nodeType === Node.ELEMENT_NODE && !node.matches('.star, .optional') && node.checkVisibility()));
  return shown.map(node => node.textContent).join(' ').replace(/\s+/g, ' ').trim().replace(/[\s?]+$/, '');
}

function isEmpty(field) {
  return field.matches('fieldset') ? !field.querySelector('input:checked') : field.value.trim() === '';
}

/* "Next" cannot be used while something is missing, and says what (CG-20, CG-60). */
function complete(form) {
  const sentence = form.querySelector('[data-missing]');
  const button = sentence?.closest('.actions').querySelector('.button');
  if (!button) return;
  const missing = () => [...form.querySelectorAll('[aria-required=true], fieldset[data-required]')]
    .filter(field => field.checkVisibility() && isEmpty(field));
  const tell = () => {
    const names = missing().map(name);
    sentence.hidden = names.length === 0;
    const text = names.length ? words(sentence.dataset.missing, names.join(', ')) : '';
    if (sentence.textContent !== text) sentence.textContent = text;
    if (names.length) button.setAttribute('aria-disabled', 'true');
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

/* A second click while the first is on its way changes nothing. */
document.addEventListener('submit', event => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'yes';
  const button = event.submitter;
  setTimeout(() => {
    if (button?.dataset.busy) {
      button.dataset.words = button.textContent;
      button.textContent = button.dataset.busy;
    }
    button?.setAttribute('aria-disabled', 'true');
  });
});

/* Back from the next page: the form is as it was. */
addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach(form => {
  delete form.dataset.sent;
  form.querySelectorAll('[aria-disabled]:not([data-cools])').forEach(button => button.removeAttribute('aria-disabled'));
  form.querySelectorAll('[data-words]').forEach(button => { button.textContent = button.dataset.words; });
}));

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

/* An honest guess: how many different characters of how many kinds. The server alone decides. */
function strength(line) {
  const field = document.getElementById(line.dataset.strength);
  const [meter, word] = [line.querySelector('meter'), line.querySelector('span')];
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u];
  field?.addEventListener('input', () => {
    const text = field.value;
    const bits = new Set(text).size * Math.log2(10 + 20 * kinds.filter(kind => kind.test(text)).length);
    const level = Math.min(4, Math.floor(bits / 18));
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

/* A link of the error summary leads into the group, not to its frame. */
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
