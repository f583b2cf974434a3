import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { wrongWith } from './signature.ts';

export type S3Server = {
  /** As they stand in the environment of an instance that uses it. */
  readonly env: Record<string, string>;
  /** The keys of all objects. */
  keys(): string[];
  /** Multipart uploads that were neither completed nor given up. */
  unfinished(): number;
  /** Connections are refused from now on; what was put is there again after `start`. */
  stop(): Promise<void>;
  start(): Promise<void>;
};

type Reply = { status?: number; headers?: Record<string, string | number>; body?: Buffer | string };

const [bucket, key, secret] = ['midline', 'AKIDTEST', 'a secret/of+the bucket'];
// Fewer than Amazon's thousand, so that a test needs fewer files for a second page.
const pageSize = 100;
const smallestPart = 5 * 1024 * 1024;

class Refused extends Error {
  readonly status: number;

  constructor(status: number, code: string) {
    super(code);
    this.status = status;
  }
}

/** The part of S3 that a file store needs, with one bucket in memory: signatures and bodies are checked as Amazon does. */
export async function startS3(): Promise<S3Server> {
  const objects = new Map<string, Buffer>();
  const uploads = new Map<string, Map<number, Buffer>>();
  let counter = 0;

  const answer = (request: IncomingMessage, url: URL, body: Buffer): Reply => {
    const [, ofBucket, path = ''] = /^\/([^/]+)\/?(.*)$/.exec(decodeURIComponent(url.pathname)) ?? [];
    if (ofBucket !== bucket) throw new Refused(404, 'NoSuchBucket');
    const query = url.searchParams;
    if (path === '') {
      if (request.method === 'GET' && query.get('list-type') === '2')
        return { body: listed([...objects.keys()], query) };
      throw new Refused(501, 'NotImplemented');
    }
    const uploadId = query.get('uploadId');
    if (request.method === 'POST' && query.has('uploads')) {
      counter += 1;
      uploads.set(String(counter), new Map());
      return { body: xml('InitiateMultipartUploadResult', `<UploadId>${counter}</UploadId>`) };
    }
    if (uploadId !== null) return ofUpload(request.method!, path, uploadId, Number(query.get('partNumber')), body);
    const found = objects.get(path);
    if (request.method === 'PUT') {
      objects.set(path, body);
      return { headers: { etag: '"whole"' } };
    }
    if (request.method === 'DELETE') {
      objects.delete(path);
      return { status: 204 };
    }
    if (!found) throw new Refused(404, 'NoSuchKey');
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    if (!range) return { body: found };
    const part = found.subarray(Number(range[1]), Number(range[2]) + 1);
    if (part.length === 0) throw new Refused(416, 'InvalidRange');
    return { status: 206, body: part };
  };

  const ofUpload = (method: string, path: string, id: string, number: number, body: Buffer): Reply => {
    const parts = uploads.get(id);
    if (!parts) throw new Refused(404, 'NoSuchUpload');
    if (method === 'PUT') {
      parts.set(number, body);
      return { headers: { etag: `"part ${number}"` } };
    }
    if (method === 'POST') {
      const asked = [...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber>/g)].map((match) => Number(match[1]));
      const bytes = asked.map((wanted) => parts.get(wanted));
      if (bytes.some((part) => !part)) throw new Refused(400, 'InvalidPart');
      if (bytes.slice(0, -1).some((part) => part!.length < smallestPart)) throw new Refused(400, 'EntityTooSmall');
      objects.set(path, Buffer.concat(bytes as Buffer[]));
    }
    uploads.delete(id);
    return method === 'POST' ? { body: xml('CompleteMultipartUploadResult', '<ETag>"whole"</ETag>') } : { status: 204 };
  };

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await buffer(request);
    const reply = (() => {
      try {
        const wrong = wrongWith(request, body, key, secret);
        if (wrong) throw new Refused(403, wrong);
        return answer(request, new URL(request.url!, 'http://s3'), body);
      } catch (error) {
        const { status = 500, message } = error as Refused;
        return { status, body: xml('Error', `<Code>${message}</Code><Message>${message}</Message>`) };
      }
    })();
    const bytes = Buffer.from(reply.body ?? '');
    response.writeHead(reply.status ?? 200, { ...reply.headers, 'content-length': bytes.length });
    response.end(request.method === 'HEAD' ? undefined : bytes);
  };

  let server: Server;
  const open = async (port: number) => {
    server = createServer((request, response) => void handle(request, response).catch(() => response.destroy()));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  };
  const port = await open(0);
  return {
    env: {
      FILES_S3_ENDPOINT: `http://127.0.0.1:${port}`,
      FILES_S3_BUCKET: bucket,
      FILES_S3_KEY: key,
      FILES_S3_SECRET: secret,
    },
    keys: () => [...objects.keys()].sort(),
    unfinished: () => uploads.size,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
    async start() {
      await open(port);
    },
  };
}

/** One page of ListObjectsV2: keys, and in the place of those behind a delimiter what they have in common. */
function listed(keys: string[], query: URLSearchParams): string {
  const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter')];
  const after = query.get('continuation-token') ?? '';
  const rows = new Set<string>();
  for (const name of keys.filter((found) => found.startsWith(prefix)).sort()) {
    const end = delimiter ? name.indexOf(delimiter, prefix.length) : -1;
    rows.add(end === -1 ? name : name.slice(0, end + 1));
  }
  const left = [...rows].filter((row) => row > after);
  const page = left.slice(0, Math.min(pageSize, Number(query.get('max-keys') ?? pageSize)));
  const more = left.length > page.length;
  const folder = (row: string) => delimiter !== null && row.endsWith(delimiter);
  return xml(
    'ListBucketResult',
    [
      `<IsTruncated>${more}</IsTruncated><KeyCount>${page.length}</KeyCount>`,
      more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '',
      ...page.map((row) =>
        folder(row)
          ? `<CommonPrefixes><Prefix>${row}</Prefix></CommonPrefixes>`
          : `<Contents><Key>${row}</Key></Contents>`,
      ),
    ].join(''),
  );
}

function xml(name: string, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</${name}>`;
}
