// Matching: a partner that has been chosen is marked in its own column, and a click on it after a
// click on an item chooses it.
let waiting;

function show() {
  for (const board of document.querySelectorAll('.match')) {
    const used = new Set([...board.querySelectorAll('[data-match]')].map((field) => field.value));
    for (const partner of board.querySelectorAll('.match-right > li')) partner.classList.toggle('used', used.has(partner.dataset.id));
  }
}

document.addEventListener('click', (event) => {
  const item = event.target.closest('.match-left > li');
  if (item && !event.target.matches('select')) {
    waiting?.classList.remove('waiting');
    waiting = item.querySelector('select').disabled ? undefined : item;
    waiting?.classList.add('waiting');
  }
  const partner = event.target.closest('.match-right > li');
  if (!partner || !waiting || partner.closest('.match') !== waiting.closest('.match')) return;
  const field = waiting.querySelector('select');
  field.value = partner.dataset.id;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  waiting.classList.remove('waiting');
  waiting = undefined;
});
document.addEventListener('input', show);
show();
