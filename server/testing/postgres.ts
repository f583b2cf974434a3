import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '#platform/database/embedded.ts';
import { type Binaries, installedBinaries, oldestBinaries } from '#platform/database/embedded-binaries.ts';

/** A PostgreSQL of its own for tests, in a temporary folder that stop() removes. */
export interface TestPostgres {
  /** The database `midline`, as its owner. */
  ownerUrl: string;
  version: string;
  stop(): Promise<void>;
}

/** Starts a PostgreSQL 18 for tests. */
export function startTestPostgres(): Promise<TestPostgres> {
  return startTemporary(installedBinaries());
}

/** Starts a PostgreSQL 15, the oldest that Midline supports; undefined where its programs aren't available. */
export async function startPostgres15(): Promise<TestPostgres | undefined> {
  const binaries = oldestBinaries();
  return binaries && (await startTemporary(binaries));
}

/** Makes an empty database on a test's PostgreSQL, or a copy of another that nobody is connected to. */
export async function createTestDatabase(
  ownerUrl: string,
  template = 'template1',
): Promise<{ url: string; name: string; drop(): Promise<void> }> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asOwner(ownerUrl, `create database ${name} template ${template}`);
  const url = new URL(ownerUrl);
  url.pathname = `/${name}`;
  return { url: url.href, name, drop: () => asOwner(ownerUrl, `drop database if exists ${name} with (force)`) };
}

async function asOwner(ownerUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

const folderPrefix = 'midline-test-postgres-';

/** Removes what test runs left behind that were killed. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(new RegExp(`^${folderPrefix}(\\d+)-`).exec(name)?.[1] ?? 0);
    if (pid > 0 && !isRunning(pid)) await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => {});
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

async function startTemporary(binaries: Binaries): Promise<TestPostgres> {
  await removeLeftovers();
  const directory = await mkdtemp(join(tmpdir(), `${folderPrefix}${process.pid}-`));
  const removeFolder = () => rm(directory, { recursive: true, force: true });
  try {
    const postgres = await startEmbeddedPostgres({
      directory,
      binaries,
      log: { info: () => {}, warn: () => {} },
      // Without fsync a test gets the same answers sooner; only a power cut could tell. Many test files connect at once.
      settings: { fsync: 'off', full_page_writes: 'off', max_connections: '200' },
    });
    return {
      ownerUrl: postgres.ownerUrl,
      version: postgres.version,
      stop: async () => {
        await postgres.stop();
        await removeFolder();
      },
    };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}
