import type { FastifyInstance } from 'fastify';
import type { Config } from '#platform/config.ts';

/** `/api/openapi.json` and the readable page `/api/docs`. */
export async function serveDocs(_server: FastifyInstance, _config: Config): Promise<void> {}
