import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { endpointTable } from './build/endpoint-table.ts';
import { fontPreload } from './build/font-preload.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const server = process.env.MIDLINE_SERVER ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root,
  plugins: [react(), endpointTable(), fontPreload()],
  css: { postcss: root },
  build: {
    outDir: '../build/web',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': server } },
  preview: { proxy: { '/api': server } },
});
