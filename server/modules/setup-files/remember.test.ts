import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setupLimits } from './limits.ts';
import { readSetup } from './read-setup.ts';
import { remembering } from './remember.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'remember-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('the same bytes are read once, under whatever name they come; other bytes, or other limits, are read anew', async () => {
  let reads = 0;
  const read = remembering((file, limits) => {
    reads += 1;
    return readSetup(file, limits);
  });
  const put = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  const first = await read(await put('one', 'no setup'), setupLimits);
  expect(await read(await put('two', 'no setup'), setupLimits)).toEqual(first);
  expect(reads).toBe(1);
  await read(await put('two', 'another'), setupLimits);
  await read(await put('one', 'no setup'), { ...setupLimits, maxBytes: 3 });
  expect(reads).toBe(3);
  for (let other = 0; other < 8; other += 1) await read(await put('other', `${other}`), setupLimits);
  await read(await put('one', 'no setup'), setupLimits);
  expect(reads).toBe(12);
});
