// Bundle src/ into dist/ and draw the icon sprite. Called by build.py, which knows when it is needed.
import * as esbuild from 'esbuild';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

import icons from './src/icons.json' with { type: 'json' };

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');

const shared = {
  bundle: true,
  minify: true,
  target: ['es2022', 'chrome123', 'firefox120', 'safari17.5'], // light-dark() and nesting
  outdir: 'dist',
  assetNames: 'assets/[name]-[hash]',
  chunkNames: 'chunks/[name]-[hash]',
  loader: { '.woff2': 'file', '.woff': 'empty' },
  logLevel: 'warning',
  metafile: true,
};

const app = await esbuild.build({
  ...shared,
  entryPoints: { app: 'src/app.js', style: 'src/style.css' },
  format: 'esm',
  splitting: true,
});

// The theme must be known before the first paint: a small classic script of its own.
await esbuild.build({ ...shared, entryPoints: { theme: 'src/theme.js' }, format: 'iife' });

const symbols = icons.map((name) => {
  const svg = readFileSync(`node_modules/lucide-static/icons/${name}.svg`, 'utf8');
  const shapes = svg.replace(/^[\s\S]*?<svg[^>]*>/, '').replace('</svg>', '').trim();
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`;
});
writeFileSync('dist/icons.svg', `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`);
cpSync('node_modules/mathlive/fonts', 'dist/mathlive', { recursive: true }); // asked for by name, by the formula editor
writeFileSync('dist/favicon.svg', readFileSync('src/favicon.svg'));

for (const file of Object.keys(app.metafile.outputs).filter((name) => /\.(js|css)$/.test(name))) {
  const size = gzipSync(readFileSync(file), { level: 9 }).length;
  console.log(`${file.replace('dist/', '').padEnd(34)} ${(size / 1000).toFixed(1)} kB gzipped`);
}
