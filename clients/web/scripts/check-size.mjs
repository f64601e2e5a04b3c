/** Fails when the first route needs more than its share of the network: its HTML, scripts and styles, gzipped. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 150;
const root = new URL('../../../src/quncheng/entry/static/', import.meta.url);

/** What a visitor loads before signing in, and what a member loads before my work can be used: each page names its own. */
const visits = { 'sign-in': 'index.html', 'my work': 'member.html' };

let isTooBig = false;
for (const [visit, page] of Object.entries(visits)) {
  const html = readFileSync(new URL(page, root), 'utf8');
  const files = new Set([...html.matchAll(/<(?:script|link)[^>]+(?:src|href)="\/(early\.js|assets\/[^"]+)"/g)].map(([, name]) => name));
  const sizes = [page, ...files].map((name) => ({ name, kb: gzipSync(readFileSync(new URL(name, root))).length / 1000 }));
  const total = sizes.reduce((sum, { kb }) => sum + kb, 0);
  for (const { name, kb } of sizes) console.log(`${kb.toFixed(1).padStart(8)} kB  ${name}`);
  console.log(`${total.toFixed(1).padStart(8)} kB  ${visit}, gzipped (limit ${LIMIT_KB})\n`);
  isTooBig ||= total > LIMIT_KB;
}
process.exit(isTooBig ? 1 : 0);
