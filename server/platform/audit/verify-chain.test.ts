import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { makeWorld, type World } from '../../testing/world.ts';
import { newId } from '../ids.ts';
import { record } from './record.ts';
import { sealEntries } from './seal-entries.ts';
import { type Verdict, verifyChain } from './verify-chain.ts';

let world: World;
let superuser: pg.Client;

beforeAll(async () => {
  world = await makeWorld(inject('postgresUrl'), { idle: true });
  superuser = new pg.Client({ connectionString: world.databaseUrl, options: '-c search_path=midline' });
  await superuser.connect();
});
afterAll(async () => {
  await superuser?.end();
  await world?.stop();
});
beforeEach(async () => {
  await superuser.query('set session_replication_role = replica');
  await superuser.query('delete from audit_values; delete from audit_seals; delete from audit_entries');
  await superuser.query('set session_replication_role = origin');
});

const worker = () => world.app.platform.database.worker;
const verify = (): Promise<Verdict> => worker().transaction(verifyChain);
const seal = (most?: number): Promise<number> => worker().transaction((tx) => sealEntries(tx, most));

function write(count = 1, action = 'editPractice'): Promise<void> {
  return worker().transaction(async (tx) => {
    for (let index = 0; index < count; index += 1) {
      await record(tx, world.app.platform.secret, {
        action,
        permission: 'practice_information.edit',
        reads: false,
        accountId: newId(),
        sessionId: newId(),
        position: 'owner_manager_admin',
        address: '192.0.2.1',
        organisationId: newId(),
        groupId: newId(),
        subject: { kind: 'member', id: newId() },
        changes: [
          { field: 'role', before: 'practitioner', after: 'owner_manager' },
          { field: 'firstName', before: 'Ann', after: 'Anna', personal: true },
        ],
      });
    }
  });
}

/** As an intruder who holds the database's superuser and switches its guards off. */
async function tamper(sql: string, values: unknown[] = []): Promise<number> {
  await superuser.query('set session_replication_role = replica');
  try {
    return (await superuser.query(sql, values)).rowCount ?? 0;
  } finally {
    await superuser.query('set session_replication_role = origin');
  }
}

describe('sealing', () => {
  test('chains everything that was written, and the chain holds', async () => {
    await write(5);
    expect(await verify()).toMatchObject({ entries: 0, unsealed: 5, firstBroken: null });
    expect(await seal()).toBe(5);
    await write(3);
    expect(await verify()).toMatchObject({ entries: 5, unsealed: 3, firstBroken: null });
    expect(await seal(2)).toBe(2);
    expect(await seal(2)).toBe(1);
    expect(await seal()).toBe(0);
    expect(await verify()).toMatchObject({ entries: 8, unsealed: 0, firstBroken: null });
  });

  test('an entry that commits late, behind newer ones, is sealed all the same', async () => {
    const late = new pg.Client({ connectionString: world.databaseUrl, options: '-c search_path=midline' });
    await late.connect();
    await late.query('begin');
    await late.query(
      `insert into audit_entries (id, at, permission, action, reads) values ($1, now(), 'public', 'late', false)`,
      [newId()],
    );
    await write(3, 'early');
    // The others don't wait for it.
    expect(await seal()).toBe(3);
    await write(2, 'between');
    expect(await seal()).toBe(2);
    await late.query('commit');
    await late.end();
    expect(await seal()).toBe(1);
    expect(await verify()).toMatchObject({ entries: 6, unsealed: 0, firstBroken: null });
  });

  test('four processes sealing and three writing at once leave one unbroken chain', async () => {
    let writing = true;
    const writers = Promise.all(
      [1, 2, 3].map(async () => {
        for (let round = 0; round < 20; round += 1) await write(7);
      }),
    ).then(() => {
      writing = false;
    });
    const sealers = Promise.all(
      [1, 2, 3].map(async () => {
        while (writing) {
          await seal(25);
          expect((await verify()).firstBroken).toBeNull();
        }
      }),
    );
    await Promise.all([writers, sealers]);
    while ((await seal()) > 0);
    expect(await verify()).toMatchObject({ entries: 420, unsealed: 0, firstBroken: null });
  });

  test('after a restore into another PostgreSQL, whose transactions count anew, nothing is left unsealed', async () => {
    const numbers = (
      await superuser.query<{ now: string }>('select pg_snapshot_xmax(pg_current_snapshot())::text as now')
    ).rows[0]!;
    const elsewhere = String(BigInt(numbers.now) + 1_000_000_000n);
    await write(3);
    await tamper('update audit_entries set transaction = $1::xid8', [elsewhere]);
    // As the other PostgreSQL would have sealed them, with a number that is none here.
    const [head] = await worker().transaction(async (tx) => {
      await sealEntries(tx);
      return tx.query<{ complete_before: string }>('select complete_before::text from audit_seals limit 1');
    });
    expect(BigInt(head!.complete_before)).toBeLessThan(BigInt(elsewhere));
    await tamper('update audit_seals set complete_before = $1::xid8', [elsewhere]);
    await write(2);
    expect(await seal()).toBe(2);
    await write(1);
    expect(await seal()).toBe(1);
    expect((await verify()).unsealed).toBe(0);
  });

  test('5 000 entries are sealed in one go within two seconds', async () => {
    await tamper(`insert into audit_entries (id, at, permission, action, reads, facts)
      select gen_random_uuid(), now(), 'members.see', 'listMembers', true, '{"changes":[]}' from generate_series(1, 5000)`);
    const began = performance.now();
    expect(await seal()).toBe(5000);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

describe('whatever a superuser does to sealed entries with the guards off is found', () => {
  const count = 12;
  const columns: Record<string, (row: fc.GeneratorValue) => unknown> = {
    id: () => randomUUID(),
    at: (gen) => new Date(gen(fc.integer, { min: 0, max: 2_000_000_000_000 })),
    account_id: () => randomUUID(),
    session_id: () => randomUUID(),
    acted_as: (gen) => gen(fc.constantFrom, 'technician', null, ''),
    permission: (gen) => gen(fc.constantFrom, 'public', 'members.see'),
    action: (gen) => `${gen(fc.stringMatching, /^[a-z]{1,12}$/)}X`,
    reads: () => true,
    organisation_id: () => randomUUID(),
    group_id: () => null,
    subject_kind: () => 'practice',
    subject_id: () => randomUUID(),
    address: (gen) => gen(fc.constantFrom, '', '192.0.2.2'),
    facts: (gen) =>
      JSON.stringify({
        changes: gen(fc.array, fc.record({ field: fc.constant('level'), after: fc.constantFrom('user', 'admin') }), {
          maxLength: 3,
        }),
      }),
    transaction: () => '3',
  };

  const types: Record<string, string> = {};

  beforeEach(async () => {
    const { rows } = await superuser.query<{ column: string; type: string }>(
      `select attname as column, format_type(atttypid, atttypmod) as type from pg_attribute
        where attrelid = 'audit_entries'::regclass and attnum > 0 and not attisdropped`,
    );
    for (const row of rows) types[row.column] = row.type;
    expect(Object.keys(columns).sort()).toEqual(Object.keys(types).sort());
    await write(count);
    await seal();
    expect(await verify()).toMatchObject({ entries: count, firstBroken: null });
  });
  afterEach(async () => {
    await superuser.query('rollback').catch(() => undefined);
  });

  /** Runs a change in a transaction that is rolled back, and verifies inside it. */
  async function verdictAfter(sql: string, values: unknown[]): Promise<{ verdict: Verdict; changed: number }> {
    await superuser.query('begin isolation level repeatable read');
    try {
      await superuser.query('set local session_replication_role = replica');
      const result = await superuser.query(sql, values);
      const verdict = await verifyChain({
        now: new Date(),
        query: async (text: string, given: unknown[] = []) =>
          text.startsWith('set transaction') ? [] : (await superuser.query(text, given)).rows,
      } as never);
      return { verdict, changed: result.rowCount ?? 0 };
    } finally {
      await superuser.query('rollback');
    }
  }

  const nth = fc.integer({ min: 1, max: count });
  const entryAt = '(select entry_id from audit_seals where position = $1)';

  test('any edit of any column', async () => {
    await fc.assert(
      fc.asyncProperty(nth, fc.constantFrom(...Object.keys(columns)), fc.gen(), async (position, column, gen) => {
        const value = columns[column]!(gen);
        const { verdict, changed } = await verdictAfter(
          `update audit_entries set ${column} = $2::${types[column]} where id = ${entryAt} and ${column} is distinct from $2::${types[column]}`,
          [position, value],
        );
        if (changed > 0) expect(verdict.firstBroken).toBe(BigInt(position));
      }),
      { numRuns: 300 },
    );
  });

  test('an edit by less than a millisecond', async () => {
    const { verdict } = await verdictAfter(
      `update audit_entries set at = at + interval '1 microsecond' where id = ${entryAt}`,
      [4],
    );
    expect(verdict.firstBroken).toBe(4n);
    for (const sql of [
      "update audit_seals set sealed_at = sealed_at + interval '1 microsecond' where position = $1",
      "update audit_seals set complete_before = '99999999'::xid8 where position = $1",
    ]) {
      expect((await verdictAfter(sql, [5])).verdict.firstBroken).toBe(5n);
    }
  });

  test('any bit of an encrypted value, its person, its removal, or one more', async () => {
    await fc.assert(
      fc.asyncProperty(nth, fc.integer({ min: 0, max: 300 }), async (position, bit) => {
        const { verdict } = await verdictAfter(
          `update audit_values set sealed = set_bit(sealed, $2, 1 - get_bit(sealed, $2)) where entry_id = ${entryAt}`,
          [position, bit],
        );
        expect(verdict.firstBroken).toBe(BigInt(position));
      }),
      { numRuns: 60 },
    );
    for (const sql of [
      `update audit_values set subject_id = gen_random_uuid() where entry_id = ${entryAt}`,
      `delete from audit_values where entry_id = ${entryAt}`,
      `insert into audit_values select entry_id, gen_random_uuid(), sealed from audit_values where entry_id = ${entryAt}`,
    ]) {
      expect((await verdictAfter(sql, [7])).verdict.firstBroken).toBe(7n);
    }
  });

  test('any entry taken out, with its seal or without, and the others moved up or not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: count - 1 }), fc.constantFrom(0, 1, 2), async (position, how) => {
        const sql = [
          `delete from audit_entries where id = ${entryAt}`,
          `with gone as (delete from audit_seals where position = $1 returning entry_id)
             delete from audit_entries where id in (select entry_id from gone)`,
          `delete from audit_seals where position = $1`,
        ][how]!;
        const { verdict } = await verdictAfter(sql, [position]);
        expect(verdict.firstBroken).toBe(BigInt(position));
      }),
      { numRuns: 40 },
    );
    const movedUp = await verdictAfter(
      `with gone as (delete from audit_seals where position = $1 returning position)
         update audit_seals set position = position - 1000000 where position > (select position from gone)`,
      [3],
    );
    expect(movedUp.verdict.firstBroken).not.toBeNull();
  });

  test('any two entries that change places', async () => {
    await fc.assert(
      fc.asyncProperty(nth, nth, async (one, other) => {
        fc.pre(one !== other);
        const { verdict } = await verdictAfter(
          `update audit_seals s set entry_id = o.entry_id from audit_seals o
            where (s.position = $1 and o.position = $2) or (s.position = $2 and o.position = $1)`,
          [one, other],
        ).catch(async () => {
          // The constraint is in the way: swap digest and moment instead, which is the same lie.
          return verdictAfter(
            `update audit_seals s set digest = o.digest from audit_seals o
              where (s.position = $1 and o.position = $2) or (s.position = $2 and o.position = $1)`,
            [one, other],
          );
        });
        expect(verdict.firstBroken).toBe(BigInt(Math.min(one, other)));
      }),
      { numRuns: 40 },
    );
  });

  test('an invented entry at the end or before the beginning', async () => {
    for (const position of [0, count + 1]) {
      const { verdict } = await verdictAfter(
        `with made as (insert into audit_entries (id, at, permission, action, reads)
           values (gen_random_uuid(), now(), 'public', 'invented', false) returning id)
         insert into audit_seals (position, entry_id, digest, sealed_at, complete_before) select $1, id, sha256('guess'), now(), '0' from made`,
        [position],
      );
      expect(verdict.firstBroken).toBe(BigInt(position));
    }
  });
});

describe('the log can’t be changed', () => {
  beforeEach(async () => {
    await write(2);
    await seal();
  });

  const attempts = ['audit_entries', 'audit_values', 'audit_seals'].flatMap((table) => [
    `update ${table} set ${table === 'audit_seals' ? 'digest = digest' : table === 'audit_values' ? 'sealed = sealed' : 'action = action'}`,
    `delete from ${table}`,
    `truncate ${table} cascade`,
  ]);

  test.each(attempts)('neither the application nor its jobs nor the owner may: %s', async (sql) => {
    const { app, worker: jobs } = world.app.platform.database;
    for (const pool of [app, jobs]) {
      const error = await pool
        .transaction((tx) => tx.query(sql))
        .then(
          () => undefined,
          (reason: { code: string }) => reason,
        );
      expect(error?.code).toBe('42501');
    }
    const owner = await superuser.query(sql).then(
      () => undefined,
      (reason: { code: string; message: string }) => reason,
    );
    expect(owner?.code).toBe('42501');
    expect((await verify()).entries).toBe(2);
  });

  test('a seal can’t be written by the application', async () => {
    const error = await world.app.platform.database.app
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
