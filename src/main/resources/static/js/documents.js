/*
 * Sends each file as soon as it is chosen, photographed or dropped, one after the other, and shows the progress. The answer
 * is the page; its part #documents takes the place of the present one. A file that could not be sent stays chosen, and a
 * button sends it again. A link to the next step waits for the files. Without scripts the form sends all files at once.
 */

const MOST = 10 * 1024 * 1024;
const waiting = [];
let sending = false;
let onward = null;

function start() {
  const form = document.getElementById('files');
  form.querySelectorAll('[data-send]').forEach(buttons => { buttons.hidden = true; });
  document.querySelector('[data-onward]')?.addEventListener('click', goOn);
  form.querySelectorAll('[data-takes]').forEach(item => listen(form, item));
}

function goOn(event) {
  if (!sending) return;
  event.preventDefault();
  onward = event.currentTarget.href;
}

function listen(form, item) {
  const inputs = item.querySelectorAll('input[type=file]');
  item.classList.add('drop');
  item.dataset.hint = form.dataset.drop;
  inputs.forEach(input => input.addEventListener('change', () => input.files.length && add(item, input.files[0], inputs[0].name)));
  item.querySelector('.progress button').addEventListener('click', () => add(item, item.chosen, inputs[0].name));
  item.addEventListener('dragover', event => {
    event.preventDefault();
    item.classList.add('over');
  });
  item.addEventListener('dragleave', () => item.classList.remove('over'));
  item.addEventListener('drop', event => {
    event.preventDefault();
    item.classList.remove('over');
    if (event.dataTransfer.files.length) add(item, event.dataTransfer.files[0], inputs[0].name);
  });
}

function add(item, file, kind) {
  item.chosen = file;
  const form = document.getElementById('files');
  if (file.size > MOST) {
    say(item, form.dataset.large, false);
    return;
  }
  waiting.push({kind, file});
  say(item, form.dataset.sending, true);
  next();
}

function say(item, text, busy) {
  const line = item.querySelector('.progress');
  line.hidden = false;
  line.querySelector('span').textContent = text;
  line.querySelector('progress').hidden = !busy;
  line.querySelector('button').hidden = busy || item.chosen.size > MOST;
}

/* The list may have been replaced since the file was chosen. */
function itemOf(kind) {
  return document.getElementById(`file-${kind}`)?.closest('li');
}

function next() {
  if (!sending && !waiting.length && onward) location.assign(onward);
  if (sending || !waiting.length) return;
  sending = true;
  const {kind, file} = waiting.shift();
  const form = document.getElementById('files');
  const body = new FormData();
  body.append(kind, file);
  const call = new XMLHttpRequest();
  call.responseType = 'document';
  call.upload.addEventListener('progress', event => {
    const bar = itemOf(kind)?.querySelector('progress');
    if (bar && event.lengthComputable) bar.value = Math.round(100 * event.loaded / event.total);
  });
  call.addEventListener('loadend', () => ended(kind, file, call));
  call.open('POST', form.getAttribute('action'));
  call.send(body);
}

function ended(kind, file, call) {
  sending = false;
  const part = call.status < 500 ? call.response?.getElementById('documents') : null;
  if (part) {
    show(document.adoptNode(part));
  } else if (call.response?.querySelector('form[action="/sign-in"]')) {
    location.reload();
    return;
  } else {
    onward = null;
    const item = itemOf(kind);
    const texts = document.getElementById('files').dataset;
    item.chosen = file;
    say(item, call.status === 0 ? texts.lost : texts.again, false);
  }
  next();
}

/* Keeps what is still being sent or could not be sent. */
function show(part) {
  const before = new Map([...document.querySelectorAll('#files [data-takes]')]
    .filter(item => item.chosen && !item.querySelector('.progress').hidden)
    .map(item => [item.querySelector('input[type=file]').name, item]));
  document.getElementById('documents').replaceWith(part);
  start();
  if (part.querySelector('[data-focus]')) {
    onward = null;
    part.querySelector('[data-focus]').focus();
  }
  waiting.forEach(({kind, file}) => keep(before, kind, file, true));
}

function keep(before, kind, file, busy) {
  const item = itemOf(kind);
  if (!item || !before.has(kind)) return;
  item.chosen = file;
  item.querySelector('details')?.setAttribute('open', '');
  say(item, document.getElementById('files').dataset.sending, busy);
}

window.addEventListener('beforeunload', event => { if (sending) event.preventDefault(); });
start();
