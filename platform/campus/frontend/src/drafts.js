// Drafts: a second after the last keystroke the answers go to the server, and the page says so.
const PAUSE = 900; // ms without a keystroke before a draft is sent
const RETRY = 8000; // ms before the next try after a failure

let timer;
let dirty = false;

const formOf = (element) => element.closest?.('form[data-draft]') ?? element.form?.closest('form[data-draft]');

function say(form, words) {
  for (const place of form.querySelectorAll('[data-saved]')) place.textContent = words;
}

function later(form, delay) {
  clearTimeout(timer);
  timer = setTimeout(() => save(form), delay);
}

async function save(form) {
  dirty = false;
  const body = new FormData(form);
  body.delete('idem_key');
  try {
    const answer = await fetch(form.dataset.draft, { method: 'POST', body, keepalive: true });
    if (answer.status === 409) return say(form, 'Changed on another device. Reload to see it.');
    if (!answer.ok) throw new Error(String(answer.status));
    const saved = await answer.json();
    if (form.elements.revision && saved.revision !== undefined) form.elements.revision.value = saved.revision;
    if (!dirty) say(form, `Draft saved ${saved.saved_at ?? ''}`.trim());
  } catch {
    dirty = true;
    say(form, 'Not saved yet. Trying again…');
    later(form, RETRY);
  }
}

document.addEventListener('input', (event) => {
  const form = formOf(event.target);
  if (!form) return;
  dirty = true;
  later(form, PAUSE);
});

// Leaving the page, or handing in: nothing typed may be lost, nothing handed in needs a draft.
addEventListener('pagehide', () => {
  const form = document.querySelector('form[data-draft]');
  if (form && dirty) save(form);
});
document.addEventListener('submit', (event) => {
  if (!formOf(event.target)) return;
  clearTimeout(timer);
  dirty = false;
});
