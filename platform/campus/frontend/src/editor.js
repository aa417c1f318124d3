// The code editor: CodeMirror 6 over a plain textarea, which stays the form's field.
// It lives in a shadow root: there CodeMirror uses adopted style sheets, which the content security
// policy allows; in the document it would add a style element, which the policy forbids.
import { closeBrackets, closeBracketsKeymap, autocompletion, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { python } from '@codemirror/lang-python';
import { HighlightStyle, bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import {
  EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';

import { exercise } from './exercise_language.js';

const NARROW = matchMedia('(max-width: 46rem)'); // there long lines wrap instead of scrolling sideways

const colour = (name) => `var(--${name})`;
const tint = (share) => `color-mix(in srgb, var(--accent) ${share}%, transparent)`;

const highlighting = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: colour('code-keyword') },
  { tag: [tags.string, tags.special(tags.string)], color: colour('code-string') },
  { tag: [tags.number, tags.bool, tags.null], color: colour('code-number') },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName), tags.className], color: colour('code-name') },
  { tag: tags.definition(tags.variableName), color: colour('code-name') },
  { tag: tags.heading, color: colour('ink'), fontWeight: '650' },
  { tag: tags.comment, color: colour('code-comment'), fontStyle: 'italic' },
]);

const theme = EditorView.theme({
  '&': { fontSize: '14.5px', backgroundColor: 'transparent', color: colour('ink') },
  // Without ligatures: a learner sees the two signs of >= that are to be typed.
  '.cm-scroller': { fontFamily: colour('mono'), fontVariantLigatures: 'none', lineHeight: '1.65', minHeight: '13rem', maxHeight: '75vh' },
  '.cm-content': { caretColor: colour('accent'), padding: '10px 0' },
  '.cm-gutters': { backgroundColor: 'transparent', border: 'none', color: colour('ink-3'), paddingLeft: '6px' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: tint(6) },
  '&.cm-focused': { outline: 'none' },
  '.cm-cursor': { borderLeftColor: colour('accent'), borderLeftWidth: '2px' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: `${tint(24)} !important` },
  '.cm-matchingBracket': { backgroundColor: `${tint(20)} !important` },
  '.cm-tooltip': { backgroundColor: colour('surface'), border: `1px solid ${colour('line')}` },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: colour('accent-bg'), color: colour('ink') },
});

// Chromium, left to itself, writes style attributes into what it merges when typing replaces several
// lines, and the policy drops them with an error: such typing goes through the editor's own state.
const replaceLines = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { state } = view;
    const { from, to } = state.selection.main;
    if (event.inputType !== 'insertText' || !event.data || !state.sliceDoc(from, to).includes('\n')) return false;
    view.dispatch(state.replaceSelection(event.data), { userEvent: 'input.type', scrollIntoView: true });
    event.preventDefault();
    return true;
  },
});

class CodeEditor extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector('textarea');
    if (!field || this.view) return;
    const root = this.attachShadow({ mode: 'open', delegatesFocus: true });
    const host = document.createElement('div');
    root.append(host, document.createElement('slot'));
    field.hidden = true;
    const state = EditorState.create({ doc: field.value, extensions: this.extensions(field) });
    this.view = new EditorView({ parent: host, root, state });
  }

  /** Exercises are mostly prose: their lines wrap. */
  get prose() {
    return this.dataset.language === 'exercise';
  }

  extensions(field) {
    return [
      lineNumbers(), highlightActiveLine(), highlightActiveLineGutter(), highlightSpecialChars(), drawSelection(),
      history(), bracketMatching(), closeBrackets(), indentOnInput(), autocompletion({ activateOnTyping: false }),
      indentUnit.of('    '), EditorState.tabSize.of(4), EditorState.readOnly.of(field.readOnly),
      replaceLines, this.prose ? exercise : python(), syntaxHighlighting(highlighting), theme,
      NARROW.matches || this.prose ? EditorView.lineWrapping : [],
      EditorView.contentAttributes.of({
        'aria-label': field.getAttribute('aria-label') ?? 'Python code',
        'aria-multiline': 'true',
        tabindex: '0',
      }),
      keymap.of([
        { key: 'Shift-Enter', run: () => this.press('[data-run]') },
        { key: 'Mod-Enter', run: () => this.press('[data-submit]') },
        ...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap, indentWithTab,
      ]),
      EditorView.updateListener.of((update) => {
        if (!update.docChanged) return;
        field.value = update.state.doc.toString();
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }),
    ];
  }

  press(selector) {
    this.closest('form')?.querySelector(selector)?.click(); // a click: htmx sends the button's name with it
    return true;
  }

  focus() {
    this.view?.focus();
  }
}

customElements.define('code-editor', CodeEditor);
