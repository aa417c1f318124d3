// Matrices and vectors: arrow keys walk over the cells, a pasted matrix fills them, a free size grows.

const cellsOf = (grid) => [...grid.querySelectorAll('.grid-row')].map((row) => [...row.querySelectorAll('input')]);

function place(cells, cell) {
  const row = cells.findIndex((cellsInRow) => cellsInRow.includes(cell));
  return [row, cells[row].indexOf(cell)];
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
  const next = cells[row + way[0]]?.[column + way[1]];
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
  if (grid.dataset.grows !== undefined) cells = resize(grid, table.length, Math.max(...table.map((row) => row.length)));
  const [top, left] = table.length === cells.length ? [0, 0] : place(cells, event.target);
  table.forEach((row, i) => row.forEach((entry, j) => {
    const cell = cells[top + i]?.[left + j];
    if (cell) cell.value = entry;
  }));
  event.target.dispatchEvent(new Event('input', { bubbles: true }));
});

/** Give a grid of free size `rows` rows and `columns` columns, at most 8 of each. */
function resize(grid, rows, columns) {
  const wanted = [Math.min(Math.max(rows, 1), 8), Math.min(Math.max(columns, 1), 8)];
  const lines = [...grid.querySelectorAll('.grid-row')];
  while (lines.length > wanted[0]) lines.pop().remove();
  while (lines.length < wanted[0]) {
    const line = lines[0].cloneNode(true);
    grid.append(line);
    lines.push(line);
  }
  const flat = grid.dataset.vector !== undefined;
  lines.forEach((line, i) => fit(line, flat ? 1 : wanted[1], (j) => (flat ? `${i}` : `${i}-${j}`), grid.dataset.name));
  return cellsOf(grid);
}

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
    const words = place(column).split('-').map((index) => Number(index) + 1);
    cell.setAttribute('aria-label', words.length > 1 ? `row ${words[0]}, column ${words[1]}` : `entry ${words[0]}`);
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
