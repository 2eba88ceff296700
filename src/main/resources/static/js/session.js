/*
 * Warns before the session ends. Only the server ends sessions. The inactivity time restarts with each page that any tab
 * loads, and with what is typed, which the server is told once a minute; the maximum lifetime does not. A dialog warns
 * before the earlier of the two ends. An open page, the mouse and background requests do not count as activity.
 */

const dialog = document.getElementById('session');
const KEY = 'session.activity';
const PAUSE = 60_000;

function start() {
  const idle = Number(dialog.dataset.idle) * 1000;
  const warning = Number(dialog.dataset.warning) * 1000;
  const left = dialog.querySelector('[data-remaining]');
  const said = dialog.querySelector('[data-said]');
  const tabs = 'BroadcastChannel' in window ? new BroadcastChannel(KEY) : null;
  let last = Date.now();
  let oldest = last + Number(dialog.dataset.left) * 1000;
  let understood = false;
  let spoken = -1;
  let over = false;

  /* Reloads the page: the server tells why the session ended and returns here after sign-in. */
  const again = () => {
    document.querySelectorAll('form[data-changed], form[data-unsaved]').forEach(form => {
      form.removeAttribute('data-changed');
      form.removeAttribute('data-unsaved');
    });
    location.replace(location.href.split('#')[0]);
  };

  const goOn = () => {
    over = false;
    if (dialog.open) dialog.close();
  };

  /* Takes over the times of another tab, which may have signed in again with a new session. */
  const heard = ([at, end]) => {
    last = Math.max(last, at);
    oldest = Math.max(oldest, end);
    goOn();
  };
  const active = () => {
    last = Date.now();
    tabs?.postMessage([last, oldest]);
    try {
      localStorage.setItem(KEY, JSON.stringify([last, oldest]));
    } catch { /* Storage is blocked in private browsing; then each tab counts alone. */ }
  };
  document.addEventListener('saved', () => {
    active();
    goOn();
  });
  document.addEventListener('ended', again);
  document.addEventListener('signed-out', () => {
    over = true;
    show('ended');
  });
  tabs?.addEventListener('message', event => heard(event.data));
  addEventListener('storage', event => { if (event.key === KEY && event.newValue) heard(JSON.parse(event.newValue)); });

  const tell = remaining => {
    const seconds = Math.ceil(remaining / 1000);
    const minutes = Math.ceil(seconds / 60);
    left.textContent = seconds > 60
      ? dialog.dataset.minutes.replace('{0}', minutes) : dialog.dataset.seconds.replace('{0}', seconds);
    const step = seconds > 60 ? minutes * 60 : Math.ceil(seconds / 20) * 20;
    if (step !== spoken) said.textContent = left.textContent;
    spoken = step;
  };

  const show = when => {
    for (const part of dialog.querySelectorAll('[data-when]')) part.hidden = !part.dataset.when.split(' ').includes(when);
    if (!dialog.open) dialog.showModal();
  };

  const tick = () => {
    if (over) return;
    const aged = oldest < last + idle;
    const remaining = Math.min(last + idle, oldest) - Date.now();
    if (remaining <= -2000) {
      again();
    } else if (remaining <= warning && !(aged && understood)) {
      show(aged ? 'aged' : 'idle');
      tell(Math.max(0, remaining));
    }
  };

  /* The maximum lifetime cannot be extended, so the dialog only asks to save the work in time. */
  dialog.querySelector('[data-understood]').addEventListener('click', () => {
    understood ||= !over;
    dialog.close();
  });

  const stay = dialog.querySelector('[data-stay]').form;
  const ask = () => fetch(stay.action, {method: 'POST', body: new URLSearchParams(new FormData(stay)), redirect: 'manual'})
    .catch(() => null);
  /* 409: another account is signed in by now, and its session goes on. A form of this page says so when it is sent. */
  const alive = answer => answer.ok || answer.status === 409;
  const isOver = answer => answer?.status === 401 || answer?.type === 'opaqueredirect';

  stay.addEventListener('submit', async event => {
    event.preventDefault();
    const answer = await ask();
    if (!answer) return;
    if (alive(answer)) {
      active();
      goOn();
    } else {
      again();
    }
  });

  /* A page with the form #typed is told by its next save, which drafts.js sends within a second. */
  let told = last;
  document.addEventListener('input', async () => {
    if (Date.now() - told < PAUSE) return;
    told = Date.now();
    const answer = await ask();
    if (answer && alive(answer)) active();
    else if (isOver(answer) && !document.getElementById('typed')) again();
  });

  dialog.addEventListener('cancel', event => event.preventDefault());
  addEventListener('pageshow', event => { if (event.persisted) tick(); });

  active();
  setInterval(tick, 1000);
}

if (dialog) start();
