/*
 * Saves the form #typed while it is edited, so that it is there again after the page was closed. The server counts it as
 * activity. What the server has not confirmed yet is stored in this tab, for this account only, and filled in again after a
 * reload. Secrets are neither sent nor stored.
 */

const form = document.getElementById('typed');
const PAUSE = 1_000;
const LONGEST = 10_000;
const MOST_KNOWN = 5;
const STORED = 'typed ';
const OTHERS = 'BroadcastChannel' in window ? new BroadcastChannel('drafts') : null;

let timer = 0;
let since = 0;
let running = null;

/* What the server has shown, or was sent since: it replaces nothing newer. */
let known = [];
/* The time of the last edit; 0 if the server has confirmed it. */
let editedAt = 0;
/* Until the next document is there, answers still arrive here. It may have been read before they were true, so what is
   stored in the tab must stay for it. */
let unloading = false;
/* Tells the server which new form this is until it has an address of its own. */
let newForm = form?.hasAttribute('data-new') ? `${Date.now()}.${Math.random()}` : '';

function typed() {
  return [...form.elements].filter(field => field.name && field.matches('input, select, textarea')
    && !field.matches('[type=hidden], [type=password], .secret input'));
}

/* What the server has sent, or is chosen now. */
function values(field, sent) {
  if (field.matches('[type=checkbox], [type=radio]')) return (sent ? field.defaultChecked : field.checked) ? [field.value] : [];
  if (!sent) return [field.value];
  if (!field.matches('select')) return [field.defaultValue];
  return [([...field.options].find(option => option.defaultSelected) ?? field.options[0]).value];
}

function text(sent = false) {
  return new URLSearchParams(typed().flatMap(field => values(field, sent).map(value => [field.name, value]))).toString();
}

// --- In this tab ---------------------------------------------------------------------------------------------------

function subject() {
  return form.elements.namedItem('subject')?.value ?? '';
}

function key() {
  return `${STORED}${subject()} ${form.getAttribute('action')}`;
}

/* Storage may be blocked or full. Then only the server saves. */
function inTab(act) {
  try {
    return act(sessionStorage);
  } catch {
    return null;
  }
}

function store() {
  inTab(tab => tab.setItem(key(), JSON.stringify({typed: text(), known, newForm})));
}

function forget() {
  editedAt = 0;
  inTab(tab => tab.removeItem(key()));
}

/* Another account may have signed in in this tab. Its other organisations are the same account's. */
function forgetOtherAccounts() {
  const [account] = subject().split('.');
  if (!account) return;
  inTab(tab => Object.keys(tab).filter(name => name.startsWith(STORED) && !name.startsWith(`${STORED} `)
    && !name.startsWith(STORED + account)).forEach(name => tab.removeItem(name)));
}

function isOpenedAnew() {
  return form.hasAttribute('data-new') && performance.getEntriesByType('navigation')[0]?.type === 'navigate';
}

function fill(stored) {
  form.dispatchEvent(new CustomEvent('refill', {detail: stored}));
  for (const field of typed()) {
    const all = stored.getAll(field.name);
    if (field.matches('[type=checkbox], [type=radio]')) field.checked = all.includes(field.value);
    else if (all.length) [field.value] = all;
    if (field.matches('select')) field.dispatchEvent(new Event('change', {bubbles: true}));
  }
  form.dispatchEvent(new Event('filled'));
}

/* Fills in what the server has not confirmed, unless it shows something that was saved elsewhere since. */
function restore() {
  forgetOtherAccounts();
  const shown = text(true);
  const stored = inTab(tab => JSON.parse(tab.getItem(key())));
  known = [shown];
  if (!stored) return;
  if (stored.typed === shown || !stored.known.includes(shown) || isOpenedAnew()) {
    forget();
    return;
  }
  ({known, newForm} = stored);
  fill(new URLSearchParams(stored.typed));
}

// --- On the server -------------------------------------------------------------------------------------------------

function fields() {
  const data = new FormData(form);
  form.querySelectorAll('[type=password], .secret input').forEach(secret => data.delete(secret.name));
  if (newForm) data.append('organisation.newForm', newForm);
  data.append('keep', '');
  return new URLSearchParams(data);
}

/* A new form gets an address of its own with the first answer. `form.action` may be a button of that name. */
function moveTo(address) {
  forget();
  newForm = '';
  form.removeAttribute('data-new');
  form.setAttribute('action', address);
  history.replaceState(null, '', address);
}

function confirmed(sent, at) {
  known = [sent];
  if (text() === sent) forget();
  else store();
  OTHERS?.postMessage([key(), sent, at]);
  document.dispatchEvent(new Event('saved'));
}

/* Another tab has saved the same form. What it saved is older or newer than what was typed here. */
function overtake([other, sent, at]) {
  if (other !== key()) return;
  known.push(sent);
  if (at > editedAt) {
    clearTimeout(timer);
    since = 0;
    form.removeAttribute('data-unsaved');
    forget();
  } else {
    store();
  }
}

/* Whether the same request may succeed later. */
function isPassing(answer) {
  return !answer || answer.status === 429 || answer.status >= 500;
}

async function send() {
  const sent = text();
  const at = editedAt;
  known = [...known, sent].slice(-MOST_KNOWN);
  const answer = await fetch(form.getAttribute('action'),
    {method: 'POST', body: fields(), redirect: 'manual', keepalive: true, signal: AbortSignal.timeout(LONGEST)}).catch(() => null);
  if (unloading) return;
  /* A redirect leads to the sign-in page: the session has ended, and the form is saved. session.js goes there. */
  const ended = answer?.type === 'opaqueredirect';
  form.toggleAttribute('data-unsaved', !answer?.ok && !ended);
  if (answer?.ok && answer.headers.has('Location')) moveTo(answer.headers.get('Location'));
  if (answer?.ok) confirmed(sent, at);
  if (ended) {
    forget();
    document.dispatchEvent(new Event('ended'));
  }
  if (answer?.status === 401) document.dispatchEvent(new Event('signed-out'));
  if (!answer?.ok && !ended && isPassing(answer)) since ||= Date.now();
}

function save() {
  clearTimeout(timer);
  if (!since || running) return;
  since = 0;
  running = send().finally(() => {
    running = null;
    if (since) timer = setTimeout(save, form.hasAttribute('data-unsaved') ? LONGEST : PAUSE);
  });
}

/* Saves at the first pause, and while there is none every ten seconds. */
function edited() {
  unloading = false;
  editedAt = Date.now();
  store();
  since ||= editedAt;
  clearTimeout(timer);
  timer = setTimeout(save, Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
}

/* The visitor may have signed in again in another tab. */
function retry() {
  if (!form.hasAttribute('data-unsaved')) return;
  since ||= Date.now();
  save();
}

/* Saves the last words also while the ones before are on their way. */
function leave() {
  clearTimeout(timer);
  if (!since) return;
  since = 0;
  send();
}

function unload() {
  unloading = true;
  leave();
}

/* A form is sent after the last save has arrived: the server then deletes the draft of a form that it accepts. */
function submitted(event) {
  if (event.defaultPrevented) return;
  clearTimeout(timer);
  since = 0;
  if (!running) {
    forget();
    return;
  }
  event.preventDefault();
  running.then(() => form.requestSubmit(event.submitter));
}

function start() {
  form.addEventListener('input', edited);
  form.addEventListener('filled', edited);
  form.addEventListener('submit', submitted);
  OTHERS?.addEventListener('message', event => overtake(event.data));
  addEventListener('focus', retry);
  addEventListener('beforeunload', unload);
  addEventListener('pagehide', unload);
  document.addEventListener('visibilitychange', () => { if (document.hidden) leave(); });
  document.querySelectorAll('[data-saves]').forEach(promise => { promise.hidden = false; });
  restore();
}

if (form) start();
