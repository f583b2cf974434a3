import { spawnSync } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startProgram, temporaryFolder, usedFolder } from '#testing/embedded-process.ts';
import { startEmbeddedPostgres } from './embedded.ts';

const log = { info: () => {}, warn: () => {} };
const start = (directory: string) => startEmbeddedPostgres({ directory, log });
const canMount = spawnSync('unshare', ['-m', 'true']).status === 0;
if (!canMount) console.warn('Not tested: read-only and full disks, because these tests may not mount any.');

let used: Awaited<ReturnType<typeof usedFolder>>;

beforeAll(async () => {
  used = await usedFolder();
});
afterAll(async () => await used[Symbol.asyncDispose]());

test('a file in the place of the folder is said to be one', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'data');
  await writeFile(file, 'mine');
  for (const path of [file, join(file, 'below')]) {
    await expect(start(path)).rejects.toMatchObject({ name: 'StartupError', code: 'data-folder-is-a-file' });
  }
  expect(await readFile(file, 'utf8')).toBe('mine');
});

test('a place where no folder can be made is refused in a sentence', async () => {
  await expect(start('/proc/midline')).rejects.toMatchObject({
    name: 'StartupError',
    message: expect.stringContaining('DATA_DIR'),
  });
});

test.runIf(canMount)('a read-only disk is refused, and named as such, whether empty or with a database', async () => {
  await using folder = await used.copy();
  for (const directory of [folder.path, join(folder.path, 'new')]) {
    const { answer } = await startProgram([directory], onDisk(folder.path, '--bind', 'remount,ro,bind'));
    expect(answer).toMatchObject({ code: 'data-folder-read-only' });
    expect(answer.sentence).toContain(directory);
  }
});

test.runIf(canMount)('a full disk is refused, and named as such', async () => {
  await using folder = await temporaryFolder();
  const { answer } = await startProgram([folder.path], onDisk(folder.path, '-t tmpfs -o size=16m', 'remount,size=16m'));
  expect(answer).toMatchObject({ code: 'disk-full' });
});

test('a folder of a newer PostgreSQL is refused and left as it is', async () => {
  await using folder = await used.copy();
  const version = join(folder.path, 'cluster/PG_VERSION');
  await writeFile(version, '19\n');
  await expect(start(folder.path)).rejects.toMatchObject({
    code: 'data-folder-of-newer-postgres',
    message: expect.stringContaining('PostgreSQL 19'),
  });
  await writeFile(version, '17\n');
  await expect(start(folder.path)).rejects.toMatchObject({ code: 'data-folder-of-older-postgres' });
  await writeFile(version, '18\n');
  await (await start(folder.path)).stop();
});

test('a folder without its password, with another one, or without its parts is refused', async () => {
  await using folder = await used.copy();
  const password = join(folder.path, 'superuser-password');
  const former = await readFile(password, 'utf8');
  await writeFile(password, 'another');
  await expect(start(folder.path)).rejects.toMatchObject({ code: 'database-password-wrong' });
  await rm(password);
  await expect(start(folder.path)).rejects.toMatchObject({ code: 'database-password-missing' });
  await writeFile(password, former);
  await (await start(folder.path)).stop();
  await rm(join(folder.path, 'cluster/global'), { recursive: true });
  await expect(start(folder.path)).rejects.toMatchObject({ code: 'database-did-not-start' });
  await rm(join(folder.path, 'cluster/PG_VERSION'));
  await expect(start(folder.path)).rejects.toMatchObject({ code: 'data-folder-damaged' });
});

test('programs that are not there are refused in a sentence', async () => {
  await using folder = await temporaryFolder();
  const binaries = { bin: join(folder.path, 'nowhere'), major: 18 };
  const attempt = startEmbeddedPostgres({ directory: join(folder.path, 'data'), log, binaries });
  await expect(attempt).rejects.toMatchObject({
    code: 'postgres-does-not-run',
    message: expect.stringContaining('DATABASE_URL'),
  });
});

test('a refusal lets go of the folder', async () => {
  await using folder = await temporaryFolder();
  const cluster = join(folder.path, 'cluster');
  await mkdir(cluster);
  await expect(start(folder.path)).rejects.toMatchObject({ code: 'data-folder-damaged' });
  await rm(cluster, { recursive: true });
  await (await start(folder.path)).stop();
});

/** Runs a command where the folder is a disk of that kind; nobody else sees it. */
function onDisk(path: string, mount: string, remount: string): string[] {
  const source = mount.startsWith('--bind') ? path : 'none';
  const script = `mount ${mount} "${source}" "${path}" && mount -o ${remount} "${path}" && exec "$@"`;
  return ['unshare', '-m', 'sh', '-c', script, 'sh'];
}
