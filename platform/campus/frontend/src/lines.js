// A derivation: Enter opens the next line, Backspace in an empty one takes it away, arrows walk.
import { fill } from './words.js';

const linesOf = (list) => [...list.querySelectorAll('li:not(.start)')];
const fieldOf = (line) => line.querySelector('input');

function number(list) {
  linesOf(list).forEach((line, index) => {
    line.querySelector('.n').textContent = String(index + 1);
    fieldOf(line).setAttribute('aria-label', fill(list.dataset.label, { number: index + 1 }));
  });
}

function add(list, after) {
  const line = after.cloneNode(true);
  const field = fieldOf(line);
  field.value = '';
  field.dataset.cell = '';
  field.removeAttribute('aria-invalid');
  after.after(line);
  number(list);
  field.focus();
}

function remove(list, line) {
  if (linesOf(list).length < 2) return;
  const next = line.nextElementSibling ?? line.previousElementSibling;
  line.remove();
  number(list);
  const field = fieldOf(next);
  field?.focus();
  field?.dispatchEvent(new Event('input', { bubbles: true }));
}

document.addEventListener('click', (event) => {
  const on = event.target.closest('[data-line-on]');
  if (on) {
    const list = document.getElementById(on.dataset.lineOn);
    add(list, linesOf(list).at(-1));
  }
  const off = event.target.closest('[data-line-off]');
  if (off) remove(off.closest('[data-lines]'), off.closest('li'));
});

document.addEventListener('keydown', (event) => {
  const list = event.target.closest?.('[data-lines]');
  if (!list || !event.target.matches('input') || event.ctrlKey || event.metaKey) return;
  const line = event.target.closest('li');
  if (event.key === 'Enter') add(list, line);
  else if (event.key === 'Backspace' && !event.target.value) remove(list, line);
  else if (event.key === 'ArrowDown') fieldOf(line.nextElementSibling ?? line)?.focus();
  else if (event.key === 'ArrowUp') (line.previousElementSibling ?? line).querySelector('input')?.focus();
  else return;
  event.preventDefault();
});
