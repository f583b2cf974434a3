import type { Tx } from '#platform/database/transaction.ts';

export type AttemptsRow = { failures: number; wait_until: Date; last_at: Date };

export async function readAttempts(tx: Tx, key: Buffer): Promise<AttemptsRow | undefined> {
  const [row] = await tx.query<AttemptsRow>(
    'select failures, wait_until, last_at from sign_in_attempts where key = $1',
    [key],
  );
  return row;
}

/** Takes the count for the rest of the transaction, so that guesses made at the same time are counted one by one. */
export async function takeAttempts(tx: Tx, key: Buffer): Promise<AttemptsRow> {
  const [row] = await tx.query<AttemptsRow>(
    `insert into sign_in_attempts (key, failures, wait_until, last_at) values ($1, 0, 'epoch', $2)
     on conflict (key) do update set key = excluded.key returning failures, wait_until, last_at`,
    [key, tx.now],
  );
  return row!;
}

export async function saveFailure(tx: Tx, key: Buffer, failures: number, waitUntil: Date | null): Promise<void> {
  await tx.query(
    "update sign_in_attempts set failures = $2, wait_until = coalesce($3::timestamptz, 'epoch'), last_at = $4 where key = $1",
    [key, failures, waitUntil, tx.now],
  );
}

export async function forgetFailures(tx: Tx, key: Buffer): Promise<void> {
  await tx.query('delete from sign_in_attempts where key = $1', [key]);
}

/** Counts that no longer matter. As midline_worker. */
export async function forgetOldFailures(tx: Tx, before: Date): Promise<void> {
  await tx.query('delete from sign_in_attempts where last_at < $1', [before]);
}
