import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { type LogWorld, makeLogWorld } from './testing/log-world.ts';
import { type Verdict, verifyChain } from './verify-chain.ts';

let log: LogWorld;

beforeAll(async () => {
  log = await makeLogWorld(inject('postgresUrl'));
});
afterAll(() => log?.stop());
beforeEach(() => log.empty());

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
    const { rows } = await log.superuser.query<{ column: string; type: string }>(
      `select attname as column, format_type(atttypid, atttypmod) as type from pg_attribute
        where attrelid = 'audit_entries'::regclass and attnum > 0 and not attisdropped`,
    );
    for (const row of rows) types[row.column] = row.type;
    expect(Object.keys(columns).sort()).toEqual(Object.keys(types).sort());
    await log.write(count);
    await log.seal();
    expect(await log.verify()).toMatchObject({ entries: count, firstBroken: null });
  });

  /** Runs a change in a transaction that is rolled back, and verifies inside it. */
  async function verdictAfter(sql: string, values: unknown[]): Promise<{ verdict: Verdict; changed: number }> {
    await log.superuser.query('begin isolation level repeatable read');
    try {
      await log.superuser.query('set local session_replication_role = replica');
      const result = await log.superuser.query(sql, values);
      const verdict = await verifyChain({
        now: new Date(),
        query: async (text: string, given: unknown[] = []) =>
          text.startsWith('set transaction') ? [] : (await log.superuser.query(text, given)).rows,
      } as never);
      return { verdict, changed: result.rowCount ?? 0 };
    } finally {
      await log.superuser.query('rollback');
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
