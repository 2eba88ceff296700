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

async function save() {
  clearTimeout(timer);
  if (!since) return;
  since = 0;
  running = new AbortController();
  const answer = await fetch(form.action,
    {method: 'POST', body: fields(), redirect: 'manual', keepalive: true, signal: running.signal}).catch(() => null);
  /* A redirect leads to the sign-in page: the session has ended, and the form is saved. */
  const saved = answer?.ok || answer?.type === 'opaqueredirect';
  form.toggleAttribute('data-unsaved', !saved);
  if (answer?.ok) document.dispatchEvent(new Event('saved'));
  if (!saved && !since) {
    since = Date.now();
    timer = setTimeout(save, LONGEST);
  }
}

/* Saves at the first pause, and while there is none every ten seconds. */
function edited() {
  since ||= Date.now();
  clearTimeout(timer);
  timer = setTimeout(save, Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
}

function start() {
  form.addEventListener('input', edited);
  form.addEventListener('filled', edited);
  /* What is sent is not saved any more: the server deletes the draft. */
  form.addEventListener('submit', event => {
    if (event.defaultPrevented) return;
    clearTimeout(timer);
    since = 0;
    running?.abort();
  });
  addEventListener('beforeunload', save);
  addEventListener('pagehide', save);
  document.addEventListener('visibilitychange', () => { if (document.hidden) save(); });
}

if (form) start();
