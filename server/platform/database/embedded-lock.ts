import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../startup-error.ts';

interface Holder {
  pid: number;
  started: string;
  id: string;
}

/** Makes this process the only one on the data folder; the returned function lets go of it. */
export async function lockFolder(directory: string): Promise<() => Promise<void>> {
  const path = join(directory, 'server.lock');
  const own: Holder = { pid: process.pid, started: startOf(process.pid) ?? '', id: randomUUID() };
  const draft = join(directory, `server.lock.${own.id}`);
  await writeFile(draft, JSON.stringify(own), { mode: 0o600 });
  try {
    while (!(await linked(draft, path))) {
      const text = await readFile(path, 'utf8').catch(whenGone);
      if (text === undefined) continue;
      const holder = parse(text);
      if (holder && isAlive(holder)) throw inUse(directory, holder.pid);
      await clearAway(path, text, join(directory, `server.lock.stale.${own.id}`));
    }
  } finally {
    await rm(draft, { force: true });
  }
  return async () => {
    const text = await readFile(path, 'utf8').catch(whenGone);
    if (text && parse(text)?.id === own.id) await rm(path, { force: true });
  };
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

/** Takes a dead process's lock away, and puts it back if somebody living had replaced it since it was read. */
async function clearAway(path: string, judged: string, aside: string): Promise<void> {
  try {
    await rename(path, aside);
  } catch (error) {
    return whenGone(error);
  }
  if ((await readFile(aside, 'utf8')) !== judged) await linked(aside, path);
  await rm(aside, { force: true });
}

function inUse(directory: string, pid: number): StartupError {
  return new StartupError(
    'data-folder-in-use',
    `Midline is already running on ${directory} as process ${pid}. Stop that process first, or set DATA_DIR to another folder.`,
  );
}

/** A process number alone isn't enough: after a restart of the machine it belongs to somebody else. */
function isAlive(holder: Holder): boolean {
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

function parse(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return undefined;
  }
}

function whenGone(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  throw error;
}
