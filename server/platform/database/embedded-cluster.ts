import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StartupError } from '../startup-error.ts';
import type { Binaries } from './embedded-binaries.ts';
import { type Launcher, launch } from './embedded-launcher.ts';

const run = promisify(execFile);

/** The superuser of the built-in PostgreSQL, who owns the database and runs the migrations. */
export const ownerName = 'midline_owner';

const unfinishedPrefix = 'cluster.unfinished-';

/** Refuses a data folder that this PostgreSQL can't read, before anything is done to it. */
export async function checkClusterVersion(directory: string, major: number): Promise<void> {
  const cluster = join(directory, 'cluster');
  if (!existsSync(cluster)) return;
  const found = Number.parseInt(await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => ''), 10);
  if (found === major) return;
  if (Number.isNaN(found)) {
    throw new StartupError(
      'data-folder-damaged',
      `${cluster} holds no PostgreSQL database (PG_VERSION is missing or unreadable). Restore the folder from a backup, or set DATA_DIR to another folder.`,
    );
  }
  const advice =
    found > major
      ? 'Update Midline to a version with that PostgreSQL'
      : 'Make a backup with the Midline that wrote it and restore it into a new folder';
  throw new StartupError(
    found > major ? 'data-folder-of-newer-postgres' : 'data-folder-of-older-postgres',
    `${cluster} was written by PostgreSQL ${found}, and this Midline brings PostgreSQL ${major}. ${advice}, or set DATA_DIR to another folder.`,
  );
}

/** Makes the database files where there are none, all or nothing, and returns the superuser's password. */
export async function prepareCluster(directory: string, binaries: Binaries, launcher: Launcher): Promise<string> {
  const cluster = join(directory, 'cluster');
  const passwordFile = join(directory, 'superuser-password');
  if (existsSync(cluster)) return await readPassword(passwordFile);

  for (const name of await readdir(directory)) {
    if (name.startsWith(unfinishedPrefix)) await rm(join(directory, name), { recursive: true, maxRetries: 5 });
  }
  const unfinished = await mkdtemp(join(directory, unfinishedPrefix));
  const password = randomBytes(24).toString('base64url');
  await writeSafely(passwordFile, password);
  if (launcher.owner) {
    await chown(unfinished, launcher.owner.uid, launcher.owner.gid);
    await chown(passwordFile, launcher.owner.uid, launcher.owner.gid);
  }
  await initdb(unfinished, passwordFile, binaries, launcher);
  await rename(unfinished, cluster);
  await syncFolder(directory);
  return password;
}

async function initdb(folder: string, pwfile: string, binaries: Binaries, launcher: Launcher): Promise<void> {
  const options = ['-D', folder, '-U', ownerName, '-A', 'scram-sha-256', `--pwfile=${pwfile}`, '-E', 'UTF8'];
  // "und" is the root collation: names sort the same sensible way for every language, on every machine.
  const order = ['--locale=C', '--locale-provider=icu', '--icu-locale=und', '--data-checksums'];
  const [command, args] = launch(launcher, join(binaries.bin, 'initdb'), [...options, ...order]);
  try {
    await run(command, args, { cwd: folder, env: programEnvironment() });
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw clusterFailure(folder, stderr?.trim() || message, error);
  }
}

/** What PostgreSQL's own words about a failed start mean for the person in front of it. */
export function clusterFailure(folder: string, words: string, cause?: unknown): StartupError {
  if (/No space left on device/.test(words)) {
    return new StartupError('disk-full', `The disk that holds ${folder} is full. Make room there and start again.`, {
      cause,
    });
  }
  const line = words.split('\n').findLast((each) => /FATAL|PANIC|error:/.test(each)) ?? words.split('\n').at(-1);
  return new StartupError(
    'database-did-not-start',
    `The built-in PostgreSQL did not start on ${folder}. It said: ${line?.replace(/^.*?(FATAL|PANIC|error):\s*/, '')}`,
    { cause },
  );
}

/** The environment of PostgreSQL's programs: nothing of ours that would change what they do (PGDATA, LANG …). */
export function programEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
}

async function readPassword(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    throw new StartupError(
      'database-password-missing',
      `${path} is missing or can't be read, and the database beside it can't be opened without it. Restore that file from a backup.`,
      { cause: error },
    );
  }
}

async function writeSafely(path: string, text: string): Promise<void> {
  await rm(path, { force: true });
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
