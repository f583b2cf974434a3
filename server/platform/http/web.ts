import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { refuse } from '../refusal.ts';
import { sendRefusal } from './server.ts';

const folder = fileURLToPath(new URL('../../../build/web/', import.meta.url));

/** Serves the browser part: hashed files for ever, the page for every other path outside /api. */
export async function serveWeb(server: FastifyInstance): Promise<void> {
  const page = await readFile(`${folder}index.html`, 'utf8').catch(() => undefined);
  if (page === undefined) return;
  await server.register(fastifyStatic, {
    root: folder,
    index: false,
    wildcard: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders(reply, path) {
      reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  server.get('/*', async (request, reply) => {
    const asksForPage = request.url === '/' || request.headers.accept?.includes('text/html') !== false;
    if (request.url.startsWith('/api/') || !asksForPage) {
      return sendRefusal(reply, refuse('not_found'));
    }
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page);
  });
}
