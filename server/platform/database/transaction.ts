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
  /** Doesn't wait for the disk at commit: for reads, whose only write is their audit entry. */
  relaxed(): void;
  /** Called by the pool; not by modules. */
  commit(): Promise<void>;
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

/** Begins a transaction; BEGIN travels with the first statement. */
export function openTransaction(client: pg.PoolClient, now: Date): Tx {
  const begun = client.query('begin');
  begun.catch(() => undefined);
  const run = (text: string, values: readonly unknown[] = []) => {
    const name = nameOf(text);
    return client.query({ text, values: values as unknown[], ...(name ? { name } : {}) });
  };
  return {
    now,
    db: kyselyOn(run),
    async query<Row>(text: string, values?: readonly unknown[]) {
      return (await run(text, values)).rows as Row[];
    },
    async actAs(accountId) {
      await run('select act_as($1)', [accountId]);
    },
    async present(what) {
      await run(`select set_config('midline.address', $1, true), set_config('midline.token', $2, true)`, [
        what.address ?? '',
        what.token?.toString('hex') ?? '',
      ]);
    },
    relaxed() {
      client.query('set local synchronous_commit = off').catch(() => undefined);
    },
    async commit() {
      await client.query('commit');
    },
  };
}

type Run = (text: string, values?: readonly unknown[]) => Promise<pg.QueryResult>;

function kyselyOn(run: Run): Kysely<Tables> {
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const result = await run(query.sql, query.parameters);
      return { rows: result.rows as R[], numAffectedRows: BigInt(result.rowCount ?? 0) };
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
