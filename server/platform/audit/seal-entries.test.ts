import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { newId } from '../ids.ts';
import { sealEntries } from './seal-entries.ts';
import { type LogWorld, makeLogWorld } from './testing/log-world.ts';

let log: LogWorld;

beforeAll(async () => {
  log = await makeLogWorld(inject('postgresUrl'));
});
afterAll(() => log?.stop());
beforeEach(() => log.empty());

describe('sealing', () => {
  test('chains everything that was written, and the chain holds', async () => {
    await log.write(5);
    expect(await log.verify()).toMatchObject({ entries: 0, unsealed: 5, firstBroken: null });
    expect(await log.seal()).toBe(5);
    await log.write(3);
    expect(await log.verify()).toMatchObject({ entries: 5, unsealed: 3, firstBroken: null });
    expect(await log.seal(2)).toBe(2);
    expect(await log.seal(2)).toBe(1);
    expect(await log.seal()).toBe(0);
    expect(await log.verify()).toMatchObject({ entries: 8, unsealed: 0, firstBroken: null });
  });

  test('an entry that commits late, behind newer ones, is sealed all the same', async () => {
    const late = new pg.Client({ connectionString: log.world.databaseUrl, options: '-c search_path=midline' });
    await late.connect();
    await late.query('begin');
    await late.query(
      `insert into audit_entries (id, at, permission, action, reads) values ($1, now(), 'public', 'late', false)`,
      [newId()],
    );
    await log.write(3, 'early');
    // The others don't wait for it.
    expect(await log.seal()).toBe(3);
    await log.write(2, 'between');
    expect(await log.seal()).toBe(2);
    await late.query('commit');
    await late.end();
    expect(await log.seal()).toBe(1);
    expect(await log.verify()).toMatchObject({ entries: 6, unsealed: 0, firstBroken: null });
  });

  test('four processes sealing and three writing at once leave one unbroken chain', async () => {
    let writing = true;
    const writers = Promise.all(
      [1, 2, 3].map(async () => {
        for (let round = 0; round < 20; round += 1) await log.write(7);
      }),
    ).then(() => {
      writing = false;
    });
    const sealers = Promise.all(
      [1, 2, 3].map(async () => {
        while (writing) {
          await log.seal(25);
          expect((await log.verify()).firstBroken).toBeNull();
        }
      }),
    );
    await Promise.all([writers, sealers]);
    while ((await log.seal()) > 0);
    expect(await log.verify()).toMatchObject({ entries: 420, unsealed: 0, firstBroken: null });
  });

  test('after a restore into another PostgreSQL, whose transactions count anew, nothing is left unsealed', async () => {
    const numbers = (
      await log.superuser.query<{ now: string }>('select pg_snapshot_xmax(pg_current_snapshot())::text as now')
    ).rows[0]!;
    const elsewhere = String(BigInt(numbers.now) + 1_000_000_000n);
    await log.write(3);
    await log.tamper('update audit_entries set transaction = $1::xid8', [elsewhere]);
    // As the other PostgreSQL would have sealed them, with a number that is none here.
    const [head] = await log.world.app.platform.database.worker.transaction(async (tx) => {
      await sealEntries(tx);
      return tx.query<{ complete_before: string }>('select complete_before::text from audit_seals limit 1');
    });
    expect(BigInt(head!.complete_before)).toBeLessThan(BigInt(elsewhere));
    await log.tamper('update audit_seals set complete_before = $1::xid8', [elsewhere]);
    await log.write(2);
    expect(await log.seal()).toBe(2);
    await log.write(1);
    expect(await log.seal()).toBe(1);
    expect((await log.verify()).unsealed).toBe(0);
  });

  test('5 000 entries are sealed in one go within two seconds', async () => {
    await log.tamper(`insert into audit_entries (id, at, permission, action, reads, facts)
      select gen_random_uuid(), now(), 'members.see', 'listMembers', true, '{"changes":[]}' from generate_series(1, 5000)`);
    const began = performance.now();
    expect(await log.seal()).toBe(5000);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

describe('the log can’t be changed', () => {
  beforeEach(async () => {
    await log.write(2);
    await log.seal();
  });

  const attempts = ['audit_entries', 'audit_values', 'audit_seals'].flatMap((table) => [
    `update ${table} set ${table === 'audit_seals' ? 'digest = digest' : table === 'audit_values' ? 'sealed = sealed' : 'action = action'}`,
    `delete from ${table}`,
    `truncate ${table} cascade`,
  ]);

  test.each(attempts)('neither the application nor its jobs nor the owner may: %s', async (sql) => {
    const { app, worker: jobs } = log.world.app.platform.database;
    for (const pool of [app, jobs]) {
      const error = await pool
        .transaction((tx) => tx.query(sql))
        .then(
          () => undefined,
          (reason: { code: string }) => reason,
        );
      expect(error?.code).toBe('42501');
    }
    const owner = await log.superuser.query(sql).then(
      () => undefined,
      (reason: { code: string; message: string }) => reason,
    );
    expect(owner?.code).toBe('42501');
    expect((await log.verify()).entries).toBe(2);
  });

  test('a seal can’t be written by the application', async () => {
    const error = await log.world.app.platform.database.app
      .transaction((tx) =>
        tx.query(
          `insert into audit_seals (position, entry_id, digest, sealed_at, complete_before) values (99, $1, '\\x00', now(), '0')`,
          [newId()],
        ),
      )
      .then(
        () => undefined,
        (reason: { code: string }) => reason,
      );
    expect(error?.code).toBe('42501');
  });
});
