import type { Tx } from '#platform/database/transaction.ts';

const batch = 200;

/** Folds the steps of the counts that piled up since the last time. */
export async function foldCounts(tx: Tx): Promise<void> {
  await tx.query('select fold_case_counts()');
}

/** Writes rows anew after a rename, a batch at a time; goes on in a job of its own. */
export async function refreshCases(tx: Tx, payload: unknown): Promise<void> {
  const { named, thing, after } = payload as { named: string; thing: string; after?: string };
  const [done] = await tx.query<{ last: string | null }>('select refresh_cases_of($1, $2, $3, $4) as last', [
    named,
    thing,
    after ?? '00000000-0000-0000-0000-000000000000',
    batch,
  ]);
  if (done!.last)
    await tx.query(`select enqueue('refresh_cases', $1::json)`, [JSON.stringify({ named, thing, after: done!.last })]);
}
