import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Does the work while no other process that asks for the same lock does; waits for its turn. A process that died with
 * the lock loses it.
 */
export async function whileAlone(lock, work, notify = console.error) {
  mkdirSync(dirname(lock), { recursive: true });
  const draft = `${lock}.${randomUUID()}`;
  writeFileSync(draft, String(process.pid));
  let told = false;
  try {
    while (!linked(draft, lock)) {
      const holder = read(lock);
      if (holder === undefined) continue;
      if (isAlive(Number(holder))) {
        if (!told) notify(`Waiting for process ${holder}, which is preparing this folder (its lock is ${lock}).`);
        told = true;
        await delay(100);
      } else {
        clearAway(lock, holder, `${draft}.dead`);
      }
    }
  } finally {
    rmSync(draft, { force: true });
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function linked(draft, lock) {
  try {
    linkSync(draft, lock);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function read(lock) {
  try {
    return readFileSync(lock, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code !== 'ESRCH';
  }
}

/** Puts the lock back if a living process had taken it since it was judged. */
function clearAway(lock, judged, aside) {
  try {
    renameSync(lock, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  if (readFileSync(aside, 'utf8') !== judged) linked(aside, lock);
  rmSync(aside, { force: true });
}
