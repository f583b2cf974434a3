import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { chown, readFile, rename } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Binaries } from './embedded-binaries.ts';
import { clusterFailure, programEnvironment } from './embedded-cluster.ts';
import { type Launcher, launch } from './embedded-launcher.ts';
import type { Leftover } from './embedded-orphan.ts';
import { embeddedSettings, type Settings, settingsAsArguments } from './embedded-settings.ts';

/** A PostgreSQL that accepts connections. */
export interface RunningPostgres {
  pid: number;
  port: number;
  /** Resolves when it has ended, for whatever reason. */
  ended: Promise<void>;
  /** Fast shutdown: open transactions are rolled back, everything committed is on disk when it resolves. */
  stop(): Promise<void>;
}

interface Plan {
  directory: string;
  binaries: Binaries;
  launcher: Launcher;
  leftover: Leftover;
  settings: Settings;
  log: { info(message: string): void };
}

/** Starts PostgreSQL on a prepared cluster and waits until it accepts connections. */
export async function runPostgres(plan: Plan): Promise<RunningPostgres> {
  const patientUntil = performance.now() + 30_000;
  for (let portsTried = 1; ; ) {
    const port = await freePort();
    const child = await spawnPostgres(plan, port);
    if (await becomesReady(plan, child)) return running(child, port);

    const words = await readFile(logPath(plan.directory), 'utf8');
    // Somebody else took the port in between.
    if (/could not bind|could not create any TCP\/IP sockets/.test(words) && portsTried < 5) portsTried += 1;
    // A killed PostgreSQL's own children still hold its memory for a moment.
    else if (/shared memory block .* is still in use/.test(words) && performance.now() < patientUntil) await delay(100);
    else throw clusterFailure(join(plan.directory, 'cluster'), words);
  }
}

async function spawnPostgres(plan: Plan, port: number): Promise<ChildProcess> {
  const settings = { ...embeddedSettings(port), ...plan.settings };
  const cluster = join(plan.directory, 'cluster');
  const program = join(plan.binaries.bin, 'postgres');
  const [command, args] = launch(plan.launcher, program, ['-D', cluster, ...settingsAsArguments(settings)]);
  const env = programEnvironment();
  // PostgreSQL takes any living process for its own predecessor. This tells it that this number is another's now (it
  // still checks that nobody uses the files).
  if (plan.leftover.strangerPid) env.PG_GRANDPARENT_PID = String(plan.leftover.strangerPid);

  const log = await openLog(plan);
  try {
    // Its own session: Ctrl-C in the terminal is for the server, which first lets its requests finish.
    const child = spawn(command, args, { cwd: cluster, env, detached: true, stdio: ['ignore', log, log] });
    child.once('error', (error) => plan.log.info(`PostgreSQL could not be started: ${error.message}`));
    return child;
  } finally {
    closeSync(log);
  }
}

const logPath = (directory: string) => join(directory, 'postgres.log');

/** A fresh log for each start; the one before is kept. */
async function openLog(plan: Plan): Promise<number> {
  const path = logPath(plan.directory);
  await rename(path, `${path}.before`).catch(() => {});
  const file = openSync(path, 'w', 0o600);
  if (plan.launcher.owner) await chown(path, plan.launcher.owner.uid, plan.launcher.owner.gid);
  return file;
}

/** False when it ended instead. Patient without end: after a power cut it may have much to recover. */
async function becomesReady(plan: Plan, child: ChildProcess): Promise<boolean> {
  const pidFile = join(plan.directory, 'cluster/postmaster.pid');
  const started = performance.now();
  let told = false;
  while (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const lines = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n');
    if (lines[0] === String(child.pid) && lines[7]?.trim() === 'ready') return true;
    if (!told && performance.now() - started > 5000) {
      told = true;
      plan.log.info('PostgreSQL is still starting; it may be recovering from a sudden stop');
    }
    await delay(5);
  }
  return false;
}

function running(child: ChildProcess, port: number): RunningPostgres {
  const ended = new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    child.once('exit', () => resolve());
  });
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    child.kill('SIGINT');
    // Rather an abrupt stop, from which it recovers, than a server that never ends.
    const lastResort = setTimeout(() => child.kill('SIGQUIT'), 60_000);
    await ended;
    clearTimeout(lastResort);
  };
  return {
    pid: child.pid ?? 0,
    port,
    ended,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
