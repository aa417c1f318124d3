// The one entry: every page works without it; each file below makes one thing pleasanter.
import './requests.js';
import './appearance.js';
import './menus.js';
import './shortcuts.js';
import './palette.js';
import './grid.js';
import './drafts.js';
import './formulas.js';

if (document.querySelector('code-editor')) import('./editor.js');
