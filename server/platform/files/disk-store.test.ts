import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diskStore } from './disk-store.ts';
import type { FileStore } from './file-store.ts';

let root: string;
let store: FileStore;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'midline-files-'));
  store = diskStore(join(root, 'kept'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function local(content: string): Promise<string> {
  const file = join(root, createHash('sha1').update(content).digest('hex'));
  await writeFile(file, content);
  return file;
}

const everything = async () => (await readdir(root, { recursive: true })).sort();

describe('a key that leaves the folder', () => {
  test.each(['../secret', 'a/../../secret', '/etc/passwd', 'a//b', '', 'a\\b', 'a\0b'])('%j is no key', async (key) => {
    const file = await local('x');
    const before = await everything();
    await expect(store.put(key, file)).rejects.toThrow('a key that no file can have');
    await expect(store.read(key)).rejects.toThrow('a key that no file can have');
    await expect(store.removeAll(key)).rejects.toThrow('a key that no file can have');
    expect(await everything()).toEqual(before);
  });
});

test('what isn’t there has no size, can’t be read, and removing it does nothing', async () => {
  expect(await store.size('records/none')).toBeNull();
  await expect(store.read('records/none')).rejects.toMatchObject({ code: 'ENOENT' });
  await store.removeAll('records/none/');
  expect(await store.list('records/none/')).toEqual([]);
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
  await store.removeAll('records/ab/one/');
  expect(await store.list('records/ab/one/')).toEqual([]);
});

test.skipIf(process.platform === 'win32')('nobody else on the machine may read it', async () => {
  await store.put('records/cd/two/original', await local('private'));
  expect((await stat(join(root, 'kept/records/cd/two/original'))).mode & 0o777).toBe(0o600);
  expect((await stat(join(root, 'kept/records'))).mode & 0o777).toBe(0o700);
});

test('keeping the very same file again leaves one name of it', async () => {
  const file = await local('the same');
  await store.put('records/ef/three/original', file);
  await store.put('records/ef/three/original', file);
  expect(await readdir(join(root, 'kept/records/ef/three'))).toEqual(['original']);
});
