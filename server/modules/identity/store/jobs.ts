import type { Tx } from '#platform/database/transaction.ts';

/** Puts a job into the queue; it runs once this transaction has committed. */
export async function enqueue(tx: Tx, task: string, payload: object): Promise<void> {
  await tx.query('select enqueue($1, $2::json)', [task, JSON.stringify(payload)]);
}
