import type { Socket } from 'node:net';
import compress from '@fastify/compress';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';
import type { RefusalCode } from '#contract/refusals.ts';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { problem } from './problem.ts';
import { securityHeaders } from './security-headers.ts';

/** An HTTP server with the headers, limits and refusals that everything here has; knows no endpoint yet. */
export async function makeServer(config: Config, log: Log): Promise<FastifyInstance> {
  const server = Fastify({
    logger: false,
    trustProxy: config.trustProxy ?? false,
    bodyLimit: 1_000_000,
    requestTimeout: 60_000,
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 200 },
    // A body is parsed as what it says it is; its shape is checked against the contract.
    ajv: { customOptions: { coerceTypes: false } },
    // What doesn't even reach the router, e.g. an address that can't be decoded.
    frameworkErrors: (_error, _request, reply) => {
      sendRefusal(reply as unknown as FastifyReply, refuse('malformed'));
    },
    clientErrorHandler: refuseUnreadable,
  });
  const safe = securityHeaders(config);
  // On the raw answer, so that streams have them too.
  server.addHook('onRequest', (_request, reply, next) => {
    reply.raw.setHeaders(safe);
    next();
  });
  await server.register(compress, { threshold: 2048, encodings: ['br', 'gzip'], global: false });
  await server.register(rateLimit, {
    global: true,
    max: config.requestsPerMinute,
    timeWindow: 60_000,
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    errorResponseBuilder: () => refuse('too_many_requests'),
  });
  // Binary bodies are taken whole; which types an endpoint accepts, it says itself.
  server.addContentTypeParser(/^(image|application\/octet-stream)/, { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  // Uploads are taken in as they come; whoever serves them reads the stream.
  server.addContentTypeParser('application/offset+octet-stream', (_request, stream, done) => done(null, stream));
  server.setErrorHandler((error: FastifyError | Refusal, _request, reply) => {
    if (isRefusal(error)) return sendRefusal(reply, error);
    const known = refusalFor(error);
    if (known) return sendRefusal(reply, refuse(known));
    log.error({ error: error.message, stack: error.stack }, 'a request failed');
    return reply
      .code(500)
      .type('application/problem+json')
      .send({ type: 'about:blank', title: 'internal error', status: 500, code: 'internal_error' });
  });
  server.setNotFoundHandler({ preHandler: server.rateLimit() }, (_request, reply) =>
    sendRefusal(reply, refuse('not_found')),
  );
  return server;
}

/** What isn't HTTP, or has too many headers, gets a refusal too, and the connection ends. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  // A line too slow for the time a request has: it just breaks off, and an upload goes on with the next request.
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return void socket.destroy();
  if (error.code !== 'ECONNRESET' && socket.writable) {
    const body = JSON.stringify(problem('malformed'));
    socket.write(
      `HTTP/1.1 400 Bad Request\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    );
  }
  socket.destroySoon();
}

/** The refusal for what the HTTP layer itself turns down. */
function refusalFor(error: FastifyError): RefusalCode | undefined {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return 'too_large';
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return 'unsupported_media_type';
  if (error.statusCode === 429) return 'too_many_requests';
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) return 'malformed';
  return undefined;
}

export function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const body = problem(refusal.code, refusal.details);
  const seconds = refusal.details.facts?.['seconds'];
  if (body.status === 429 && typeof seconds === 'number') reply.header('retry-after', String(Math.ceil(seconds)));
  return reply
    .code(body.status)
    .type('application/problem+json')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(body));
}
