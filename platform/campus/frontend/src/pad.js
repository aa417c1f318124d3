// Drawing pads: points set on a figure by pointer or keys, written as text into the field beside it.
// The field stays the answer; what is typed there shows on the pad too.
import { fill, say } from './words.js';

const SVG = 'http://www.w3.org/2000/svg';
const POINT = /\(\s*([-+\d./]+)\s*,\s*([-+\d./]+)\s*\)/g;

function prepare(box) {
  const axes = JSON.parse(box.querySelector('script').textContent);
  const svg = box.querySelector('svg');
  const field = document.getElementById(box.dataset.for);
  if (!svg || !field) return;
  const { shape } = box.dataset;
  const single = shape === 'value' || shape === 'point';
  const layer = svg.appendChild(document.createElementNS(SVG, 'g'));
  layer.classList.add('pad-layer');
  let cursor = [middle(axes.x, axes.snap[0]), middle(axes.y, axes.snap[1])];
  let shown = false;

  const [left, top, right, bottom] = axes.frame;
  const toX = (x) => left + ((x - axes.x[0]) / (axes.x[1] - axes.x[0])) * (right - left);
  const toY = (y) => bottom - ((y - axes.y[0]) / (axes.y[1] - axes.y[0])) * (bottom - top);

  function points() {
    if (shape === 'value') {
      const value = number(field.value);
      return Number.isFinite(value) ? [[value, axes.y[0]]] : [];
    }
    return [...field.value.matchAll(POINT)].map((found) => [number(found[1]), number(found[2])]).filter((p) => p.every(Number.isFinite));
  }

  function write(list) {
    field.value = shape === 'value' ? (list.length ? text(list[0][0]) : '') : list.map(words).join(', ');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }

  function toggle(point) {
    const list = points();
    const known = list.findIndex((other) => same(other, point, axes.snap));
    if (single) write([point]);
    else if (known >= 0) write(list.toSpliced(known, 1));
    else write([...list, point]);
    const gone = known >= 0 && !single;
    say(fill(gone ? box.dataset.off : box.dataset.on, { point: words(point) }));
  }

  function draw() {
    const list = points();
    const marks = list.map(([x, y]) => mark('circle', { class: 'pad-point', cx: toX(x), cy: toY(y), r: 5 }));
    if (shape === 'path' || shape === 'curve') marks.unshift(mark('polyline', { class: 'pad-line', points: (shape === 'curve' ? list.toSorted((a, b) => a[0] - b[0]) : list).map(([x, y]) => `${toX(x)},${toY(y)}`).join(' ') }));
    if (shape === 'line' && list.length > 1) marks.unshift(through(list[0], list.at(-1)));
    if (shape === 'value') marks.push(...list.map(([x]) => mark('line', { class: 'pad-line', x1: toX(x), x2: toX(x), y1: top, y2: bottom })));
    if (shown) marks.push(mark('path', { class: 'pad-cursor', d: `M${toX(cursor[0]) - 9},${toY(cursor[1])}h18M${toX(cursor[0])},${toY(cursor[1]) - 9}v18` }));
    layer.replaceChildren(...marks);
  }

  /** The line through two points, from edge to edge of the frame. */
  function through([x0, y0], [x1, y1]) {
    const at = (x) => y0 + ((y1 - y0) / (x1 - x0)) * (x - x0);
    const ends = x0 === x1 ? [[x0, axes.y[0]], [x0, axes.y[1]]] : axes.x.map((x) => [x, at(x)]);
    const [[ax, ay], [bx, by]] = ends;
    return mark('line', { class: 'pad-line', x1: toX(ax), y1: toY(ay), x2: toX(bx), y2: toY(by) });
  }

  function pointAt(event) {
    const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const x = axes.x[0] + ((place.x - left) / (right - left)) * (axes.x[1] - axes.x[0]);
    const y = axes.y[0] + ((bottom - place.y) / (bottom - top)) * (axes.y[1] - axes.y[0]);
    return [snap(x, axes.snap[0], axes.x), snap(y, axes.snap[1], axes.y)];
  }

  function onKey(event) {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (event.key === 'Enter' || event.key === ' ') toggle(cursor);
    else if (!way) return;
    event.preventDefault();
    if (way) {
      const step = event.shiftKey ? axes.step : axes.snap;
      cursor = [snap(cursor[0] + way[0] * step[0], axes.snap[0], axes.x), snap(cursor[1] + way[1] * step[1], axes.snap[1], axes.y)];
      say(fill(box.dataset.at, { point: words(cursor) }));
    }
    draw();
  }

  field.addEventListener('input', draw);
  draw();
  if (box.dataset.locked !== undefined) return;
  box.tabIndex = 0;
  box.setAttribute('role', 'application');
  box.setAttribute('aria-label', `${axes.alt ?? ''} ${box.dataset.help}`.trim());
  box.addEventListener('keydown', onKey);
  box.addEventListener('focus', () => { shown = box.matches(':focus-visible'); draw(); });
  box.addEventListener('blur', () => { shown = false; draw(); });
  svg.addEventListener('click', (event) => {
    cursor = pointAt(event);
    toggle(cursor);
  });
}

const words = ([x, y]) => `(${text(x)}, ${text(y)})`;
const text = (value) => String(Number(value.toFixed(6)));
const middle = ([low, high], step) => snap((low + high) / 2, step, [low, high]);
const same = (a, b, steps) => a.every((value, axis) => Math.abs(value - b[axis]) < steps[axis] / 2);

function snap(value, step, [low, high]) {
  return Math.min(high, Math.max(low, Number((Math.round(value / step) * step).toFixed(9))));
}

function number(words) {
  const [over, under = '1'] = String(words).trim().split('/');
  return over === '' ? NaN : Number(over) / Number(under);
}

function mark(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-pad-clear]');
  if (!button) return;
  const field = document.getElementById(button.dataset.padClear);
  field.value = '';
  field.dispatchEvent(new Event('input', { bubbles: true }));
});

for (const pad of document.querySelectorAll('[data-pad]')) prepare(pad);
