import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, endProgram, spawnProgram, startProgram, temporaryFolder, usedFolder } from '#testing/embedded-process.ts';
import { startEmbeddedPostgres } from './embedded.ts';
import { installedBinaries } from './embedded-binaries.ts';
import { findLauncher, launch } from './embedded-launcher.ts';
import { settingsAsArguments } from './embedded-settings.ts';

const log = { info: () => {}, warn: () => {} };
let used: Awaited<ReturnType<typeof usedFolder>>;

beforeAll(async () => {
  used = await usedFolder();
});
afterAll(async () => await used[Symbol.asyncDispose]());
const onLinux = process.platform === 'linux';

test.runIf(onLinux)('a PostgreSQL ends with its server when that is killed', async () => {
  await using folder = await used.copy();
  const server = await startProgram([folder.path]);
  server.child.kill('SIGKILL');
  await server.exited;
  await expect.poll(() => isRunning(server.answer.pid), { timeout: 10_000, interval: 20 }).toBe(false);
});

test('a server started right after a kill has everything that was committed', async () => {
  await using folder = await used.copy();
  const first = await startProgram([folder.path]);
  await ask(first.answer.ownerUrl, 'create table kept as select generate_series(1, 1000) as number');
  first.child.kill('SIGKILL');
  const second = await startProgram([folder.path]);
  expect(await ask(second.answer.ownerUrl, 'select count(*)::int as kept from kept')).toEqual([{ kept: 1000 }]);
  expect(second.answer.pid).not.toBe(first.answer.pid);
  await endProgram(second);
});

test('a PostgreSQL left running without a server is ended, not shared and not a reason to fail', async () => {
  await using folder = await used.copy();
  const first = await startEmbeddedPostgres({ directory: folder.path, log });
  await ask(first.ownerUrl, 'create table kept as select 1 as number');
  await first.stop();
  const leftover = await startLeftover(folder.path);
  const second = await startEmbeddedPostgres({ directory: folder.path, log });
  expect(leftover.exitCode ?? leftover.signalCode).not.toBeNull();
  expect(await ask(second.ownerUrl, 'select number from kept')).toEqual([{ number: 1 }]);
  await second.stop();
});

test('a killed PostgreSQL is noticed, and the next start recovers what was committed', async () => {
  await using folder = await used.copy();
  const first = await startEmbeddedPostgres({ directory: folder.path, log });
  await ask(first.ownerUrl, 'create table kept as select 1 as number');
  process.kill(first.pid, 'SIGKILL');
  await first.ended;
  await first.stop();
  const second = await startEmbeddedPostgres({ directory: folder.path, log });
  expect(await ask(second.ownerUrl, 'select number from kept')).toEqual([{ number: 1 }]);
  await second.stop();
});

test('after a power cut another program may bear the number in postmaster.pid', async () => {
  await using folder = await used.copy();
  const first = await startEmbeddedPostgres({ directory: folder.path, log });
  process.kill(first.pid, 'SIGKILL');
  await first.ended;
  await first.stop();
  const pidFile = join(folder.path, 'cluster/postmaster.pid');
  const stranger = spawn('sleep', ['60']);
  await writeFile(pidFile, (await readFile(pidFile, 'utf8')).replace(/^\d+/, String(stranger.pid)));
  const second = await startEmbeddedPostgres({ directory: folder.path, log });
  expect(await ask(second.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  await second.stop();
  stranger.kill();
});

test('a first start that is killed at any moment is made good by the next', async () => {
  await using folder = await temporaryFolder();
  for (const milliseconds of [200, 350, 500]) {
    const interrupted = spawnProgram([folder.path]);
    await delay(milliseconds);
    interrupted.kill('SIGKILL');
  }
  const server = await startProgram([folder.path]);
  expect(await ask(server.answer.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect((await readdir(folder.path)).filter((name) => name.startsWith('cluster'))).toEqual(['cluster']);
  await endProgram(server);
});

/** A PostgreSQL on the folder's cluster that doesn't end with us. */
async function startLeftover(directory: string): Promise<ChildProcess> {
  const cluster = join(directory, 'cluster');
  const { bin } = installedBinaries();
  const launcher = await findLauncher(bin, directory);
  const settings = { port: String(await somePort()), unix_socket_directories: '' };
  const args = ['-D', cluster, ...settingsAsArguments(settings)];
  const [command, rest] = launch(launcher, join(bin, 'postgres'), args);
  const child = spawn(command, rest, { stdio: 'ignore', env: { PATH: process.env.PATH, LC_ALL: 'C' } });
  const pidFile = join(cluster, 'postmaster.pid');
  const ready = () => existsSync(pidFile) && readFileSync(pidFile, 'utf8').includes('ready');
  await expect.poll(ready, { timeout: 10_000, interval: 20 }).toBe(true);
  return child;
}

async function somePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function isRunning(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
