import { join, resolve } from 'node:path';
import pg from 'pg';
import { StartupError } from '../startup-error.ts';
import { type Binaries, installedBinaries } from './embedded-binaries.ts';
import { checkClusterVersion, ownerName, prepareCluster } from './embedded-cluster.ts';
import { folderFailure, prepareFolder } from './embedded-folder.ts';
import { findLauncher } from './embedded-launcher.ts';
import { lockFolder } from './embedded-lock.ts';
import { endLeftover } from './embedded-orphan.ts';
import { runPostgres } from './embedded-process.ts';
import type { Settings } from './embedded-settings.ts';

/** What the built-in PostgreSQL needs to know. */
export interface EmbeddedOptions {
  /** Its own folder: the database files, their password, the lock and PostgreSQL's log. */
  directory: string;
  log: { info(message: string): void; warn(message: string): void };
  /** Another PostgreSQL than the installed one, and settings over ours: for tests. */
  binaries?: Binaries;
  settings?: Settings;
}

/** The built-in PostgreSQL while it runs. */
export interface EmbeddedPostgres {
  /** The address of the database `midline`, as its owner. */
  ownerUrl: string;
  version: string;
  pid: number;
  /** Resolves when PostgreSQL has ended: after stop(), or because it crashed or was killed. */
  ended: Promise<void>;
  /** Fast shutdown, then lets go of the folder. Drain requests and close pools first. */
  stop(): Promise<void>;
}

/**
 * Starts the built-in PostgreSQL on a folder that it makes when needed. It ends with this process, however that dies.
 * Throws a StartupError that says what to do.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const directory = resolve(options.directory);
  const binaries = options.binaries ?? installedBinaries();
  let unlock: (() => Promise<void>) | undefined;
  try {
    await prepareFolder(directory);
    unlock = await lockFolder(directory);
    return await start({ ...options, directory, binaries }, unlock);
  } catch (error) {
    await unlock?.();
    throw folderFailure(directory, error);
  }
}

async function start(
  options: EmbeddedOptions & { binaries: Binaries },
  unlock: () => Promise<void>,
): Promise<EmbeddedPostgres> {
  const { directory, binaries, log, settings = {} } = options;
  const cluster = join(directory, 'cluster');
  await checkClusterVersion(directory, binaries.major);
  const leftover = await endLeftover(cluster, log);
  const launcher = await findLauncher(binaries.bin, directory);
  const password = await prepareCluster(directory, binaries, launcher);
  const postgres = await runPostgres({ directory, binaries, launcher, leftover, settings, log });
  const addressOf = (database: string) => `postgres://${ownerName}:${password}@127.0.0.1:${postgres.port}/${database}`;
  try {
    let stopped: Promise<void> | undefined;
    const version = await ensureDatabase(addressOf('postgres'), directory);
    return {
      ownerUrl: addressOf('midline'),
      version,
      pid: postgres.pid,
      ended: postgres.ended,
      stop: () => {
        stopped ??= postgres.stop().then(unlock);
        return stopped;
      },
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

/** Creates the database `midline` when it is missing and returns PostgreSQL's version. */
async function ensureDatabase(address: string, directory: string): Promise<string> {
  const client = new pg.Client({ connectionString: address });
  try {
    await client.connect();
    const found = await client.query("select from pg_database where datname = 'midline'");
    if (found.rowCount === 0) await client.query('create database midline');
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return rows[0]?.server_version ?? '';
  } catch (error) {
    if ((error as { code?: string }).code !== '28P01') throw error;
    throw new StartupError(
      'database-password-wrong',
      `The password in ${join(directory, 'superuser-password')} doesn't belong to the database beside it. Restore that file from a backup.`,
      { cause: error },
    );
  } finally {
    await client.end().catch(() => {});
  }
}
