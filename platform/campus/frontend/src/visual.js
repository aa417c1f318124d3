// The formula editor over a plain line: fetched when it is first asked for. The line stays the form's
// field; the hidden `syntax-…` beside it says in which language it is written.

const fieldOf = (button) => document.getElementById(button.dataset.visual);
const syntaxOf = (field) => field.form.elements[field.name.replace('answer-', 'syntax-')];
const readOf = (field) => document.getElementById(field.id.replace('answer-', 'read-'));

async function open(button) {
  const field = fieldOf(button);
  const { formulaEditor } = await import('./mathfield.js');
  const known = syntaxOf(field).value === 'latex' ? field.value : latexRead(field);
  const editor = formulaEditor(known, button.getAttribute('aria-label'));
  editor.addEventListener('input', () => write(field, editor.value, 'latex'));
  editor.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') field.form.querySelector('[data-submit]')?.click();
  });
  field.hidden = true;
  field.before(editor);
  button.setAttribute('aria-pressed', 'true');
  editor.focus();
}

function close(button) {
  const field = fieldOf(button);
  const plain = readOf(field)?.querySelector('[data-plain]')?.dataset.plain ?? '';
  field.previousElementSibling.remove();
  field.hidden = false;
  button.setAttribute('aria-pressed', 'false');
  write(field, plain, 'ascii');
  field.focus();
}

/** The line as the grader has read it, in LaTeX: the note inside the mathematics that is shown. */
function latexRead(field) {
  return field.value ? readOf(field)?.querySelector('annotation')?.textContent ?? '' : '';
}

function write(field, text, syntax) {
  syntaxOf(field).value = syntax;
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-visual]');
  if (!button) return;
  if (button.getAttribute('aria-pressed') === 'true') close(button);
  else open(button);
});

// What was written in the formula editor opens in it again.
for (const button of document.querySelectorAll('[data-visual]')) {
  if (syntaxOf(fieldOf(button))?.value === 'latex' && fieldOf(button).value) open(button);
}
