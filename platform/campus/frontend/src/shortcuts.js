// Keys that save a way: Ctrl+Enter hands in, "?" shows the sheet of all of them.
// Single keys can be switched off in that sheet (they collide with speech input for some).
import { toggleTheme } from './appearance.js';

const sheet = document.getElementById('shortcuts');
const switcher = document.querySelector('[data-single-keys]');

function remembered() {
  try {
    return localStorage.getItem('single-keys') !== 'off';
  } catch {
    return true;
  }
}

let singleKeys = remembered();
if (switcher) switcher.checked = singleKeys;
switcher?.addEventListener('change', () => {
  singleKeys = switcher.checked;
  try {
    localStorage.setItem('single-keys', singleKeys ? 'on' : 'off');
  } catch {
    // Forbidden storage: the choice lasts for this page.
  }
});

/** Go to the first blank that is not right yet. */
function nextBlank() {
  const open = document.querySelector('.blank:not(:has(> .verdict[data-outcome="right"]))');
  (open?.querySelector('input:not([type=hidden]), textarea:not([hidden]), select') ?? open?.querySelector('code-editor'))?.focus();
}

const focusOn = (selector) => () => document.querySelector(selector)?.focus();
const actions = {
  '?': () => sheet?.showModal(),
  a: nextBlank,
  h: focusOn('#hint-button'),
  n: focusOn('#another-button'),
  '/': focusOn('input[type=search]'),
  t: toggleTheme,
};

const isTyping = (element) => element.closest('input, textarea, select, code-editor, [contenteditable]');

document.addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') {
    const form = event.target.closest('form');
    const button = form?.querySelector('[data-submit]') ?? document.querySelector('#exercise [data-submit]');
    if (!button) return;
    event.preventDefault();
    button.click(); // a click: htmx sends the button's name with it
    return;
  }
  const held = event.ctrlKey || event.metaKey || event.altKey;
  if (!singleKeys || held || event.defaultPrevented || isTyping(event.target) || sheet?.open) return;
  const action = actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

document.addEventListener('click', (event) => {
  if (event.target.closest('[data-shortcuts]')) sheet?.showModal();
  if (event.target === sheet || event.target.closest('[data-close]')) sheet?.close();
});
