import { Agent, type IncomingMessage, request } from 'node:http';

/** Longer than anything takes on a busy machine. */
const patience = 15_000;

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

export type Sent = {
  method: string;
  path: string;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer | undefined;
  /** Take the headers of an answer that never ends, and leave. */
  stream?: boolean;
};

export type Received = { status: number; headers: IncomingMessage['headers']; body: Buffer; code: string | undefined };

/** One HTTP request as bytes go over the wire: nothing is added, followed or repaired. */
export function send(base: string, { method, path, headers = {}, body, stream = false }: Sent): Promise<Received> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const outgoing = request(
      { hostname, port, method, path, headers: { ...length, ...headers }, agent: stream ? false : agent },
      (incoming) => {
        const finish = (bytes: Buffer) =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: bytes,
            code: codeIn(incoming, bytes),
          });
        if (stream && incoming.statusCode === 200) {
          outgoing.destroy();
          return finish(Buffer.alloc(0));
        }
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () => finish(Buffer.concat(chunks)));
        incoming.on('error', reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.setTimeout(patience, () =>
      outgoing.destroy(Object.assign(new Error('no answer in time'), { code: 'SILENCE' })),
    );
    outgoing.end(body);
  });
}

function codeIn(incoming: IncomingMessage, body: Buffer): string | undefined {
  if (body.length === 0 || !incoming.headers['content-type']?.startsWith('application/problem+json')) return undefined;
  return (JSON.parse(body.toString('utf8')) as { code?: string }).code;
}
