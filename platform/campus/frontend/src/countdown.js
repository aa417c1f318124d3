// What is left of an exam, by the server's clock: the one of this device may be wrong. Without
// scripts the page says at what time of day it ends.
import { say } from './words.js';

// Milliseconds after the end: the server takes drafts that are on their way, then hands in.
const HANDED_IN = 6000;
const SPOKEN = [600, 300, 60]; // seconds left that are said aloud, once each

for (const clock of document.querySelectorAll('[data-countdown]')) start(clock);

function start(clock) {
  const left = new Date(clock.dateTime).getTime() / 1000 - Number(clock.dataset.now);
  const begun = performance.now();
  const timer = setInterval(tick, 1000);
  const unsaid = SPOKEN.filter((at) => at < left);
  tick();

  function tick() {
    const now = Math.max(0, Math.ceil(left - (performance.now() - begun) / 1000));
    clock.textContent = `${inWords(now)} ${clock.dataset.words}`;
    clock.closest('.chip')?.classList.toggle('warn', now <= SPOKEN.at(-1));
    if (unsaid.length && now <= unsaid[0]) {
      unsaid.shift();
      say(clock.textContent);
    }
    if (now > 0) return;
    clearInterval(timer);
    setTimeout(() => location.reload(), HANDED_IN);
  }
}

/** 3725 becomes 1:02:05. */
function inWords(seconds) {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  return shown.map((part, place) => (place ? String(part).padStart(2, '0') : part)).join(':');
}
