import pg from 'pg';
import { openTransaction, type Tx } from './transaction.ts';

export type Pool = {
  /** Runs `work` in one transaction: committed when it returns, rolled back when it throws. */
  transaction<T>(work: (tx: Tx) => Promise<T>, options?: { now?: Date }): Promise<T>;
  readonly pg: pg.Pool;
};

export type Database = {
  /** As midline_app: under row-level security. */
  readonly app: Pool;
  /** As midline_worker: for jobs, never for a request. */
  readonly worker: Pool;
  close(): Promise<void>;
};

export type DatabaseOptions = { appUrl: string; workerUrl: string; connections?: number; now: () => Date };

export function connect(options: DatabaseOptions): Database {
  const app = pool(options.appUrl, options.connections ?? 10, 'midline', options.now);
  const worker = pool(options.workerUrl, 6, 'midline-worker', options.now);
  return {
    app,
    worker,
    async close() {
      await Promise.all([app.pg.end(), worker.pg.end()]);
    },
  };
}

function pool(url: string, max: number, name: string, now: () => Date): Pool {
  const connections = new pg.Pool({
    connectionString: url,
    max,
    application_name: name,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    // Statements of one transaction travel together instead of waiting for each other's replies.
    pipeline: true,
  } as pg.PoolConfig);
  connections.on('error', () => undefined);
  connections.on('connect', (client) => client.on('error', () => undefined));
  return {
    pg: connections,
    async transaction(work, given) {
      const client = await connections.connect();
      let broken: Error | undefined;
      try {
        const tx = openTransaction(client, given?.now ?? now());
        try {
          const result = await work(tx);
          await tx.commit();
          return result;
        } catch (error) {
          await tx.rollback().catch((failure: Error) => {
            broken = failure;
          });
          throw error;
        }
      } finally {
        client.release(broken);
      }
    },
  };
}
