import { execFile } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from '#testing/embedded-process.ts';
import { lockFolder } from './embedded-lock.ts';

const run = promisify(execFile);
const lockModule = join(import.meta.dirname, 'embedded-lock.ts');

test('a folder has one holder, who can let go of it', async () => {
  await using folder = await temporaryFolder();
  const unlock = await lockFolder(folder.path);
  await expect(lockFolder(folder.path)).rejects.toMatchObject({
    code: 'data-folder-in-use',
    message: expect.stringContaining(`process ${process.pid}`),
  });
  await unlock();
  const again = await lockFolder(folder.path);
  await expect(lockFolder(folder.path)).rejects.toMatchObject({ code: 'data-folder-in-use' });
  await again();
  for (let times = 0; times < 10; times += 1) await (await lockFolder(folder.path))();
  expect((await readdir(folder.path)).length).toBeLessThan(10);
});

test.for([
  ['of a process that died', { pid: 2 ** 30, started: 'once', released: false }],
  ['whose process number belongs to somebody else now', { pid: process.pid, started: 'long ago', released: false }],
  ['that a power cut left empty', ''],
])('a lock %s holds nobody up', async ([, lock]) => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, 'server.lock.1'), lock === '' ? '' : JSON.stringify(lock));
  const unlock = await lockFolder(folder.path);
  await expect(lockFolder(folder.path)).rejects.toMatchObject({ code: 'data-folder-in-use' });
  await unlock();
});

test('of many who find a dead lock at once exactly one gets the folder', async () => {
  await using folder = await temporaryFolder();
  await writeFile(
    join(folder.path, 'server.lock.1'),
    JSON.stringify({ pid: 2 ** 30, started: 'once', released: false }),
  );
  const contend = `
    const { lockFolder } = await import(${JSON.stringify(lockModule)});
    await new Promise((resolve) => setTimeout(resolve, ${Date.now() + 1500} - Date.now()));
    const got = await lockFolder(${JSON.stringify(folder.path)}).then(() => 'got', (error) => error.code);
    console.log(got);
    await new Promise((resolve) => setTimeout(resolve, 700));`;
  const contenders = Array.from({ length: 6 }, () => run(process.execPath, ['--input-type=module', '-e', contend]));
  const answers = (await Promise.all(contenders)).map(({ stdout }) => stdout.trim()).sort();
  expect(answers).toEqual([...Array(5).fill('data-folder-in-use'), 'got']);
});
