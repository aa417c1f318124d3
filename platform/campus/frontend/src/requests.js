// htmx under a strict policy, what is said aloud when a fragment arrives, and what to do when none does.
import htmx from 'htmx.org';

import { word } from './words.js';

Object.assign(htmx.config, {
  includeIndicatorStyles: false, // its style element would break the content security policy
  allowEval: false,
  selfRequestsOnly: true,
  historyCacheSize: 0, // pages hold answers: none is kept in the browser's storage
  refreshOnHistoryMiss: true,
  defaultSettleDelay: 0,
});

let said = '';

/** Speak the verdict: replaced elements are no reliable live regions, the lasting one is. */
function announce() {
  const words = document.querySelector('#submission [data-announce]')?.dataset.announce ?? '';
  const voice = document.getElementById('announce');
  if (voice && words && words !== said) voice.textContent = words;
  said = words;
}

/** A sentence in a corner, with a button that takes it away. */
export function toast(words) {
  document.querySelector('.toast')?.remove();
  const box = document.createElement('div');
  box.className = 'toast';
  box.setAttribute('role', 'alert');
  const close = document.createElement('button');
  close.type = 'button';
  close.textContent = '✕';
  close.setAttribute('aria-label', word('close'));
  close.addEventListener('click', () => box.remove());
  box.append(words, close);
  document.body.append(box);
}

/** Each field of a blank bears what was said of it; the verdict lists that in the page's order. */
function mark(verdict) {
  const states = verdict.dataset.states.split(' ');
  const fields = [...verdict.closest('.blank').querySelectorAll('[data-cell]')];
  fields.forEach((field, place) => {
    field.dataset.cell = states[place] ?? '';
    if (field.dataset.cell === 'wrong') field.setAttribute('aria-invalid', 'true');
    else field.removeAttribute('aria-invalid');
  });
}

/** A new answer is being typed: the verdict shown belongs to the old one. */
document.addEventListener('input', (event) => {
  event.target.closest?.('.blank')?.setAttribute('data-changed', '');
});

document.addEventListener('htmx:oobAfterSwap', (event) => {
  // The target is the element that has just been replaced: its successor has its name.
  const verdict = document.getElementById(event.detail.target.id);
  verdict?.closest('.blank')?.removeAttribute('data-changed');
  if (verdict?.dataset.states !== undefined) mark(verdict);
});
document.addEventListener('htmx:afterSettle', announce);

/** An attempt that has just ended takes no more answers; the page as reloaded says the same. */
document.addEventListener('htmx:afterSettle', () => {
  const form = document.querySelector('form.sheet');
  if (!form || form.querySelector('[data-submit]')) return;
  for (const field of form.querySelectorAll('.blank :is(input, textarea, select)')) {
    if (field.matches('[type=radio], [type=checkbox], select')) field.disabled = true;
    else field.readOnly = true;
  }
});

// A preview that does not come is no news; a verdict that does not come is.
const matters = (event) => event.detail.requestConfig?.verb !== 'get' || event.target.closest('#submission');

document.addEventListener('htmx:sendError', (event) => {
  if (matters(event)) toast(word('unreachable'));
});
document.addEventListener('htmx:responseError', (event) => {
  if (!matters(event)) return;
  const { status } = event.detail.xhr;
  if (status === 401 || status === 403) toast(word('signed-out'));
  else if (status === 429) toast(word('too-fast'));
  else toast(word('our-fault'));
});
