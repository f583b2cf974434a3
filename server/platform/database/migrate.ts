import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import type { Secret } from '../secret.ts';
import { StartupError } from '../startup-error.ts';
import { makeRoles, type RoleUrls } from './login-roles.ts';

const folder = new URL('../../migrations/', import.meta.url);

export type { RoleUrls };

/**
 * Brings a database to the newest version and makes the login roles: one for web requests (member of midline_app), one for jobs
 * (acts as midline_worker). `ownerUrl` signs in as a role that owns the database and may create roles. Refuses a database
 * that a newer Midline has migrated. Several processes may call it at once.
 */
export async function migrate(ownerUrl: string, secret: Secret): Promise<RoleUrls> {
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'midline-migrate' });
  await owner.connect().catch((error: Error) => {
    throw new StartupError(
      'database_unreachable',
      `The database can't be reached: ${error.message}. Check DATABASE_URL.`,
    );
  });
  try {
    await refuseOldServer(owner);
    await owner.query(`select pg_advisory_lock(hashtext('midline-migrate'))`);
    const urls = await makeRoles(owner, ownerUrl, secret);
    await migrateJobs(ownerUrl);
    await applyMigrations(owner);
    return urls;
  } catch (error) {
    throw rightsFailure(error);
  } finally {
    await owner.end();
  }
}

/** What a role that may too little has to be given. */
function rightsFailure(error: unknown): unknown {
  const { code, message } = error as pg.DatabaseError;
  if (code !== '42501') return error;
  return new StartupError(
    'database_rights_missing',
    `The role in DATABASE_URL may too little (${message}). It must own the database and have CREATEROLE; where another role made midline_app and midline_worker on this server, give them to it: "grant midline_app, midline_worker to ROLE with admin option".`,
    { cause: error },
  );
}

async function refuseOldServer(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  );
  if ((rows[0]?.version ?? 0) < 150000) {
    throw new StartupError(
      'database_too_old',
      'Midline needs PostgreSQL 15 or later. Upgrade the server that DATABASE_URL names.',
    );
  }
}

/** The job queue's tables belong to midline_worker, so that the queue runs without the owner. */
async function migrateJobs(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ name: string }>('select current_database() as name');
  await owner.query(`grant create on database ${owner.escapeIdentifier(rows[0]!.name)} to midline_worker`);
  await owner.end();
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2, options: '-c role=midline_worker' });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    await runMigrations({ pgPool: pool });
  } finally {
    await pool.end();
  }
}

async function applyMigrations(owner: pg.Client): Promise<void> {
  await owner.query('create schema if not exists midline');
  await owner.query(`create table if not exists midline.migrations (
    number integer primary key, name text not null, digest text not null, applied_at timestamptz not null default now())`);
  const { rows } = await owner.query<{ number: number; name: string; digest: string }>(
    'select number, name, digest from midline.migrations order by number',
  );
  const files = (await readdir(folder)).filter((name) => /^\d{4}-.*\.sql$/.test(name)).sort();
  const newest = files.length;
  if (rows.length > newest) {
    throw new StartupError(
      'database_newer',
      `The database was made by a newer Midline (version ${rows.length} of its tables; this one knows ${newest}). Start the newer Midline, or restore a backup made before the upgrade.`,
    );
  }
  for (const [index, name] of files.entries()) {
    const sql = await readFile(new URL(name, folder), 'utf8');
    const digest = createHash('sha256').update(sql).digest('hex');
    const applied = rows[index];
    if (applied) {
      if (applied.digest !== digest) {
        throw new StartupError(
          'migration_changed',
          `The migration ${name} differs from the one that made this database (${applied.name}). Restore the released file.`,
        );
      }
      continue;
    }
    await owner.query('begin');
    try {
      await owner.query(sql);
      await owner.query('insert into midline.migrations (number, name, digest) values ($1, $2, $3)', [
        index + 1,
        name,
        digest,
      ]);
      await owner.query('commit');
    } catch (error) {
      await owner.query('rollback');
      throw error;
    }
  }
}
