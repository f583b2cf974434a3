import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { connect, type Database, type Pool } from './connect.ts';
import type { Tx } from './transaction.ts';

let database: Database;
let pool: Pool;

// One connection, so that what a transaction leaves behind in it meets the next one.
beforeEach(async () => {
  const url = inject('postgresUrl');
  database = connect({ appUrl: url, workerUrl: url, connections: 1, now: () => new Date('2027-01-01T10:00:00.000Z') });
  pool = database.app;
  await pool.transaction(async (tx) => {
    await tx.query('create temporary table noted (line text primary key, at timestamptz)');
  });
});
afterEach(() => database.close());

const note = (tx: Tx, line: string) => tx.query('insert into pg_temp.noted (line, at) values ($1, $2)', [line, tx.now]);
const lines = () =>
  pool.transaction(async (tx) =>
    (await tx.query<{ line: string }>('select line from pg_temp.noted order by 1')).map((row) => row.line),
  );
const codeOf = (failing: Promise<unknown>) =>
  failing.then(
    () => 'fine',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  );

describe('nothing of a transaction stays', () => {
  test('when the work throws, whether its statements have left yet or not', async () => {
    const given = new Error('no');
    const failing = pool.transaction(async (tx) => {
      await note(tx, 'left');
      tx.send(`insert into pg_temp.noted (line) values ('waits')`);
      throw given;
    });
    await expect(failing).rejects.toBe(given);
    await expect(pool.transaction(async () => Promise.reject(given))).rejects.toBe(given);
    expect(await lines()).toEqual([]);
  });

  test('when a statement fails that nobody waited for', async () => {
    const failing = pool.transaction(async (tx) => {
      await note(tx, 'first');
      tx.send('select 1 / 0');
      tx.send(`insert into pg_temp.noted (line) values ('after')`);
    });
    expect(await codeOf(failing)).toBe('22012');
    expect(await lines()).toEqual([]);
  });

  test('when COMMIT travels with a statement that fails', async () => {
    const failing = pool.transaction(async (tx) => {
      await Promise.all([note(tx, 'twice'), note(tx, 'twice'), tx.commit()]);
    });
    expect(await codeOf(failing)).toBe('23505');
    expect(await lines()).toEqual([]);
  });

  test('when the work overlooks that a statement failed: it isn’t told that all is well', async () => {
    const overlooking = pool.transaction(async (tx) => {
      await note(tx, 'first');
      await tx.query('select 1 / 0').catch(() => undefined);
      return 'done';
    });
    expect(await codeOf(overlooking)).toMatch(/had failed/);
    expect(await lines()).toEqual([]);
  });
});

describe('statements that travel together', () => {
  test('are answered each with its own rows, in the types of their columns', async () => {
    const answers = await pool.transaction((tx) =>
      Promise.all([
        tx.query('select 1 as number, null as nothing, true as truth'),
        tx.query('select $1::timestamptz as at, $2::bytea as bytes', [tx.now, Buffer.from('ä')]),
        tx.query('select number from generate_series(1, 3) number where number > $1', [5]),
        tx.query(`select array['a', 'b'] as list, '{"c": 1}'::jsonb as json`),
      ]),
    );
    expect(answers).toEqual([
      [{ number: 1, nothing: null, truth: true }],
      [{ at: new Date('2027-01-01T10:00:00.000Z'), bytes: Buffer.from('ä') }],
      [],
      [{ list: ['a', 'b'], json: { c: 1 } }],
    ]);
  });

  test('don’t run behind one that failed, and say so', async () => {
    let codes: string[] = [];
    const failing = pool.transaction(async (tx) => {
      codes = await Promise.all(['first', 'first', 'second'].map((line) => codeOf(note(tx, line))));
    });
    expect(await codeOf(failing)).toMatch(/had failed/);
    expect(codes).toEqual(['fine', '23505', '25P02']);
    expect(await lines()).toEqual([]);
  });

  test('work again on the same connection after they failed, prepared or not, even those that never ran', async () => {
    const once = (dividend: number) =>
      pool.transaction(async (tx) => {
        const [, rows] = await Promise.all([
          tx.query('select 1 / $1::int as share', [dividend]),
          tx.query('select 2 as two'),
          tx.query('select 3 as three'),
        ]);
        return rows;
      });
    expect(await codeOf(once(0))).toBe('22012');
    expect(await once(1)).toEqual([{ two: 2 }]);
    expect(await codeOf(once(0))).toBe('22012');
    expect(await once(1)).toEqual([{ two: 2 }]);
    const broken = () => codeOf(pool.transaction((tx) => tx.query('select no_such_column')));
    expect([await broken(), await broken()]).toEqual(['42703', '42703']);
  });

  test('fail, and nobody waits for ever, where one is empty', async () => {
    const codes = await pool.transaction(async (tx) => {
      const answers = [codeOf(note(tx, 'before')), codeOf(tx.query(''))];
      return Promise.all(answers).finally(() => tx.rollback());
    });
    expect(codes).toEqual(['fine', '25P02']);
    expect(await lines()).toEqual([]);
  });

  test('are refused once the transaction has ended', async () => {
    let kept: Tx | undefined;
    await pool.transaction(async (tx) => {
      kept = tx;
    });
    expect(await codeOf(note(kept!, 'late'))).toMatch(/ended/);
    expect(() => kept!.send('select 1')).toThrow(/ended/);
    expect(await lines()).toEqual([]);
  });
});

test('a savepoint brings a transaction back from a statement that failed', async () => {
  await pool.transaction(async (tx) => {
    await note(tx, 'kept');
    await tx.query('savepoint before');
    expect(await codeOf(note(tx, 'kept'))).toBe('23505');
    await tx.query('rollback to savepoint before');
    await note(tx, 'then');
  });
  expect(await lines()).toEqual(['kept', 'then']);
});

test('a connection that breaks in the middle fails what was under way and nothing later', async () => {
  const failing = pool.transaction(async (tx) => {
    await note(tx, 'lost');
    await tx.query('select pg_terminate_backend(pg_backend_pid())');
  });
  await expect(failing).rejects.toThrow();
  const rows = await pool.transaction((tx) => tx.query('select 1 as one'));
  expect(rows).toEqual([{ one: 1 }]);
});
