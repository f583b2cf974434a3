import type { FastifyRequest } from 'fastify';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that changes something may come from where it comes from: browsers say so in Sec-Fetch-Site, older ones in Origin.
 * With neither header it isn't a browser with somebody's cookies.
 */
export function comesFromOwnPages(request: Pick<FastifyRequest, 'method' | 'headers'>, publicOrigin: string): boolean {
  if (safe.has(request.method)) return true;
  const site = request.headers['sec-fetch-site'];
  if (typeof site === 'string') return site === 'same-origin' || site === 'none';
  const origin = request.headers.origin;
  if (origin === undefined) return true;
  if (origin === publicOrigin) return true;
  try {
    return new URL(origin).host === request.headers.host;
  } catch {
    return false;
  }
}
