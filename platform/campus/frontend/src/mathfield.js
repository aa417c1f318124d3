// MathLive under the site's content policy. Its markup is a text full of style attributes, which the
// policy drops: they are renamed on their way in and set again through the CSS object model, which
// the policy allows. Its fonts come from our own origin, its sounds from nowhere.
import { MathfieldElement } from 'mathlive';

const RENAMED = 'data-mls';

MathfieldElement.createHTML = (markup) => markup.replace(/\sstyle=(["'])/g, ` ${RENAMED}=$1`);
MathfieldElement.fontsDirectory = new URL('../mathlive', import.meta.url).href;
MathfieldElement.soundsDirectory = null;

function restyle(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  const styled = [...node.querySelectorAll(`[${RENAMED}]`)];
  if (node.hasAttribute(RENAMED)) styled.push(node);
  for (const element of styled) {
    // Hidden until MathLive says so: it says so by a style attribute that never comes.
    element.style.cssText += `;${element.getAttribute(RENAMED).replace(/visibility:\s*hidden;?/, '')}`;
    element.removeAttribute(RENAMED);
  }
}

function watch(root) {
  new MutationObserver((changes) => {
    for (const change of changes) change.addedNodes.forEach(restyle);
  }).observe(root, { childList: true, subtree: true });
}

const attachShadow = Element.prototype.attachShadow;
Element.prototype.attachShadow = function attach(options) {
  const root = attachShadow.call(this, options);
  if (this.localName === 'math-field') watch(root);
  return root;
};
watch(document.body);

/** A field that shows what one types as mathematics; `value` is LaTeX. */
export function formulaEditor(latex, label) {
  const editor = new MathfieldElement();
  editor.mathVirtualKeyboardPolicy = 'manual';
  editor.className = 'formula-editor';
  editor.setAttribute('aria-label', label);
  editor.value = latex;
  editor.addEventListener('mount', () => { editor.menuItems = []; }, { once: true });
  return editor;
}
