// The words that scripts say, translated by the server: campus/pages/words.py.
const words = JSON.parse(document.getElementById('words')?.textContent ?? '{}');

/** The words of a key, with `%(name)s` filled in; the key itself if the page does not know it. */
export function word(key, values = {}) {
  return fill(words[key] ?? key, values);
}

export function fill(text, values) {
  return text.replace(/%\((\w+)\)[sd]/g, (_, name) => values[name] ?? '');
}

/** Say something aloud that the eye sees anyway. */
export function say(text) {
  const voice = document.getElementById('announce');
  if (voice) voice.textContent = text;
}
