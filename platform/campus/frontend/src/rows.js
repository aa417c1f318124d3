// Rows of a table to be put in order. Their numbers stay the form's fields; a handle moves a row, by
// pointer or with the arrow keys, and numbers them anew.
import { say, word } from './words.js';

const orderOf = (row) => row.querySelector('input[name$="-ORDER"]');
const isFilled = (row) => Boolean(row.querySelector('select')?.value);

for (const body of new Set([...document.querySelectorAll('tr[data-move]')].map((row) => row.parentElement))) {
  body.addEventListener('keydown', (event) => onKey(event, body));
  body.addEventListener('pointerdown', (event) => onGrip(event, body));
}

function renumber(row, body) {
  let place = 0;
  for (const other of body.children) {
    const field = orderOf(other);
    if (field && isFilled(other)) field.value = String(++place);
  }
  say(word('row-moved', { place: orderOf(row)?.value ?? '', count: place }));
}

function onKey(event, body) {
  const handle = event.target.closest('.handle');
  if (!handle || !['ArrowUp', 'ArrowDown'].includes(event.key)) return;
  event.preventDefault();
  const row = handle.closest('tr');
  if (event.key === 'ArrowUp') row.previousElementSibling?.before(row);
  else row.nextElementSibling?.after(row);
  handle.focus();
  renumber(row, body);
}

function onGrip(event, body) {
  const handle = event.target.closest('.handle');
  if (!handle || event.button !== 0) return;
  event.preventDefault();
  const row = handle.closest('tr');
  row.classList.add('dragged');
  handle.setPointerCapture(event.pointerId);
  const onMove = ({ clientY }) => {
    const over = [...body.children].find((other) => {
      const box = other.getBoundingClientRect();
      return other !== row && clientY > box.top && clientY < box.bottom;
    });
    if (!over) return;
    const box = over.getBoundingClientRect();
    if (clientY < box.top + box.height / 2) over.before(row);
    else over.after(row);
  };
  const onEnd = () => {
    row.classList.remove('dragged');
    handle.removeEventListener('pointermove', onMove);
    renumber(row, body);
  };
  handle.addEventListener('pointermove', onMove);
  handle.addEventListener('lostpointercapture', onEnd, { once: true });
}
