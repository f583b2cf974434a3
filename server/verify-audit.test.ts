import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { editProfile, viewMe } from '#contract/identity.ts';
import { sealEntries } from '#platform/audit/seal-entries.ts';
import { makeWorld, type World } from './testing/world.ts';

let world: World;

beforeAll(async () => {
  world = await makeWorld(inject('postgresUrl'), { idle: true });
  const browser = await world.as(await world.person());
  await browser.call(viewMe, {});
  for (const firstName of ['Ann', 'Bea', 'Cleo']) await browser.call(editProfile, { body: { firstName } });
  await world.app.platform.database.worker.transaction((tx) => sealEntries(tx));
});
afterAll(() => world?.stop());

/** `npm run audit:verify`, without npm. */
function run(env: Record<string, string>): Promise<{ code: number; output: string }> {
  const program = fileURLToPath(new URL('./verify-audit.ts', import.meta.url));
  const dataDir = world.app.platform.config.dataDir;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [program],
      { env: { ...process.env, DATA_DIR: dataDir, ...env } },
      (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr });
      },
    );
  });
}

const secret = 'x'.repeat(40);

test('says that the log is intact', async () => {
  const { code, output } = await run({ DATABASE_URL: world.databaseUrl, SECRET: secret });
  expect(output).toContain('3 entries hold');
  expect(output).toContain('The audit log is intact.');
  expect(code).toBe(0);
});

test('ends with 1 and names the place where something was changed', async () => {
  const superuser = new pg.Client({
    connectionString: world.databaseUrl,
    options: '-c search_path=midline -c session_replication_role=replica',
  });
  await superuser.connect();
  await superuser.query(
    `update audit_entries set account_id = null where id = (select entry_id from audit_seals where position = 2)`,
  );
  await superuser.end();
  const { code, output } = await run({ DATABASE_URL: world.databaseUrl, SECRET: secret });
  expect(output).toContain('breaks at position 2');
  expect(output).toContain('NOT intact');
  expect(code).toBe(1);
});

test('ends with 2 and says what to set where it can’t look', async () => {
  const { code, output } = await run({ DATABASE_URL: world.databaseUrl });
  expect(output).toContain('Set SECRET');
  expect(code).toBe(2);
});
