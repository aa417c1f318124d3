// A button must not move from under the pointer between press and release: the click would be lost.
import htmx from 'htmx.org';

/** On a phone a field that loses the focus folds its symbols away, and the page with it. */
document.addEventListener('mousedown', (event) => {
  if (event.target.closest('[data-submit], [data-run]')) event.preventDefault();
});

/** Readings that arrive meanwhile make the page longer: they wait for the release. */
let pressed = false;
const held = [];

document.addEventListener('pointerdown', () => {
  pressed = true;
}, true);
for (const end of ['pointerup', 'pointercancel']) {
  document.addEventListener(end, () => {
    setTimeout(() => { // the click comes first
      pressed = false;
      for (const show of held.splice(0)) show();
    });
  }, true);
}

document.addEventListener('htmx:beforeSwap', (event) => {
  const { target, serverResponse, shouldSwap } = event.detail;
  if (!pressed || !shouldSwap || !target.matches('.read')) return;
  event.detail.shouldSwap = false;
  held.push(() => htmx.swap(target, serverResponse, { swapStyle: 'innerHTML' }));
});
