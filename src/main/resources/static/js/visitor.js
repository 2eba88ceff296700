/*
 * Public pages are the same bytes for everybody. This script asks once whether the visitor is signed in and then shows
 * the way to their customer area in place of the way to sign in.
 */

async function isSignedIn() {
  const answer = await fetch('/session', {headers: {'X-Background': 'true'}, redirect: 'error', cache: 'no-store'});
  return answer.ok && (await answer.json()).signedIn;
}

isSignedIn().then(signedIn => {
  document.querySelectorAll('[data-stranger]').forEach(part => { part.hidden = signedIn; });
  document.querySelectorAll('[data-member]').forEach(part => { part.hidden = !signedIn; });
}).catch(() => { /* The page stays as it is for everybody. */ });
