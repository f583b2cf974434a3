import type { FastifyInstance } from 'fastify';
import type { Pool } from '../database/connect.ts';

/** `GET /health`: the process answers. `GET /ready`: database and jobs are there, send requests. */
export function serveHealth(server: FastifyInstance, check: { database: Pool; ready: () => boolean }): void {
  server.get('/health', { config: { rateLimit: false } }, async () => ({ status: 'up' }));
  server.get('/ready', { config: { rateLimit: false } }, async (_request, reply) => {
    const database = await check.database.pg.query('select 1').then(
      () => true,
      () => false,
    );
    const jobs = check.ready();
    return reply.code(database && jobs ? 200 : 503).send({ database, jobs });
  });
}
