import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { makeWorld, type World } from '../../testing/world.ts';
import { verifyAudit } from '../../verify-audit.ts';
import { newId } from '../ids.ts';
import { headKeeper, headsFile } from './heads.ts';
import { record } from './record.ts';
import { sealEntries } from './seal-entries.ts';

let world: World;
let superuser: pg.Client;
let file: string;

beforeAll(async () => {
  world = await makeWorld(inject('postgresUrl'), { idle: true });
  file = headsFile(world.app.platform.config.dataDir);
  superuser = new pg.Client({
    connectionString: world.databaseUrl,
    options: '-c search_path=midline -c session_replication_role=replica',
  });
  await superuser.connect();
});
afterAll(async () => {
  await superuser?.end();
  await world?.stop();
});
beforeEach(async () => {
  await superuser.query('delete from audit_values; delete from audit_seals; delete from audit_entries');
  await rm(file, { force: true });
});

const worker = () => world.app.platform.database.worker;
const keeper = () =>
  headKeeper({ file, secret: world.app.platform.secret, clock: world.clock, log: world.app.platform.log });
const verify = () => verifyAudit(world.databaseUrl, file, world.app.platform.secret);
const lines = async () => (await readFile(file, 'utf8').catch(() => '')).split('\n').filter(Boolean);

async function write(count: number): Promise<void> {
  await worker().transaction(async (tx) => {
    for (let index = 0; index < count; index += 1) {
      await record(tx, world.app.platform.secret, {
        action: 'editGroup',
        permission: 'group.edit',
        reads: false,
        accountId: newId(),
        sessionId: null,
        position: 'group_manager',
        address: '',
      });
    }
  });
  await worker().transaction((tx) => sealEntries(tx));
}

test('the head is noted at most once a minute, and only when it moved', async () => {
  const note = keeper();
  await worker().transaction(note);
  expect(await lines()).toHaveLength(0);
  await write(2);
  await worker().transaction(note);
  await write(2);
  await worker().transaction(note);
  expect(await lines()).toHaveLength(1);
  world.clock.pass({ minutes: 2 });
  await worker().transaction(note);
  expect(await lines()).toHaveLength(2);
  world.clock.pass({ minutes: 2 });
  await worker().transaction(note);
  expect(await lines()).toHaveLength(2);
  expect(await verify()).toMatchObject({
    intact: true,
    chain: { entries: 4, unsealed: 0 },
    heads: { compared: 2, missing: null },
  });
});

test('a tail that was cut off is found, although the chain that is left holds', async () => {
  await write(5);
  await worker().transaction(keeper());
  await superuser.query(
    'with gone as (delete from audit_seals where position > 3 returning entry_id) delete from audit_entries where id in (select entry_id from gone)',
  );
  const verdict = await verify();
  expect(verdict.chain.firstBroken).toBeNull();
  expect(verdict).toMatchObject({ intact: false, heads: { missing: { position: 5n } } });
});

test('seals that were taken away are found, although the entries are still there', async () => {
  await write(5);
  await worker().transaction(keeper());
  await superuser.query('delete from audit_seals where position > 2');
  expect(await verify()).toMatchObject({
    intact: false,
    chain: { entries: 2, unsealed: 3, firstBroken: null },
    heads: { missing: { position: 5n } },
  });
});

test('entries that were edited and sealed anew are found', async () => {
  await write(5);
  await worker().transaction(keeper());
  await superuser.query('delete from audit_seals where position > 2');
  await superuser.query(
    `update audit_entries set action = 'nothing', transaction = pg_current_xact_id() where id not in (select entry_id from audit_seals)`,
  );
  await worker().transaction((tx) => sealEntries(tx));
  const verdict = await verify();
  expect(verdict.chain).toMatchObject({ entries: 5, firstBroken: null });
  expect(verdict).toMatchObject({ intact: false, heads: { missing: { position: 5n } } });
});

test('a log that was emptied is found', async () => {
  await write(3);
  await worker().transaction(keeper());
  await superuser.query('delete from audit_seals; delete from audit_entries');
  expect(await verify()).toMatchObject({ intact: false, chain: { entries: 0 }, heads: { missing: { position: 3n } } });
});

test('a line that this instance didn’t write, or that was changed, is reported', async () => {
  await write(3);
  await worker().transaction(keeper());
  const [line] = await lines();
  await writeFile(file, `${line!.replace(/^2/, '1')}\n`);
  expect(await verify()).toMatchObject({ intact: false, heads: { damaged: 1 } });
  await writeFile(file, `${line}\n`);
  await appendFile(file, 'garbage\n');
  expect(await verify()).toMatchObject({ intact: false, heads: { damaged: 1, compared: 1 } });
});

test('a folder that can’t be written to doesn’t stop the sealing', async () => {
  const note = headKeeper({
    file: '/dev/null/audit-heads.log',
    secret: world.app.platform.secret,
    clock: world.clock,
    log: { ...world.app.platform.log, warn: () => undefined } as never,
  });
  await write(1);
  await worker().transaction(note);
  expect(await verify()).toMatchObject({ intact: true, chain: { entries: 1 } });
});
