/** Builds the web client into the folder the server serves. */
import react from '@vitejs/plugin-react';
import { tokensToCss } from '../packages/tokens/src/index.ts';
import { defineConfig, type Plugin } from 'vite';
import { packed } from './build/packed-plugin.ts';
import { pages } from './build/pages-plugin.ts';
import { serviceWorker } from './build/service-worker-plugin.ts';

const TOKENS_ID = 'virtual:tokens.css';
const RESOLVED_TOKENS_ID = '\0virtual:tokens.css';

function tokens(): Plugin {
  return {
    name: 'quncheng-tokens',
    resolveId: (id) => (id === TOKENS_ID ? RESOLVED_TOKENS_ID : undefined),
    load: (id) => (id === RESOLVED_TOKENS_ID ? tokensToCss() : undefined),
  };
}

export default defineConfig({
  plugins: [react(), tokens(), pages(), serviceWorker(), packed()],
  build: {
    target: ['chrome107', 'safari15.4'],
    outDir: '../../src/quncheng/entry/static',
    emptyOutDir: true,
    manifest: true,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8700' } },
});
