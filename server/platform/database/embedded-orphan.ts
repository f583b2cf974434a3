import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { StartupError } from '../startup-error.ts';

/** What was found in the place of a PostgreSQL that an earlier server left behind. */
export interface Leftover {
  /** A living process that has nothing to do with PostgreSQL but bears the number in postmaster.pid. */
  strangerPid?: number;
}

/**
 * Ends the PostgreSQL that a killed server left running on this cluster. Only for the holder of the folder's lock:
 * then nobody uses that PostgreSQL any more. Never touches postmaster.pid, which is PostgreSQL's own safeguard.
 */
export async function endLeftover(cluster: string, log: { warn(message: string): void }): Promise<Leftover> {
  const pid = await postmasterPid(cluster);
  if (pid === undefined || !isRunning(pid)) return {};
  if (!isPostgresOf(pid, cluster)) return { strangerPid: pid };

  log.warn(`An earlier PostgreSQL (process ${pid}) is still running on ${cluster}; waiting for it to end`);
  for (const { signal, seconds } of [
    { signal: 'SIGINT', seconds: 30 },
    { signal: 'SIGQUIT', seconds: 10 },
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return {};
      break;
    }
    if (await endsWithin(pid, seconds)) return {};
  }
  throw new StartupError(
    'database-still-running',
    `Process ${pid}, an earlier PostgreSQL, is still running on ${cluster} and doesn't stop. End it and start again.`,
  );
}

async function postmasterPid(cluster: string): Promise<number | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return pid > 0 ? pid : undefined;
}

async function endsWithin(pid: number, seconds: number): Promise<boolean> {
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until) {
    if (!isRunning(pid)) return true;
    await delay(10);
  }
  return !isRunning(pid);
}

/** Whether the process exists and hasn't ended; one that only waits to be collected by its parent has. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
  if (process.platform !== 'linux') return true;
  try {
    return !/^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

function isPostgresOf(pid: number, cluster: string): boolean {
  try {
    if (process.platform === 'linux') {
      const [program = ''] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      return /(^|\/)postgres$/.test(program) && readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
    }
    const command = execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return command.includes('postgres') && command.includes(cluster);
  } catch {
    return false;
  }
}
