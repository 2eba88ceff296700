/*
 * Warns before the session ends, and clears the page at its end. Only the server ends sessions. The inactivity time
 * restarts with each page that any tab loads, and with what is typed, which the server is told once a minute; the
 * maximum lifetime does not. A dialog warns before the earlier of the two ends. An open page, the mouse and background
 * requests do not count as activity.
 */

const dialog = document.getElementById('session');
const end = document.getElementById('session-over');
const KEY = 'session.activity';
const PAUSE = 60_000;

function start() {
  const idle = Number(dialog.dataset.idle) * 1000;
  const warning = Number(dialog.dataset.warning) * 1000;
  const left = dialog.querySelector('[data-remaining]');
  const said = dialog.querySelector('[data-said]');
  const unreachable = dialog.querySelector('[data-unreachable]');
  const tabs = 'BroadcastChannel' in window ? new BroadcastChannel(KEY) : null;
  let last = Date.now();
  let oldest = last + Number(dialog.dataset.left) * 1000;
  let understood = false;
  let over = false;
  let cleared = false;
  let spoken = -1;

  /* Reloads the page: the server tells why the session ended and returns here after sign-in. */
  const again = () => {
    document.querySelectorAll('form[data-changed], form[data-unsaved]').forEach(form => {
      form.removeAttribute('data-changed');
      form.removeAttribute('data-unsaved');
    });
    location.replace(location.href.split('#')[0]);
  };

  const whether = when => part => { part.hidden = !part.dataset.when.split(' ').includes(when); };

  /* Removes everything before any answer of the server, which may be out of reach. drafts.js saves what it still holds. */
  const clear = when => {
    cleared = true;
    document.title = end.dataset.title;
    document.body.replaceChildren(end.content);
    document.querySelectorAll('[data-when]').forEach(whether(when));
    document.querySelector('[data-again]').href = location.href.split('#')[0];
    document.querySelector('main').focus();
  };

  /* The server says why, as soon as it can be reached. */
  const leave = () => fetch('/session', {headers: {'X-Background': 'true'}, cache: 'no-store'}).then(again, () => {});

  const goOn = () => {
    over = false;
    if (dialog.open) dialog.close();
  };

  /* Takes over the times of another tab, which may have signed in again with a new session. */
  const heard = ([at, latest]) => {
    last = Math.max(last, at);
    oldest = Math.max(oldest, latest);
    goOn();
  };
  const active = () => {
    last = Date.now();
    tabs?.postMessage([last, oldest]);
    try {
      localStorage.setItem(KEY, JSON.stringify([last, oldest]));
    } catch { /* Storage is blocked in private browsing; then each tab counts alone. */ }
  };
  /* A tab that was frozen gets the messages of the others late. */
  const missed = () => {
    try {
      const [at, latest] = JSON.parse(localStorage.getItem(KEY)) ?? [0, 0];
      if (at > last || latest > oldest) heard([at, latest]);
    } catch { /* As above. */ }
  };
  document.addEventListener('saved', () => {
    active();
    goOn();
  });
  document.addEventListener('ended', again);
  document.addEventListener('signed-out', () => {
    over = true;
    if (cleared) again();
    else show('ended');
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
    dialog.querySelectorAll('[data-when]').forEach(whether(when));
    if (dialog.open) return;
    unreachable.hidden = true;
    dialog.showModal();
  };

  const tick = () => {
    if (cleared) return;
    missed();
    const aged = oldest < last + idle;
    const remaining = Math.min(last + idle, oldest) - Date.now();
    if (remaining <= 0) {
      clear(aged ? 'aged' : 'idle');
      leave();
    } else if (!over && remaining <= warning && !(aged && understood)) {
      show(aged ? 'aged' : 'idle');
      tell(remaining);
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
    unreachable.hidden = Boolean(answer);
    if (!answer || cleared) return;
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

  /* The timer stands still while the machine sleeps or the tab is frozen. */
  for (const wakes of ['visibilitychange', 'resume']) document.addEventListener(wakes, tick);
  for (const wakes of ['focus', 'pointerdown', 'keydown']) addEventListener(wakes, tick, true);
  addEventListener('online', () => { if (cleared) leave(); });

  /* "Back" shows nothing before the server has answered. */
  addEventListener('pagehide', event => { document.body.hidden = event.persisted; });
  addEventListener('pageshow', event => { if (event.persisted) again(); });

  active();
  setInterval(tick, 1000);
}

if (dialog) start();
