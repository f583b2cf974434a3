import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Runner, run, type TaskList } from 'graphile-worker';
import type { Database } from '../database/connect.ts';
import type { Tx } from '../database/transaction.ts';
import type { Log } from '../log.ts';

export type JobHandler = (tx: Tx, payload: unknown) => Promise<void>;
export type RecurringWork = { name: string; everyMs: number; run: (tx: Tx) => Promise<void> };

export type Jobs = { stop(): Promise<void>; running(): boolean };

/** Works the queue in this process, and does what recurs. Each piece of work is one transaction as midline_worker. */
export async function runJobs(
  database: Database,
  handlers: Record<string, JobHandler>,
  recurring: readonly RecurringWork[],
  log: Log,
): Promise<Jobs> {
  const tasks: TaskList = {};
  for (const [name, handle] of Object.entries(handlers)) {
    tasks[name] = async (payload) => {
      await database.worker.transaction((tx) => handle(tx, payload));
    };
  }
  const { Logger } = await import('graphile-worker');
  const runner: Runner = await run({
    pgPool: database.worker.pg,
    taskList: tasks,
    concurrency: 4,
    pollInterval: 1000,
    noHandleSignals: true,
    logger: new Logger(() => (level, message) => {
      if (level === 'error' || level === 'warning') log.warn({ message }, 'job queue');
    }),
  });
  let up = true;
  runner.promise.then(
    () => {
      up = false;
    },
    (error: Error) => {
      up = false;
      log.error({ error: error.message }, 'the job queue stopped');
    },
  );
  const repeats = recurring.map((work) => repeat(database, work, log));
  return {
    running: () => up,
    async stop() {
      await Promise.all([runner.stop().catch(() => undefined), ...repeats.map((stop) => stop())]);
      // The queue doesn't wait for its last jobs to be marked as done; a pool that closes meanwhile would never serve them.
      while (database.worker.pg.waitingCount > 0) await nextTurn();
    },
  };
}

function repeat(database: Database, work: RecurringWork, log: Log): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const turn = async () => {
    try {
      await database.worker.transaction((tx) => work.run(tx));
    } catch (error) {
      log.warn({ work: work.name, error: (error as Error).message }, 'recurring work failed; trying again');
    }
    if (!stopped) timer = setTimeout(begin, work.everyMs).unref();
  };
  const begin = () => {
    running = turn();
  };
  begin();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
