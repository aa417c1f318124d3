// Matrices, vectors, tables, bases: arrow keys walk over the cells, a pasted matrix fills them, a free size grows.
import { word } from './words.js';

const cellsOf = (grid) => [...grid.querySelectorAll('.grid-row')].map((row) => [...row.querySelectorAll('input')]);

function place(cells, cell) {
  const row = cells.findIndex((cellsInRow) => cellsInRow.includes(cell));
  return [row, cells[row].indexOf(cell)];
}

/** The cell in a row and column; a table with given cells is walked by what one sees. */
function inColumn(cells, from, row, column) {
  const plain = cells.every((each) => each.length === cells[0].length);
  if (plain || !from.closest('td')) return cells[row]?.[column];
  const step = column - place(cells, from)[1];
  if (step) return cells[row]?.[column];
  return cells[row]?.find((cell) => cell.closest('td').cellIndex === from.closest('td').cellIndex);
}

/** Where a key leads from a cell, as [rows down, columns right]; sideways only from the text's end. */
function step(event) {
  const { selectionStart, selectionEnd, value } = event.target;
  const atStart = selectionStart === 0; // an entry wholly selected is at both ends
  const atEnd = selectionEnd === value.length;
  if (event.key === 'ArrowDown' || (event.key === 'Enter' && !event.ctrlKey && !event.metaKey)) return [1, 0];
  if (event.key === 'ArrowUp') return [-1, 0];
  if (event.key === 'ArrowRight' && atEnd) return [0, 1];
  if (event.key === 'ArrowLeft' && atStart) return [0, -1];
  return null;
}

document.addEventListener('keydown', (event) => {
  const grid = event.target.closest?.('.grid');
  const way = grid && event.target.matches('input') && step(event);
  if (!way) return;
  const cells = cellsOf(grid);
  const [row, column] = place(cells, event.target);
  const next = inColumn(cells, event.target, row + way[0], column + way[1]);
  if (next || event.key === 'Enter') event.preventDefault();
  next?.focus();
  next?.select();
});

/** The entries of "[[1, 2], [3, 4]]", "1 2; 3 4", "1 & 2 \\\\ 3 & 4" or a range of a spreadsheet. */
export function entries(text) {
  const rows = text.split(/\]\s*,?\s*\[|;|\n|\\\\/).map((row) => row.replace(/^[\s[]+|[\s\]]+$/g, ''));
  // Entries may hold spaces ("1 + x") where something else stands between them.
  return rows.filter(Boolean).map((row) => row.split(/[\t,&]/.test(row) ? /\s*[\t,&]\s*/ : /\s+/));
}

document.addEventListener('paste', (event) => {
  const grid = event.target.closest?.('.grid');
  if (!grid) return;
  let table = entries(event.clipboardData.getData('text'));
  if (table.flat().length < 2) return;
  event.preventDefault();
  let cells = cellsOf(grid);
  const isColumn = cells.every((row) => row.length === 1);
  if (isColumn && table.length === 1) table = table[0].map((entry) => [entry]);
  if (grid.dataset.grows) cells = resize(grid, table.length, Math.max(...table.map((row) => row.length)));
  const [top, left] = table.length === cells.length ? [0, 0] : place(cells, event.target);
  table.forEach((row, i) => row.forEach((entry, j) => {
    const cell = cells[top + i]?.[left + j];
    if (cell) cell.value = entry;
  }));
  event.target.dispatchEvent(new Event('input', { bubbles: true }));
});

/** Give a grid of free size `rows` rows and `columns` columns, at most 8 of each. */
function resize(grid, rows, columns) {
  const lines = [...grid.querySelectorAll('.grid-row')];
  const now = [lines.length, lines[0].querySelectorAll('input').length];
  const [down, across] = [grid.dataset.grows !== 'cols', grid.dataset.grows !== 'rows'];
  const wanted = [down ? within(rows) : now[0], across ? within(columns) : now[1]];
  while (lines.length > wanted[0]) lines.pop().remove();
  while (lines.length < wanted[0]) {
    const line = lines[0].cloneNode(true);
    lines.at(-1).after(line);
    lines.push(line);
  }
  const flat = grid.dataset.vector !== undefined;
  lines.forEach((line, i) => fit(line, flat ? 1 : wanted[1], (j) => (flat ? `${i}` : `${i}-${j}`), grid.dataset.name));
  return cellsOf(grid);
}

const within = (count) => Math.min(Math.max(count, 1), 8);

/** Give a row its number of cells; `place(j)` is how the j-th cell's field name ends. */
function fit(line, columns, place, name) {
  const known = [...line.querySelectorAll('input')];
  while (known.length > columns) known.pop().remove();
  while (known.length < columns) {
    const cell = known[0].cloneNode(true);
    line.append(cell);
    known.push(cell);
  }
  known.forEach((cell, column) => {
    const field = `${name}-${place(column)}`;
    if (cell.name === field) return;
    Object.assign(cell, { name: field, id: field, value: '' });
    cell.dataset.cell = '';
    cell.removeAttribute('aria-invalid');
    const words = place(column).split('-').map((index) => Number(index) + 1);
    const [first, second] = words;
    cell.setAttribute('aria-label', second ? word('cell', { row: first, column: second }) : word('entry', { number: first }));
  });
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-resize]');
  if (!button) return;
  const grid = document.getElementById(button.closest('[data-for]').dataset.for);
  const cells = cellsOf(grid);
  const [rows, columns] = button.dataset.resize.split(',').map(Number);
  resize(grid, cells.length + rows, cells[0].length + columns);
  grid.querySelector('input').dispatchEvent(new Event('input', { bubbles: true }));
});
