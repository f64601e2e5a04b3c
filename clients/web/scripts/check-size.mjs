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

/** What a visitor loads before signing in, and what a member loads before my work can be used. */
const visits = {
  'sign-in': ['index.html', 'src/features/sign-in/SignInScreen.tsx'],
  'my work': ['index.html', 'src/app/SignedIn.tsx'],
};

let isTooBig = false;
for (const [visit, entries] of Object.entries(visits)) {
  const files = new Set();
  for (const entry of entries) collect(entry, files);
  const sizes = ['index.html', 'early.js', ...files].map((name) => ({ name, kb: gzipSync(readFileSync(new URL(name, root))).length / 1000 }));
  const total = sizes.reduce((sum, { kb }) => sum + kb, 0);
  for (const { name, kb } of sizes) console.log(`${kb.toFixed(1).padStart(8)} kB  ${name}`);
  console.log(`${total.toFixed(1).padStart(8)} kB  ${visit}, gzipped (limit ${LIMIT_KB})\n`);
  isTooBig ||= total > LIMIT_KB;
}
process.exit(isTooBig ? 1 : 0);
