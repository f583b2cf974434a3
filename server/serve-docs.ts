import type { FastifyInstance } from 'fastify';
import type { Config } from '#platform/config.ts';
import { sessionCookie } from '#platform/http/browser.ts';
import { openApi } from './docs/openapi.ts';
import { docsPage } from './docs/page.ts';

/** `/api/openapi.json` and the readable page `/api/docs`, for anybody; each made when it is first asked for. */
export async function serveDocs(server: FastifyInstance, config: Config): Promise<void> {
  const document = once(() => JSON.stringify(openApi(config.publicUrl, sessionCookie(config))));
  const page = once(docsPage);
  server.get('/api/openapi.json', async (_request, reply) =>
    reply.type('application/json; charset=utf-8').header('cache-control', 'no-cache').compress(document()),
  );
  server.get('/api/docs', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').compress(page()),
  );
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
