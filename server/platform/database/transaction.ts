import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
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
  /** Sends a statement whose outcome only the commit needs: it fails if the statement did. */
  send(text: string, values?: readonly unknown[]): void;
  /** Sends COMMIT behind whatever was sent. Called by the pool; not by modules. */
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
  const together = packer(client);
  const sent: Promise<unknown>[] = [];
  const send = (statement: Promise<unknown>) => {
    statement.catch(() => undefined);
    sent.push(statement);
  };
  let committed: Promise<void> | undefined;
  const run = (text: string, values: readonly unknown[] = []) => {
    if (committed) throw new Error('a statement after COMMIT would be outside the transaction');
    together();
    const name = nameOf(text);
    return client.query({ text, values: values as unknown[], ...(name ? { name } : {}) });
  };
  const finish = async () => {
    together();
    const ended = client.query('commit');
    ended.catch(() => undefined);
    // PostgreSQL answers COMMIT of a failed transaction with ROLLBACK and no error: what failed before it speaks.
    await Promise.all(sent);
    await ended;
  };
  together();
  send(client.query('begin'));
  return {
    now,
    db: kyselyOn(run),
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
      committed ??= finish();
      return committed;
    },
  };
}

/** Statements of the same moment leave in one packet: a system call costs more than most of them. */
function packer(client: pg.PoolClient): () => void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  let corked = false;
  return () => {
    if (corked) return;
    corked = true;
    stream.cork();
    setImmediate(() => {
      corked = false;
      stream.uncork();
    });
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
