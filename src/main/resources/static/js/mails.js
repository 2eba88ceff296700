/* Reloads the page in the background every few seconds and shows changed mail states. The answer to a form has another
   address than its page. Without mails the page is another one now: the address was verified in another tab. */

const LONGEST = 60_000;

function area() {
  return document.querySelector('[data-refresh]');
}

function states(root) {
  return [...root.querySelectorAll('[data-says]')].map(line => line.textContent.trim());
}

function replace(fresh) {
  const now = area();
  const before = states(now);
  const focused = now.contains(document.activeElement) ? document.activeElement.id : '';
  now.replaceWith(fresh);
  if (focused) document.getElementById(focused)?.focus();
  const changed = states(fresh).filter(state => !before.includes(state));
  if (changed.length) document.querySelector('[data-said]').textContent = changed.join('. ');
  coolDown();
}

async function refresh() {
  const answer = await fetch(area().dataset.from, {headers: {'X-Background': 'true'}, redirect: 'error', cache: 'no-store'});
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.querySelector('[data-refresh]');
  if (!fresh) location.assign(area().dataset.from);
  else if (states(fresh).join() !== states(area()).join()) replace(document.adoptNode(fresh));
}

function follow(pause) {
  setTimeout(async () => {
    let next = pause;
    if (!document.hidden) {
      try {
        await refresh();
        next = Math.min(pause * 1.15, LONGEST);
      } catch {
        next = Math.min(pause * 2, LONGEST);
      }
    }
    follow(next);
  }, pause);
}

/* Shows the countdown on "Send again". The server enforces the delay itself. */
function coolDown() {
  document.querySelectorAll('[data-cools]').forEach(button => {
    const end = Date.now() + Number(button.dataset.cools) * 1000;
    const timer = setInterval(() => {
      const left = Math.ceil((end - Date.now()) / 1000);
      if (left > 0) {
        button.textContent = button.dataset.wait.replace('{0}', left);
        return;
      }
      clearInterval(timer);
      button.textContent = button.dataset.ready;
      button.removeAttribute('aria-disabled');
      delete button.dataset.cools;
    }, 1000);
  });
}

/* Only now the page updates itself: the sentence about it replaces the link that reloads the page. */
function announce() {
  document.querySelectorAll('[data-by-hand]').forEach(link => { link.hidden = true; });
  document.querySelectorAll('[data-by-itself]').forEach(sentence => { sentence.hidden = false; });
}

coolDown();
if (area()) {
  announce();
  follow(Number(area().dataset.refresh) * 1000);
}
