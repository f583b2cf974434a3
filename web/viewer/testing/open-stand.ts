import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { createServer, type Plugin, type ViteDevServer } from 'vite';
import { openBrowser } from '../../../e2e/browser.ts';
import { endpointTable } from '../../build/endpoint-table.ts';

const web = fileURLToPath(new URL('../../', import.meta.url));

export type Stand = {
  /** A new page of a new context at the script's component, e.g. `/features/teeth/testing/chart.tsx`. */
  visit: (script: string, options?: BrowserContextOptions) => Promise<Page>;
  url: string;
  browser: Browser;
  stop: () => Promise<void>;
};

/** Serves single components to the real Chromium through Vite. `files` are answered at their path. */
export async function openStand(files: Record<string, Uint8Array> = {}): Promise<Stand> {
  const server: ViteDevServer = await createServer({
    configFile: false,
    root: web,
    logLevel: 'error',
    cacheDir: join(tmpdir(), `midline-stand-${process.pid}`),
    plugins: [react(), endpointTable(), pagesAround(files)],
    css: { postcss: web },
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null },
    worker: { format: 'es' },
    // All libraries at once: one found late would come in a second copy.
    optimizeDeps: { entries: ['{features,viewer}/**/testing/*.tsx'] },
    resolve: { dedupe: ['react', 'react-dom', 'three'] },
  });
  await server.listen();
  const url = server.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? '';
  const browser = await openBrowser();
  return {
    url,
    browser,
    async visit(script, options) {
      const context = await browser.newContext({ baseURL: url, locale: 'en-GB', ...options });
      const page = await context.newPage();
      await page.goto(`/stand${script}`);
      return page;
    },
    async stop() {
      await browser.close();
      await server.close();
    },
  };
}

/** Answers `/stand/<script>` with a page that runs the script. */
function pagesAround(files: Record<string, Uint8Array>): Plugin {
  return {
    name: 'stand',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = (request.url ?? '').split('?')[0] ?? '';
        const file = files[path];
        if (file) {
          const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
          const [from, to] = range ? [Number(range[1]), Number(range[2]) + 1] : [0, file.byteLength];
          if (range) {
            response.statusCode = 206;
            response.setHeader('content-range', `bytes ${from}-${to - 1}/${file.byteLength}`);
          }
          const part = file.subarray(from, to);
          response.setHeader('content-length', part.byteLength);
          return response.end(part);
        }
        if (!path.startsWith('/stand/')) return next();
        const html = `<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width, initial-scale=1"><title>Stand</title></head><body><div id="root"></div><script type="module" src="${path.slice(6)}"></script></body></html>`;
        void server.transformIndexHtml(path, html).then((page) => {
          response.setHeader('content-type', 'text/html');
          response.end(page);
        }, next);
      });
    },
  };
}
