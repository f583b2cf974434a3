import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FileStore, Range } from '#platform/files/file-store.ts';
import { sendRefusal } from '#platform/http/server.ts';
import type { Log } from '#platform/log.ts';
import { refuse } from '#platform/refusal.ts';

export type Delivered = {
  key: string;
  /** Changes with the content; a browser that has it gets a short answer. */
  version: string;
  type: string;
  /** The name to save it under; null for what is shown. */
  saveAs: string | null;
};

/** Streams a file, whole or in part. Browsers keep it but ask again each time: who may see it can change. */
export async function deliver(
  store: FileStore,
  request: FastifyRequest,
  reply: FastifyReply,
  file: Delivered,
  log?: Log,
): Promise<void> {
  const size = await available(store.size(file.key), log);
  if (size === 'away') return void sendRefusal(reply.header('retry-after', '60'), refuse('files_unavailable'));
  if (size === null) return void sendRefusal(reply, refuse('not_found'));
  const tag = `"${file.version}"`;
  reply.headers({
    'cache-control': 'private, no-cache',
    etag: tag,
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
    // Whatever it is, it runs nothing and loads nothing.
    'content-security-policy': `sandbox; default-src 'none'`,
    ...(file.saveAs === null ? {} : { 'content-disposition': attachment(file.saveAs) }),
  });
  if (request.headers['if-none-match'] === tag) return void reply.code(304).send();
  const range = rangeOf(request, tag, size);
  if (range === 'none such') {
    return void sendRefusal(reply.header('content-range', `bytes */${size}`), refuse('range_not_there'));
  }
  const stream = await available(store.read(file.key, range), log);
  if (stream === 'away') {
    reply
      .removeHeader('etag')
      .removeHeader('content-disposition')
      .header('cache-control', 'no-store')
      .header('retry-after', '60');
    return void sendRefusal(reply, refuse('files_unavailable'));
  }
  if (range) reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${size}`);
  reply.header('content-length', range ? range.end - range.start + 1 : size);
  await reply.type(file.type).send(stream);
}

/** Files lie elsewhere: while that place can't be reached, they aren't gone and nobody did anything wrong. */
async function available<T>(asked: Promise<T>, log: Log | undefined): Promise<T | 'away'> {
  try {
    return await asked;
  } catch (error) {
    log?.warn({ error: (error as Error).message }, 'a file could not be read');
    return 'away';
  }
}

function attachment(name: string): string {
  const encoded = encodeURIComponent(name).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${name.replace(/[^\x20-\x7e]|["\\]/g, '_')}"; filename*=UTF-8''${encoded}`;
}

/** A single range; several at once, or of an older version, get the whole. */
function rangeOf(request: FastifyRequest, tag: string, size: number): Range | undefined | 'none such' {
  const asked = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '');
  const only = request.headers['if-range'];
  if (!asked || (only !== undefined && only !== tag)) return undefined;
  const [, from = '', to = ''] = asked;
  if (from === '' && to === '') return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return start > end || start >= size ? 'none such' : { start, end };
}
