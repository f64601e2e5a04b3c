/** Fails when the first route needs more than its share of the network: its HTML, scripts and styles, gzipped. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 150;
const root = new URL('../../../src/quncheng/entry/static/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', root), 'utf8'));

/** What a chunk brings with it before it runs; what it loads later does not count. */
function collect(key, files = new Set()) {
  const chunk = manifest[key];
  if (files.has(chunk.file)) return files;
  files.add(chunk.file);
  for (const style of chunk.css ?? []) files.add(style);
  for (const other of chunk.imports ?? []) collect(other, files);
  return files;
}

const names = ['index.html', 'early.js', ...collect('index.html')];
const sizes = names.map((name) => ({ name, kb: gzipSync(readFileSync(new URL(name, root))).length / 1000 }));
const total = sizes.reduce((sum, { kb }) => sum + kb, 0);
for (const { name, kb } of sizes) console.log(`${kb.toFixed(1).padStart(8)} kB  ${name}`);
console.log(`${total.toFixed(1).padStart(8)} kB  first route, gzipped (limit ${LIMIT_KB})`);
process.exit(total > LIMIT_KB ? 1 : 0);
