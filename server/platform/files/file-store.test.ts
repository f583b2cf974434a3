import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import type { FileStore } from './file-store.ts';
import { openFiles } from './open-files.ts';
import { type S3Server, startS3 } from './testing/s3-server.ts';

let root: string;
let s3: S3Server;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'midline-files-'));
  s3 = await startS3();
});
afterAll(async () => {
  await s3?.stop();
  await rm(root, { recursive: true, force: true });
});

const open = async (env: Record<string, string>) => (await openFiles(readConfig({ DATA_DIR: root, ...env }))).store;

async function local(content: string | Buffer): Promise<string> {
  const file = join(root, createHash('sha1').update(content).digest('hex'));
  await writeFile(file, content);
  return file;
}

describe.each(['a folder', 'a bucket'])('files in %s', (place) => {
  let store: FileStore;
  beforeAll(async () => {
    store = await open(place === 'a bucket' ? s3.env : {});
  });

  test.each(['../secret', 'a/../../secret', '/etc/passwd', 'a//b', '', 'a\\b', 'a\0b'])('%j is no key', async (key) => {
    const file = await local('x');
    const before = (await readdir(root, { recursive: true })).sort();
    await expect(store.put(key, file)).rejects.toThrow('a key that no file can have');
    await expect(store.read(key)).rejects.toThrow('a key that no file can have');
    await expect(store.size(key)).rejects.toThrow('a key that no file can have');
    await expect(store.removeAll(`${key}/`)).rejects.toThrow('a key that no file can have');
    await expect(store.list(`${key}/`)).rejects.toThrow('a key that no file can have');
    expect((await readdir(root, { recursive: true })).sort()).toEqual(before);
  });

  test('what isn’t there has no size, can’t be read or brought back, and removing it does nothing', async () => {
    expect(await store.size('records/none')).toBeNull();
    await expect(store.read('records/none')).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(store.fetch('records/none', join(root, 'never'))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(stat(join(root, 'never'))).rejects.toMatchObject({ code: 'ENOENT' });
    await store.removeAll('records/none/');
    expect(await store.list('records/none/')).toEqual([]);
  });

  test('a local file that isn’t there is not kept as an empty one', async () => {
    await expect(store.put('records/aa/none/original', join(root, 'nowhere'))).rejects.toMatchObject({
      code: 'ENOENT',
    });
    expect(await store.size('records/aa/none/original')).toBeNull();
  });

  test('a file is kept whole, read in parts, replaced, brought back and removed', async () => {
    await store.put('records/ab/one/original', await local('hello world'));
    await store.put('records/ab/one/thumbnail', await local('tiny'));
    expect(await store.size('records/ab/one/original')).toBe(11);
    expect((await buffer(await store.read('records/ab/one/original', { start: 6, end: 8 }))).toString()).toBe('wor');
    await store.put('records/ab/one/original', await local('another'));
    const back = join(root, 'back');
    await store.fetch('records/ab/one/original', back);
    expect((await buffer(await store.read('records/ab/one/original'))).toString()).toBe('another');
    expect((await stat(back)).size).toBe(7);
    expect(await store.list('records/ab/one/')).toEqual(['original', 'thumbnail']);
    expect(await store.list('records/ab/')).toEqual(['one']);
    await store.removeAll('records/ab/one/');
    expect(await store.list('records/ab/one/')).toEqual([]);
    expect(await store.list('records/ab/')).not.toContain('two');
  });

  test('a large file comes back as it was', async () => {
    const bytes = randomBytes(20_000_001);
    await store.put('records/ac/large/original', await local(bytes));
    expect(await store.size('records/ac/large/original')).toBe(bytes.length);
    expect((await buffer(await store.read('records/ac/large/original'))).equals(bytes)).toBe(true);
    const range = { start: 8_388_600, end: 8_388_700 };
    const part = await buffer(await store.read('records/ac/large/original', range));
    expect(part.equals(bytes.subarray(range.start, range.end + 1))).toBe(true);
    expect(await store.list('records/ac/large/')).toEqual(['original']);
    expect(s3.unfinished()).toBe(0);
  });

  test('removing one folder leaves its neighbour whose name begins the same', async () => {
    await store.put('records/ad/one/original', await local('one'));
    await store.put('records/ad/one-more/original', await local('more'));
    await expect(store.removeAll('records/ad/one')).rejects.toThrow('a prefix that no folder can have');
    await store.removeAll('records/ad/one/');
    expect(await store.list('records/ad/')).toEqual(['one-more']);
  });

  test('more than one answer of the bucket holds are all listed, and all removed', async () => {
    const file = await local('x');
    const names = Array.from({ length: 203 }, (_, number) => `n${String(number).padStart(4, '0')}`);
    const left = [...names];
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (let name = left.pop(); name; name = left.pop()) await store.put(`records/ae/${name}/original`, file);
      }),
    );
    expect(await store.list('records/ae/')).toEqual(names);
    await store.removeAll('records/ae/');
    expect(await store.list('records/ae/')).toEqual([]);
  });
});

describe('Midline doesn’t start', () => {
  test.each([
    ['with a bucket that isn’t there', { FILES_S3_BUCKET: 'elsewhere' }, /The bucket elsewhere at http.* NoSuchBucket/],
    ['with a wrong secret', { FILES_S3_SECRET: 'guessed' }, /SignatureDoesNotMatch/],
    ['where nobody answers', { FILES_S3_ENDPOINT: 'http://127.0.0.1:1' }, /ECONNREFUSED.*configuration\.md/],
  ])('%s', async (_, env, sentence) => {
    await expect(open({ ...s3.env, ...env })).rejects.toMatchObject({
      code: 'bucket_unreachable',
      message: expect.stringMatching(sentence),
    });
  });

  test('with half of a bucket’s variables', async () => {
    const { FILES_S3_SECRET: _, ...half } = s3.env;
    await expect(open(half)).rejects.toMatchObject({ code: 'config_invalid' });
    await expect(open({ FILES_S3_REGION: 'eu-central-1' })).rejects.toMatchObject({ code: 'config_invalid' });
  });
});

describe('while the bucket is away', () => {
  test('nothing is said to be missing, and what was there is there afterwards', async () => {
    const store = await open(s3.env);
    await store.put('records/af/one/original', await local('kept'));
    await s3.stop();
    try {
      await expect(store.size('records/af/one/original')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
      await expect(store.list('records/af/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
      await expect(store.put('records/af/two/original', await local('x'))).rejects.toMatchObject({
        code: 'ECONNREFUSED',
      });
    } finally {
      await s3.start();
    }
    expect(await store.size('records/af/one/original')).toBe(4);
    expect(await store.list('records/af/')).toEqual(['one']);
  });
});
