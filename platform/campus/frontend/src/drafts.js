// Drafts: a moment after the last keystroke the answers go to the server, and the page says so.
// When another device was first, one is asked which answers to keep: nothing is overwritten unasked.
import { word } from './words.js';

const PAUSE = 900; // ms without a keystroke before a draft is sent
const RETRY = 8000; // ms before the next try after a failure

let timer;
let dirty = false;

const formOf = (element) => element.closest?.('form[data-draft]') ?? element.form?.closest('form[data-draft]');

function tell(form, words, ...choices) {
  for (const place of form.querySelectorAll('[data-saved]')) place.replaceChildren(words, ...choices);
}

function later(form, delay) {
  clearTimeout(timer);
  timer = setTimeout(() => save(form), delay);
}

async function save(form) {
  dirty = false;
  const body = new FormData(form);
  body.delete('idem_key');
  try {
    const answer = await fetch(form.dataset.draft, { method: 'POST', body, keepalive: true });
    if (answer.status === 409) return conflict(form, await answer.json());
    if (!answer.ok) throw new Error(String(answer.status));
    const saved = await answer.json();
    form.elements.revision.value = saved.revision;
    if (!dirty) tell(form, word('draft-saved', { time: saved.saved_at }));
  } catch {
    dirty = true;
    tell(form, word('draft-not-saved'));
    later(form, RETRY);
  }
}

/** Another tab or device has saved since this page was loaded. */
function conflict(form, theirs) {
  clearTimeout(timer);
  const show = choice('draft-show-other', () => location.reload());
  const keep = choice('draft-keep-this', () => {
    form.elements.revision.value = theirs.revision;
    save(form);
  });
  tell(form, word('draft-conflict', { time: theirs.saved_at }), ' ', show, ' ', keep);
}

function choice(key, act) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'link';
  button.textContent = word(key);
  button.addEventListener('click', act);
  return button;
}

document.addEventListener('input', (event) => {
  const form = formOf(event.target);
  if (!form) return;
  if (!dirty) tell(form, word('draft-unsaved'));
  dirty = true;
  later(form, PAUSE);
});

// Leaving the page, or handing in: nothing typed may be lost, nothing handed in needs a draft.
addEventListener('pagehide', () => {
  const form = document.querySelector('form[data-draft]');
  if (form && dirty) save(form);
});
document.addEventListener('submit', (event) => {
  if (!formOf(event.target)) return;
  clearTimeout(timer);
  dirty = false;
});
