import type { CaseRecord, Rendition, Slot } from '#contract/records.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { abandonedAfterDays, gathering, type RecordSide } from './rules.ts';

/** What happens to records without somebody's request: by jobs, by time, and by other modules' operations on an order. */

export const checkTask = 'check_record';
export const removeTask = 'remove_record_files';

function enqueue(tx: Tx, task: string, recordId: string): void {
  tx.send('select midline.enqueue($1, $2::json, $3, null)', [
    task,
    JSON.stringify({ recordId }),
    `${task}:${recordId}`,
  ]);
}

export function enqueueCheck(tx: Tx, recordId: string): void {
  enqueue(tx, checkTask, recordId);
}

/** All bytes of an upload are there: its content is checked next. False where that was known, or it is gone. */
export async function markArrived(tx: Tx, recordId: string): Promise<boolean> {
  const [row] = await tx.query<{ case_id: string }>(
    `update records set state = 'checking', arrived_at = $2 where id = $1 and state = 'uploading' and removed_at is null returning case_id`,
    [recordId, tx.now],
  );
  if (!row) return false;
  enqueueCheck(tx, recordId);
  tx.send('select touch_case($1, $2)', [row.case_id, tx.now]);
  return true;
}

export type ToCheck = { id: string; slot: Slot; bytes: string };

export async function recordToCheck(tx: Tx, recordId: string): Promise<ToCheck | undefined> {
  const [row] = await tx.query<ToCheck>(
    `select id, slot, bytes from records where id = $1 and state = 'checking' and removed_at is null`,
    [recordId],
  );
  return row;
}

export type Checked = {
  format: string | null;
  facts: CaseRecord['facts'];
} & (
  | { problem: null; renditions: Rendition[]; contentHash: string; treatment: CaseRecord['treatment'] }
  | { problem: string; problems?: CaseRecord['problems'] }
);

/** Notes what a file is. A readable one takes its place for good, and goes to the laboratory where it needn't be sent. */
export async function recordChecked(tx: Tx, recordId: string, found: Checked): Promise<void> {
  const ready = found.problem === null;
  await tx.query('select from orders where id = (select order_id from records where id = $1) for share', [recordId]);
  const [row] = await tx.query<{ case_id: string; order_id: string; replaces: string | null }>(
    `update records r set state = $2, format = $3, facts = $4, problem = $5, renditions = $6, content_hash = $7, checked_at = $8,
            problems = $11, treatment = $12,
            sent_at = case when $9 and r.side = 'provider_side' and x.sent_at is not null
              and not coalesce(x.held_from, x.category) = any ($10::text[]) then $8::timestamptz end
       from orders x where x.id = r.order_id and r.id = $1 and r.state = 'checking' and r.removed_at is null
     returning r.case_id, r.order_id, r.replaces`,
    [
      recordId,
      ready ? 'ready' : 'unreadable',
      found.format,
      JSON.stringify(found.facts),
      found.problem,
      ready ? found.renditions : [],
      ready ? found.contentHash : null,
      tx.now,
      ready,
      gathering,
      JSON.stringify((!ready && found.problems) || []),
      ready && found.treatment ? JSON.stringify(found.treatment) : null,
    ],
  );
  if (!row) return;
  if (ready && row.replaces) await dropUnsent(tx, recordId, row.replaces);
  tx.send('select touch_case($1, $2)', [row.case_id, tx.now]);
}

/** What was replaced before anybody else saw it isn't kept. */
async function dropUnsent(tx: Tx, recordId: string, replacedId: string): Promise<void> {
  const [dropped] = await tx.query<{ replaces: string | null }>(
    'update records set removed_at = $2 where id = $1 and sent_at is null and removed_at is null returning replaces',
    [replacedId, tx.now],
  );
  if (!dropped) return;
  tx.send('update records set replaces = $2 where id = $1', [recordId, dropped.replaces]);
  enqueue(tx, removeTask, replacedId);
}

/** Takes a record away that nobody else saw; the one in whose place it stood comes back, unless another takes that place. */
export async function takeAway(
  tx: Tx,
  recordId: string,
  place: 'given back' | 'taken' = 'given back',
): Promise<boolean> {
  const [row] = await tx.query<{ replaces: string | null }>(
    'update records set removed_at = $2 where id = $1 and sent_at is null and removed_at is null returning replaces',
    [recordId, tx.now],
  );
  if (!row) return false;
  if (row.replaces && place === 'given back')
    tx.send('update records set replaced_at = null where id = $1 and removed_at is null', [row.replaces]);
  enqueue(tx, removeTask, recordId);
  return true;
}

/** Whether the files of a record have a reason to be there. */
export async function isKept(tx: Tx, recordId: string): Promise<boolean> {
  const rows = await tx.query('select from records where id = $1 and removed_at is null', [recordId]);
  return rows.length > 0;
}

export async function deleteRemoved(tx: Tx, recordId: string): Promise<void> {
  await tx.query('delete from records where id = $1 and removed_at is not null', [recordId]);
}

/** Of these, the records that exist. */
export async function existing(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }>(
    'select id from records where id = any ($1::uuid[]) and removed_at is null',
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Records whose files may lie among the incoming ones. */
export async function arriving(
  tx: Tx,
): Promise<{ id: string; bytes: string; state: 'uploading' | 'checking'; abandoned: boolean; case_id: string }[]> {
  return tx.query(
    `select id, bytes, state, case_id, state = 'uploading' and added_at < $1 as abandoned
       from records where state in ('uploading', 'checking') and removed_at is null`,
    [new Date(tx.now.getTime() - abandonedAfterDays * 86_400_000)],
  );
}

export async function removedRecords(tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ id: string }>('select id from records where removed_at is not null');
  return rows.map(({ id }) => id);
}

export type OrderRecord = {
  id: string;
  slot: Slot;
  state: CaseRecord['state'];
  side: RecordSide;
  verdict: CaseRecord['verdict'];
  sent: boolean;
  content_hash: string | null;
  file_name: string;
  bytes: number;
};

/** The records that stand in an order's slots now: for what is missing, unfinished or rejected before it is sent. */
export async function standingRecords(tx: Tx, orderId: string): Promise<OrderRecord[]> {
  return tx.query<OrderRecord>(
    `select id, slot, state, side, verdict, sent_at is not null as sent, content_hash, file_name, bytes::float8 as bytes from records
      where order_id = $1 and replaced_at is null and removed_at is null order by added_at`,
    [orderId],
  );
}

/** Sends what the provider side gathered to the laboratory: with its order, or later. Travels with the commit. */
export function sendRecords(tx: Tx, orderId: string): void {
  tx.send(
    `update records set sent_at = $2 where order_id = $1 and side = 'provider_side' and sent_at is null and replaced_at is null
       and removed_at is null and state in ('ready', 'posted')`,
    [orderId, tx.now],
  );
}

/** For a job that deletes a discarded order: its records go, their files soon after. */
export async function purgeRecords(tx: Tx, orderId: string): Promise<void> {
  const rows = await tx.query<{ id: string }>('delete from records where order_id = $1 returning id', [orderId]);
  for (const { id } of rows) enqueue(tx, removeTask, id);
}
