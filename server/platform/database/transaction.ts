import { createHash } from 'node:crypto';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type pg from 'pg';
import { Flight, type Outcome } from './flight.ts';
import type { Tables } from './tables.ts';

/** One transaction. Everything that a request writes goes through it, so that all of it happens or nothing. */
export type Tx = {
  /** The moment that counts for everything in this transaction. */
  readonly now: Date;
  /** Typed queries on the tables of schema midline. */
  readonly db: Kysely<Tables>;
  /** A plain statement with its parameters. Named by its text, so that it is planned once per connection. */
  query<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** From here on the transaction acts for this account. Only after the account has been proved. */
  actAs(accountId: string | null): Promise<void>;
  /** What the person presented and may therefore find: an address in comparable form, or the digest of a link's secret. */
  present(what: { address?: string; token?: Buffer }): Promise<void>;
  /** Sends a statement whose outcome only the commit needs: it fails if the statement did. */
  send(text: string, values?: readonly unknown[]): void;
  /** Sends COMMIT behind whatever was sent. Called by the pool; not by modules. */
  commit(): Promise<void>;
  /** Undoes everything; what hasn't left yet never does. Called by the pool. */
  rollback(): Promise<void>;
};

const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  let name = names.get(text);
  if (name === undefined && names.size < 2000) {
    name = createHash('sha1').update(text).digest('base64url');
    names.set(text, name);
  }
  return name;
}

/** Begins a transaction; BEGIN travels with the first statement. Statements of the same moment leave together. */
export function openTransaction(client: pg.PoolClient, now: Date): Tx {
  const sent: Promise<unknown>[] = [];
  let boarding: Flight | undefined;
  let begun = false;
  let ending: Promise<void> | undefined;
  const add = (text: string, values: readonly unknown[] = []): Promise<Outcome> => {
    boarding ??= board();
    return boarding.add(text, values, nameOf(text));
  };
  const board = () => {
    const flight = new Flight();
    setImmediate(() => {
      if (boarding !== flight) return;
      boarding = undefined;
      begun = true;
      client.query(flight);
    });
    return flight;
  };
  const run = (text: string, values?: readonly unknown[]) => {
    if (ending) throw new Error('a statement after the transaction ended would be outside of it');
    return add(text, values);
  };
  const send = (statement: Promise<unknown>) => {
    statement.catch(() => undefined);
    sent.push(statement);
  };
  const finish = async (committed: Promise<Outcome>) => {
    committed.catch(() => undefined);
    await Promise.all(sent);
    // PostgreSQL answers COMMIT of a failed transaction with ROLLBACK and no error.
    if ((await committed).did !== 'COMMIT') throw new Error('the transaction had failed before it was to be committed');
  };
  let db: Kysely<Tables> | undefined;
  send(add('begin'));
  return {
    now,
    get db() {
      db ??= kyselyOn(run);
      return db;
    },
    async query<Row>(text: string, values?: readonly unknown[]) {
      return (await run(text, values)).rows as Row[];
    },
    send: (text, values) => send(run(text, values)),
    async actAs(accountId) {
      await run('select act_as($1)', [accountId]);
    },
    async present(what) {
      await run(`select set_config('midline.address', $1, true), set_config('midline.token', $2, true)`, [
        what.address ?? '',
        what.token?.toString('hex') ?? '',
      ]);
    },
    commit() {
      ending ??= finish(add('commit'));
      return ending;
    },
    async rollback() {
      ending ??= Promise.resolve();
      boarding?.cancel();
      boarding = undefined;
      if (begun) await client.query('rollback');
    },
  };
}

type Run = (text: string, values?: readonly unknown[]) => Promise<Outcome>;

function kyselyOn(run: Run): Kysely<Tables> {
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const result = await run(query.sql, query.parameters);
      return { rows: result.rows as R[], numAffectedRows: BigInt(result.count) };
    },
    streamQuery() {
      throw new Error('streaming is not used inside a request');
    },
  };
  const driver: Driver = {
    init: async () => undefined,
    acquireConnection: async () => connection,
    releaseConnection: async () => undefined,
    beginTransaction: async () => {
      throw new Error('a request is one transaction already');
    },
    commitTransaction: async () => undefined,
    rollbackTransaction: async () => undefined,
    destroy: async () => undefined,
  };
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}
