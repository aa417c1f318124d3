// The one entry: every page works without it; each file below makes one thing pleasanter.
import './requests.js';
import './press.js';
import './appearance.js';
import './menus.js';
import './shortcuts.js';
import './palette.js';
import './grid.js';
import './drafts.js';
import './formulas.js';
import './visual.js';

// What only some pages need comes when they need it.
const wanted = {
  'code-editor': () => import('./editor.js'),
  '[data-order]': () => import('./order.js'),
  '[data-lines]': () => import('./lines.js'),
  '[data-pad]': () => import('./pad.js'),
  '[data-match]': () => import('./match.js'),
  '[data-desk]': () => import('./authoring.js'),
  '[data-map]': () => import('./map.js'),
  '[data-countdown]': () => import('./countdown.js'),
  '[data-key]': () => import('./keys.js'),
  'tr[data-move]': () => import('./rows.js'),
};
const asked = Object.keys(wanted).filter((selector) => document.querySelector(selector));
await Promise.all(asked.map((selector) => wanted[selector]()));
document.documentElement.dataset.complete = ''; // for tests and pictures: nothing more will come
