// The author's desk: the text on one side, what it becomes on the other, half a second behind.
import htmx from 'htmx.org';

const PAUSE = { preview: 500, findings: 1100 }; // ms without a keystroke; findings take a checker

const desk = document.querySelector('[data-desk]');

/** One kind of look: after a pause, one at a time, and again if the text went on meanwhile. */
class Look {
  constructor(kind) {
    this.kind = kind;
    this.running = false;
    this.again = false;
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), PAUSE[this.kind]);
  }

  async now(values = {}) {
    clearTimeout(this.timer);
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = true;
    const place = document.getElementById(this.kind);
    place.setAttribute('aria-busy', 'true');
    try {
      await htmx.ajax('POST', desk.dataset[this.kind], { source: desk, target: place, swap: 'innerHTML', values });
    } finally {
      this.running = false;
      place.removeAttribute('aria-busy');
    }
    if (this.again) {
      this.again = false;
      this.soon();
    }
  }
}

function goTo(line) {
  const field = document.getElementById('source');
  const { view } = field.closest('code-editor') ?? {};
  if (view) {
    const place = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
    view.dispatch({ selection: { anchor: place.from, head: place.to }, scrollIntoView: true });
    view.focus();
    return;
  }
  const lines = field.value.split('\n');
  const from = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
  field.focus();
  field.setSelectionRange(from, from + (lines[line - 1] ?? '').length);
}

if (desk) {
  const looks = { preview: new Look('preview'), findings: new Look('findings') };
  const field = document.getElementById('source');
  let saved = field.value;
  let leaving = false;

  field.addEventListener('input', () => {
    for (const place of desk.querySelectorAll('[data-saved]')) place.textContent = field.value === saved ? '' : desk.dataset.unsaved;
    looks.preview.soon();
    looks.findings.soon();
  });

  desk.addEventListener('click', async (event) => {
    const link = event.target.closest('[data-line]');
    if (link) {
      event.preventDefault();
      goTo(Number(link.dataset.line));
      return;
    }
    const button = event.target.closest('[data-look]');
    if (!button) return;
    event.preventDefault();
    await looks.preview.now(button.name ? { [button.name]: button.value } : {});
    if (button.name) document.querySelector(`#preview [name="${button.name}"]`)?.focus();
    else looks.findings.soon();
  });

  // Enter in a field of the preview tries the answer; it must not save the text.
  desk.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !event.target.matches('#preview input')) return;
    event.preventDefault();
    looks.preview.now(event.target.id === 'seed' ? {} : { try: '1' });
  });

  desk.addEventListener('submit', () => { leaving = true; });
  addEventListener('beforeunload', (event) => {
    if (!leaving && field.value !== saved) event.preventDefault();
  });

  if (!document.querySelector('#preview .statement')) {
    looks.preview.now();
    looks.findings.now();
  }
}
