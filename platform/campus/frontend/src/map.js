// The map of skills: its size, a search as one types, and arrow keys. Without this it scrolls, its
// nodes are links in the order of the course, and the search is a form.
const map = document.querySelector('[data-map]');
const box = document.querySelector('[data-map-box]');
const find = document.querySelector('[data-map-find]');

const nodes = map ? [...map.querySelectorAll('.node')] : [];
const full = map ? { width: map.width.baseVal.value, height: map.height.baseVal.value } : {};
let scale = 1;

/** Show the map at `to` times its size; what stands in the middle stays there. */
function resize(to) {
  const before = scale;
  scale = Math.min(2, Math.max(0.15, to));
  const x = (box.scrollLeft + box.clientWidth / 2) / before;
  const y = (box.scrollTop + box.clientHeight / 2) / before;
  map.setAttribute('width', full.width * scale);
  map.setAttribute('height', full.height * scale);
  box.scrollTo(x * scale - box.clientWidth / 2, y * scale - box.clientHeight / 2);
}

const sizes = {
  in: () => resize(scale * 1.25),
  out: () => resize(scale / 1.25),
  fit: () => resize(Math.min((box.clientWidth - 4) / full.width, (box.clientHeight - 4) / full.height)),
};

/** Light up a skill's edges and the skills at their other ends. */
function light(node) {
  for (const lit of map.querySelectorAll('.lit')) lit.classList.remove('lit');
  const id = node?.dataset.skill;
  if (!id) return;
  for (const edge of map.querySelectorAll(`path[data-from="${id}"], path[data-to="${id}"]`)) {
    edge.classList.add('lit');
    const other = edge.dataset.from === id ? edge.dataset.to : edge.dataset.from;
    map.querySelector(`.node[data-skill="${other}"]`)?.classList.add('lit');
  }
}

const centre = (node) => {
  const { x, y, width, height } = node.getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2 };
};

/** The nearest skill in a direction; ways across count double, so that rows are kept. */
function neighbour(node, key) {
  const here = centre(node);
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  let best = null;
  let least = Infinity;
  for (const other of nodes) {
    const { x, y } = centre(other);
    const along = (x - here.x) * way[0] + (y - here.y) * way[1];
    const across = Math.abs((x - here.x) * way[1]) + Math.abs((y - here.y) * way[0]);
    if (other !== node && along > 2 && along + 2 * across < least) {
      least = along + 2 * across;
      best = other;
    }
  }
  return best;
}

/** One stop for Tab: the skill one was at last. */
function rove(node) {
  for (const other of nodes) other.setAttribute('tabindex', other === node ? '0' : '-1');
}

function filter() {
  const words = find.value.trim().toLowerCase();
  let first = null;
  for (const node of nodes) {
    const hit = words !== '' && node.dataset.title.includes(words);
    node.classList.toggle('found', hit);
    node.classList.toggle('dim', words !== '' && !hit);
    if (hit) first ??= node;
  }
  first?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  return first;
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const node = event.target.closest('.node');
  const size = { '+': 'in', '=': 'in', '-': 'out', '0': 'fit' }[event.key];
  if (size) {
    event.preventDefault();
    sizes[size]();
  } else if (node && event.key.startsWith('Arrow')) {
    event.preventDefault();
    const next = neighbour(node, event.key);
    if (next) {
      rove(next);
      next.focus();
    }
  }
}

if (map && box) {
  rove(nodes.find((node) => !node.classList.contains('l0')) ?? nodes[0]);
  map.addEventListener('focusin', (event) => light(event.target.closest('.node')));
  map.addEventListener('pointerover', (event) => light(event.target.closest('.node')));
  box.addEventListener('keydown', onKey);
  box.addEventListener('wheel', (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    sizes[event.deltaY < 0 ? 'in' : 'out']();
  }, { passive: false });
  document.addEventListener('click', (event) => {
    sizes[event.target.closest('[data-map-zoom]')?.dataset.mapZoom]?.();
  });
  find?.addEventListener('input', filter);
  find?.form.addEventListener('submit', (event) => {
    const first = filter();
    if (!first) return; // the server also looks at what a skill is for
    event.preventDefault();
    rove(first);
    first.focus();
  });
}
