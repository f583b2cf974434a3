import type { FastifyRequest } from 'fastify';

/** The bearer that a request presents: then cookies say nothing. Empty where the header isn't a bearer's, which opens nothing. */
export function bearerOf(request: Pick<FastifyRequest, 'headers'>): string | undefined {
  const given = request.headers.authorization;
  if (given === undefined) return undefined;
  return /^Bearer +([\w.~+/-]+=*)$/i.exec(given)?.[1] ?? '';
}
