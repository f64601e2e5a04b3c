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

/** What is always needed together comes together: on a phone every further request costs more than its bytes. */
const CHUNKS = [
  { name: 'base', priority: 2, test: /node_modules\/(react|react-dom|scheduler)\/|packages\/(api|i18n)\/src\/(zh|\w+\.ts)|src\/(app\/App|ui\/(States|Cell|Avatar))/ },
  { name: 'member', priority: 1, test: /@tanstack\/(react-router|router-core|history)|packages\/(sync|domain)|src\/(app\/(SignedIn|member-session)|data\/commands)/ },
];

export default defineConfig({
  plugins: [react(), tokens(), pages(), serviceWorker(), packed()],
  build: {
    target: ['chrome107', 'safari15.4'],
    outDir: '../../src/quncheng/entry/static',
    emptyOutDir: true,
    manifest: true,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: CHUNKS } } },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8700' } },
});
