// Symbol buttons: each inserts its text at the caret of the field it belongs to.
// A toolbar is one stop for Tab; the arrow keys move inside it.

function insert(field, pattern) {
  const [before, after = ''] = pattern.split('|');
  const { selectionStart: start, selectionEnd: end, value } = field;
  const selected = value.slice(start, end);
  field.setRangeText(before + selected + after, start, end, 'end');
  const caret = start + before.length + selected.length;
  field.setSelectionRange(caret, caret);
  field.focus();
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-insert]');
  if (!button) return;
  const field = document.getElementById(button.closest('.palette').dataset.for);
  if (field) insert(field, button.dataset.insert);
});

// A pressed mouse button must not take the focus away, or the buttons would vanish under it.
document.addEventListener('pointerdown', (event) => {
  if (event.target.closest('[data-insert]')) event.preventDefault();
});

document.addEventListener('keydown', (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const bar = event.target.closest('.palette');
  if (!step || !bar) return;
  const buttons = [...bar.querySelectorAll('button')];
  const next = buttons.at((buttons.indexOf(event.target) + step) % buttons.length);
  event.preventDefault();
  event.target.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
});
