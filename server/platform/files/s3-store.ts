import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { StartupError } from '../startup-error.ts';
import { checkKey, checkPrefix, type FileStore } from './file-store.ts';

export type S3Settings = {
  /** Null: Amazon's own, by the region. */
  endpoint: string | null;
  region: string;
  bucket: string;
  key: string;
  secret: string;
  /** The bucket's name stands in the path, not in front of the host's. */
  pathStyle: boolean;
};

const partBytes = 8 * 1024 * 1024;
const quarterOfAnHour = 900_000;

/** Files in a bucket of its own; refuses to start where it can't be reached or read. */
export async function s3Store(settings: S3Settings): Promise<FileStore> {
  const client = clientFor(settings);
  const inBucket = { Bucket: settings.bucket };
  const page = (prefix: string, more: { token?: string | undefined; delimiter?: string; most?: number } = {}) =>
    client.send(
      new ListObjectsV2Command({
        ...inBucket,
        Prefix: prefix,
        Delimiter: more.delimiter,
        MaxKeys: more.most,
        ContinuationToken: more.token,
      }),
    );
  async function* pages(prefix: string, delimiter?: string): AsyncGenerator<ListObjectsV2CommandOutput> {
    let token: string | undefined;
    do {
      const found = await page(prefix, { token, ...(delimiter ? { delimiter } : {}) });
      yield found;
      token = found.IsTruncated ? found.NextContinuationToken : undefined;
    } while (token);
  }
  await page('', { most: 1 }).catch((error: Error) => {
    throw new StartupError(
      'bucket_unreachable',
      `The bucket ${settings.bucket}${settings.endpoint ? ` at ${settings.endpoint}` : ''} can't be read: ${saying(error)}. Check the variables FILES_S3_…; see docs/self-hosting/configuration.md.`,
      { cause: error },
    );
  });

  const read: FileStore['read'] = async (key, range) => {
    const found = await client
      .send(
        new GetObjectCommand({
          ...inBucket,
          Key: checkKey(key),
          ...(range ? { Range: `bytes=${range.start}-${range.end}` } : {}),
        }),
      )
      .catch((error: Error) => {
        throw error.name === 'NoSuchKey' ? Object.assign(error, { code: 'ENOENT' }) : error;
      });
    return found.Body as Readable;
  };
  return {
    read,
    async put(key, file) {
      // In parts held in memory: a part that broke off is sent again. What is put in parts shows only once all are there.
      const body = createReadStream(file, { highWaterMark: 1_048_576 });
      try {
        const params = { ...inBucket, Key: checkKey(key), Body: body };
        await new Upload({ client, params, partSize: partBytes, queueSize: 2 }).done();
      } finally {
        body.destroy();
      }
    },
    async size(key) {
      try {
        return (await client.send(new HeadObjectCommand({ ...inBucket, Key: checkKey(key) }))).ContentLength ?? 0;
      } catch (error) {
        if (!(error instanceof S3ServiceException) || error.$metadata.httpStatusCode !== 404) throw error;
        // The answer to HEAD doesn't say what is missing. Without its bucket, a file isn't gone: this fails then.
        await page(key, { most: 1 });
        return null;
      }
    },
    async fetch(key, file) {
      const stop = AbortSignal.timeout(quarterOfAnHour);
      try {
        await pipeline(await read(key), createWriteStream(file, { mode: 0o600 }), { signal: stop });
      } catch (error) {
        await rm(file, { force: true });
        throw error;
      }
    },
    async removeAll(prefix) {
      for await (const { Contents: found = [] } of pages(checkPrefix(prefix))) {
        // One by one: some servers don't know the request that removes several.
        for (const { Key } of found) await client.send(new DeleteObjectCommand({ ...inBucket, Key }));
      }
    },
    async list(prefix) {
      const names: string[] = [];
      for await (const { Contents: files = [], CommonPrefixes: folders = [] } of pages(checkPrefix(prefix), '/')) {
        for (const path of [...files.map(({ Key }) => Key), ...folders.map(({ Prefix }) => Prefix)])
          if (path !== prefix) names.push(path!.slice(prefix.length).replace(/\/$/, ''));
      }
      return names.sort();
    },
  };
}

function clientFor({ endpoint, region, key, secret, pathStyle }: S3Settings): S3Client {
  return new S3Client({
    ...(endpoint ? { endpoint } : {}),
    region,
    forcePathStyle: pathStyle,
    credentials: { accessKeyId: key, secretAccessKey: secret },
    // The signature covers a hash of each part already; many servers other than Amazon's refuse what else is on by default.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: 5000,
      requestTimeout: 120_000,
      throwOnRequestTimeout: true,
      // Each browser that takes its time with a download holds one.
      httpAgent: { maxSockets: 500 },
      httpsAgent: { maxSockets: 500 },
    },
  });
}

/** What went wrong, for the person who wrote the configuration. */
function saying(error: Error): string {
  const { code } = error as NodeJS.ErrnoException;
  return [code ?? error.name, error.message].filter((part) => part && part !== 'Error').join(', ');
}
