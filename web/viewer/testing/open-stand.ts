import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { openBrowser } from '../../../e2e/browser.ts';
import { builtStand } from './stand-build.ts';

export type Stand = {
  /** A new page of a new context at the script's component, e.g. `/features/teeth/testing/chart.tsx`. */
  visit: (script: string, options?: BrowserContextOptions) => Promise<Page>;
  url: string;
  browser: Browser;
  stop: () => Promise<void>;
};

const kinds: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** Serves single components, built as the product is, to the real Chromium. `files` are answered at their path. */
export async function openStand(files: Record<string, Uint8Array> = {}): Promise<Stand> {
  const { folder, pageOf } = await builtStand();
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const page = path.startsWith('/stand/') ? pageOf(path.slice('/stand/'.length)) : null;
    const file = files[path];
    if (file) return answerPart(file, request, response);
    if (page) return response.setHeader('content-type', 'text/html; charset=utf-8').end(page);
    readFile(join(folder, new URL(path, 'http://stand').pathname)).then(
      (content) => {
        response.setHeader('content-type', kinds[extname(path)] ?? 'application/octet-stream');
        if (path.startsWith('/assets/')) response.setHeader('cache-control', 'max-age=31536000, immutable');
        response.end(content);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
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
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** A whole file, or the range of it that was asked for. */
function answerPart(file: Uint8Array, { headers }: IncomingMessage, response: ServerResponse): void {
  const range = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '');
  const [from, to] = range ? [Number(range[1]), Number(range[2]) + 1] : [0, file.byteLength];
  const part = file.subarray(from, to);
  if (range) response.writeHead(206, { 'content-range': `bytes ${from}-${to - 1}/${file.byteLength}` });
  response.end(part);
}
