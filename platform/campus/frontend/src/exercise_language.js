// The exercise format for the editor: head, Python fences, sections, blanks, holes, formulas.
import { StreamLanguage } from '@codemirror/language';

const KEYWORDS = /^(?:def|lambda|return|if|else|elif|for|in|while|not|and|or|is|import|from|assert|raise|with|as|True|False|None)\b/;

function head(stream, state) {
  if (stream.match(/^---\s*$/)) {
    state.part = 'text';
    return 'comment';
  }
  if (stream.sol() && stream.match(/^[\w-]+(?=:)/)) return 'className';
  stream.skipToEnd();
  return 'string';
}

function program(stream, state) {
  if (stream.sol() && stream.match(/^```\s*$/)) {
    state.part = 'text';
    return 'comment';
  }
  if (stream.match(/^#.*/)) return 'comment';
  if (stream.match(/^(['"])(?:\\.|(?!\1).)*\1/)) return 'string';
  if (stream.match(KEYWORDS)) return 'keyword';
  if (stream.match(/^\d[\d.]*/)) return 'number';
  if (stream.match(/^\w+/)) return null;
  stream.next();
  return null;
}

function text(stream, state) {
  if (stream.sol()) {
    if (stream.match(/^```python.*/)) {
      state.part = 'program';
      return 'comment';
    }
    if (stream.match(/^##? .*/)) return 'heading';
    if (stream.match(/^\s*(?:[-*]|\d+\.) /)) return 'keyword';
  }
  if (stream.match(/^\[\[.*?\]\]/)) return 'className';
  if (stream.match(/^\{\{.*?\}\}/)) return 'number';
  if (stream.match(/^`[^`]*`/)) return 'string';
  if (stream.match(/^\*\*[^*]*\*\*/)) return 'heading';
  if (stream.match(/^\$+/)) return 'keyword';
  stream.next();
  stream.eatWhile(/[^[{`*$]/);
  return null;
}

export const exercise = StreamLanguage.define({
  name: 'exercise',
  startState: () => ({ part: 'start' }),
  token(stream, state) {
    if (state.part === 'start') {
      state.part = stream.match(/^---\s*$/) ? 'head' : 'text';
      if (state.part === 'head') return 'comment';
    }
    return { head, program, text }[state.part](stream, state);
  },
});
