/** Puts beside every file the same packed with Brotli: smaller than what a server packs while somebody waits. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { Plugin } from 'vite';

const SMALLEST = 1_000;

export function packed(): Plugin {
  return {
    name: 'quncheng-packed',
    apply: 'build',
    writeBundle: {
      order: 'post',
      handler({ dir = '.' }, bundle) {
        for (const name of Object.keys(bundle).filter((file) => /\.(js|css|html)$/.test(file))) {
          const data = readFileSync(join(dir, name));
          if (data.length >= SMALLEST) writeFileSync(join(dir, `${name}.br`), brotliCompressSync(data));
        }
      },
    },
  };
}
