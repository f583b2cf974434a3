import pg from 'pg';
import type { Secret } from '../secret.ts';
import { StartupError } from '../startup-error.ts';

export type RoleUrls = { app: string; worker: string };

/**
 * Makes what is missing of the group roles that migrations grant to, and of this database's login roles: one for web requests (member
 * of midline_app), one for jobs (acts as midline_worker). Their passwords come from the secret.
 */
export async function makeRoles(owner: pg.Client, ownerUrl: string, secret: Secret): Promise<RoleUrls> {
  const { rows } = await owner.query<{ name: string }>('select current_database() as name');
  const database = rows[0]!.name;
  for (const role of ['midline_app', 'midline_worker']) {
    await makeRole(owner, role, 'nologin');
    await owner.query(`grant ${role} to current_user`);
  }
  const urls: Record<string, string> = {};
  for (const kind of ['app', 'worker'] as const) {
    const name = `${database.slice(0, 50)}_${kind}_login`;
    const password = secret.key(`database role ${name}`).toString('base64url');
    const role = owner.escapeIdentifier(name);
    const secretly = `password ${owner.escapeLiteral(password)}`;
    await makeRole(owner, role, `login nosuperuser nocreatedb nocreaterole nobypassrls ${secretly}`);
    await owner.query(`grant connect on database ${owner.escapeIdentifier(database)} to ${role}`);
    urls[kind] = withLogin(ownerUrl, name, password);
    if (!(await fits(urls[kind], name))) {
      // A dropped database leaves its roles behind; one in use was made with another secret, which its data needs.
      if (await isInUse(owner)) throw secretDiffers();
      await owner.query(`alter role ${role} ${secretly}`);
    }
    await owner.query(`grant midline_${kind} to ${role}`);
    const inDatabase = `alter role ${role} in database ${owner.escapeIdentifier(database)}`;
    await owner.query(`${inDatabase} set search_path = midline, pg_catalog`);
    if (kind === 'worker') await owner.query(`${inDatabase} set role = midline_worker`);
  }
  return urls as RoleUrls;
}

/** In one statement with its password: there is no moment at which it exists without. */
async function makeRole(owner: pg.Client, role: string, options: string): Promise<void> {
  await owner.query(`do $$ begin
    create role ${role} ${options};
  exception when duplicate_object or unique_violation then null; end $$`);
}

/** Whether the password is the role's. */
async function fits(url: string, name: string): Promise<boolean> {
  const login = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await login.connect();
    return true;
  } catch (error) {
    const { code, message } = error as pg.DatabaseError;
    if (code === '28P01') return false;
    throw new StartupError(
      'database_login_refused',
      `The database doesn't let in the role ${name}, which Midline made for itself: ${message}. Allow it in pg_hba.conf, with scram-sha-256.`,
      { cause: error },
    );
  } finally {
    await login.end().catch(() => undefined);
  }
}

async function isInUse(owner: pg.Client): Promise<boolean> {
  const { rows } = await owner.query<{ used: boolean }>(`select to_regclass('midline.migrations') is not null as used`);
  return rows[0]!.used;
}

function secretDiffers(): StartupError {
  return new StartupError(
    'secret_differs',
    `The secret isn't the one that this database was made with; what is encrypted in it couldn't be read. Set SECRET, or restore the file "secret" in DATA_DIR, from your backup.`,
  );
}

function withLogin(url: string, user: string, password: string): string {
  const other = new URL(url);
  other.username = encodeURIComponent(user);
  other.password = encodeURIComponent(password);
  return other.href;
}
