// Lines to be put in order. The selects that number them stay the form's fields; here they are moved
// by a handle: dragged with a pointer, or with the arrow keys (up, down; right puts in, left takes out).
import { fill, say } from './words.js';

const selectOf = (item) => item.querySelector('select');
const isIn = (item) => selectOf(item).value !== '';

for (const list of document.querySelectorAll('[data-order]')) prepare(list);

function prepare(list) {
  const items = [...list.children];
  const pool = list.cloneNode(false);
  pool.removeAttribute('id');
  pool.classList.add('pool');
  title(list, list.dataset.titleIn);
  title(pool, list.dataset.titleOut);
  const chosen = items.filter(isIn).sort((a, b) => selectOf(a).value - selectOf(b).value);
  list.append(...chosen);
  pool.append(...items.filter((item) => !isIn(item)));
  const board = document.createElement('div');
  board.className = 'order-board';
  list.before(board);
  board.append(pool, list);
  if (list.dataset.locked !== undefined) return;
  board.addEventListener('keydown', (event) => onKey(event, list, pool));
  board.addEventListener('click', (event) => onClick(event, list, pool));
  board.addEventListener('pointerdown', (event) => onGrip(event, list, pool));
}

function title(list, words) {
  list.setAttribute('aria-label', words);
  list.dataset.title = words;
}

/** Write the places into the fields, and tell drafts and screen readers. */
function settle(item, list, pool) {
  [...list.children].forEach((line, index) => { selectOf(line).value = String(index + 1); });
  for (const line of pool.children) selectOf(line).value = '';
  selectOf(item).dispatchEvent(new Event('input', { bubbles: true }));
  const place = [...list.children].indexOf(item) + 1;
  const line = item.dataset.id;
  say(place ? fill(list.dataset.moved, { line, place, count: list.children.length }) : fill(list.dataset.out, { line }));
}

function move(item, way, list, pool) {
  const here = item.parentElement;
  if (way === 'toggle') way = here === pool ? 'in' : 'out';
  if (way === 'in') list.append(item);
  if (way === 'out') pool.append(item);
  if (way === 'up') item.previousElementSibling?.before(item);
  if (way === 'down') item.nextElementSibling?.after(item);
  settle(item, list, pool);
}

const WAYS = { ArrowUp: 'up', ArrowDown: 'down', ArrowRight: 'in', ArrowLeft: 'out' };

function onKey(event, list, pool) {
  const handle = event.target.closest('.handle');
  const way = WAYS[event.key];
  if (!handle || !way || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  move(handle.closest('li'), way, list, pool);
  handle.focus();
}

function onClick(event, list, pool) {
  const button = event.target.closest('[data-move]');
  if (button) move(button.closest('li'), button.dataset.move, list, pool);
}

function onGrip(event, list, pool) {
  const handle = event.target.closest('.handle');
  if (!handle || event.button) return;
  event.preventDefault();
  handle.focus();
  const item = handle.closest('li');
  item.classList.add('dragged');
  handle.setPointerCapture(event.pointerId);
  const follow = (moved) => drop(item, moved.clientX, moved.clientY, list, pool);
  const end = () => {
    handle.removeEventListener('pointermove', follow);
    item.classList.remove('dragged');
    settle(item, list, pool);
  };
  handle.addEventListener('pointermove', follow);
  handle.addEventListener('lostpointercapture', end, { once: true });
}

/** Put the dragged line where the pointer is: before the first line whose middle lies below it. */
function drop(item, x, y, list, pool) {
  const under = [list, pool].find((each) => inside(each.getBoundingClientRect(), x, y));
  if (!under) return;
  const next = [...under.children].find((line) => {
    const box = line.getBoundingClientRect();
    return line !== item && y < box.top + box.height / 2;
  });
  if (next) next.before(item);
  else under.append(item);
}

const inside = (box, x, y) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
