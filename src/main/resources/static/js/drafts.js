/*
 * Saves the form #typed while it is edited, so that it is there again after the page was closed. The server counts it as
 * activity. Secrets are never sent.
 */

const form = document.getElementById('typed');
const PAUSE = 1_000;
const LONGEST = 10_000;

let timer = 0;
let since = 0;
let running = null;

function fields() {
  const data = new FormData(form);
  form.querySelectorAll('[type=password], .secret input').forEach(secret => data.delete(secret.name));
  data.append('keep', '');
  return new URLSearchParams(data);
}

/* A new form gets an address of its own with the first answer. `form.action` may be a button of that name. */
function moveTo(address) {
  form.setAttribute('action', address);
  history.replaceState(null, '', address);
}

async function send() {
  const answer = await fetch(form.getAttribute('action'),
    {method: 'POST', body: fields(), redirect: 'manual', keepalive: true, signal: AbortSignal.timeout(LONGEST)}).catch(() => null);
  /* A redirect leads to the sign-in page: the session has ended, and the form is saved. session.js goes there. */
  const saved = answer?.ok || answer?.type === 'opaqueredirect';
  form.toggleAttribute('data-unsaved', !saved);
  if (answer?.ok && answer.headers.has('Location')) moveTo(answer.headers.get('Location'));
  if (answer?.ok) document.dispatchEvent(new Event('saved'));
  if (answer?.type === 'opaqueredirect') document.dispatchEvent(new Event('ended'));
  if (!saved) since ||= Date.now();
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
  since ||= Date.now();
  clearTimeout(timer);
  timer = setTimeout(save, Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
}

/* Saves the last words also while the ones before are on their way. */
function leave() {
  clearTimeout(timer);
  if (!since) return;
  since = 0;
  send();
}

/* A form is sent after the last save has arrived: the server then deletes the draft of a form that it accepts. */
function submitted(event) {
  if (event.defaultPrevented) return;
  clearTimeout(timer);
  since = 0;
  if (!running) return;
  event.preventDefault();
  running.then(() => form.requestSubmit(event.submitter));
}

function start() {
  form.addEventListener('input', edited);
  form.addEventListener('filled', edited);
  form.addEventListener('submit', submitted);
  addEventListener('beforeunload', leave);
  addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', () => { if (document.hidden) leave(); });
  document.querySelectorAll('[data-saves]').forEach(promise => { promise.hidden = false; });
}

if (form) start();
