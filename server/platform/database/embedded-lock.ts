import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../startup-error.ts';

interface Holder {
  pid: number;
  started: string;
  released: boolean;
}

const lockName = /^server\.lock\.(\d+)$/;
const kept = 5;

// When root served somebody else's folder, they must be able to read afterwards that root is done.
const readable = { mode: 0o644 };

/**
 * Makes this process the only one on the data folder; the returned function lets go of it.
 *
 * Each holder has a number, one above the last. Making the next number's file succeeds for one contender only, and the
 * highest number never goes away: taking a dead holder's file away would let two contenders in, one of whom had judged
 * it a moment too early.
 */
export async function lockFolder(directory: string): Promise<() => Promise<void>> {
  const pathOf = (number: number) => join(directory, `server.lock.${number}`);
  const own: Holder = { pid: process.pid, started: startOf(process.pid) ?? '', released: false };
  const draft = join(directory, `server.lock.draft-${randomUUID()}`);
  await writeFile(draft, JSON.stringify(own), readable);
  try {
    for (;;) {
      const last = (await numbers(directory)).at(-1) ?? 0;
      const holder = parse(await readFile(pathOf(last), 'utf8').catch(whenGone));
      if (holder && isAlive(holder)) throw inUse(directory, holder.pid);
      if (!(await linked(draft, pathOf(last + 1)))) continue;
      const found = await numbers(directory);
      if (found.at(-1) !== last + 1) {
        await rm(pathOf(last + 1), { force: true });
        continue;
      }
      await Promise.all(found.slice(0, -kept).map((number) => rm(pathOf(number), { force: true })));
      return async () => {
        try {
          await writeFile(draft, JSON.stringify({ ...own, released: true }), readable);
          await rename(draft, pathOf(last + 1));
        } catch {
          // A full disk is no reason to fail on the way out: the end of this process releases the folder too.
        }
      };
    }
  } finally {
    await rm(draft, { force: true });
  }
}

async function numbers(directory: string): Promise<number[]> {
  const found = (await readdir(directory)).map((name) => Number(lockName.exec(name)?.[1] ?? 0));
  return found.filter((number) => number > 0).sort((a, b) => a - b);
}

async function linked(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function inUse(directory: string, pid: number): StartupError {
  return new StartupError(
    'data-folder-in-use',
    `Midline is already running on ${directory} as process ${pid}. Stop that process first, or set DATA_DIR to another folder.`,
  );
}

/** A process number alone isn't enough: after a restart of the machine it belongs to somebody else. */
function isAlive(holder: Holder): boolean {
  if (holder.released) return false;
  const started = startOf(holder.pid);
  return started !== undefined && started === holder.started;
}

function startOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      // The start is in ticks since the machine started, so it says nothing without knowing which start that was.
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[19]}`;
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

function parse(text: string | undefined): Holder | undefined {
  try {
    return text ? (JSON.parse(text) as Holder) : undefined;
  } catch {
    return undefined;
  }
}

function whenGone(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  throw error;
}
