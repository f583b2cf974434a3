import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
  const file = join(root, 'local');
  await writeFile(file, content);
  return file;
}

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
