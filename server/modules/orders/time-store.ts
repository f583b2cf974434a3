import type { Category } from '#contract/order-life.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';

/** For recurring work alone: it runs as midline_worker, for nobody. */

export type ForgottenDraft = { id: string; case_id: string };

export function draftsToForget(tx: Tx, before: Date): Promise<ForgottenDraft[]> {
  return tx.query<ForgottenDraft>(
    `select id, case_id from orders where discarded_at < $1 and category = 'draft' order by discarded_at limit 200 for update skip locked`,
    [before],
  );
}

/** Deletes drafts; a case that had nothing else goes with its history, and its patient waits in the practice again. */
export async function forgetDrafts(tx: Tx, drafts: readonly ForgottenDraft[]): Promise<void> {
  const ids = drafts.map(({ id }) => id);
  const caseIds = [...new Set(drafts.map(({ case_id }) => case_id))];
  for (const table of ['case_history', 'prescription_versions'])
    tx.send(`delete from ${table} where order_id = any($1)`, [ids]);
  tx.send('delete from orders where id = any($1)', [ids]);
  const rows = await tx.query<{ id: string }>(
    'select id from cases c where id = any($1) and not exists (select from orders x where x.case_id = c.id) for update',
    [caseIds],
  );
  if (rows.length === 0) return;
  const empty = rows.map(({ id }) => id);
  tx.send(
    `update patients set waiting_in = c.practice_id from cases c where c.patient_id = patients.id and c.id = any($1)
       and not exists (select from cases other where other.patient_id = patients.id and other.id <> all($1))`,
    [empty],
  );
  for (const table of ['case_history', 'hand_overs', 'unread_cases', 'case_rows'])
    tx.send(`delete from ${table} where case_id = any($1)`, [empty]);
  tx.send('delete from cases where id = any($1)', [empty]);
}

/** Cases with something in treatment whose package has come to its end. */
export async function casesWithPackageOver(tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select c.id from cases c
      where c.package_chosen_at is not null
        and c.package_chosen_at + (c.package ->> 'months')::integer * interval '1 month' <= $1
        and exists (select from orders x where x.case_id = c.id and coalesce(x.held_from, x.category) in ('manufacturing', 'shipped', 'in_treatment'))
      limit 500`,
    [tx.now],
  );
  return rows.map(({ id }) => id);
}

export type ClosingOrder = {
  id: string;
  category: Category;
  held_from: Category | null;
  practice_id: string;
  group_id: string;
};

export function ordersToClose(tx: Tx, caseId: string): Promise<ClosingOrder[]> {
  return tx.query<ClosingOrder>(
    `select x.id, x.category, x.held_from, c.practice_id, c.group_id from orders x join cases c on c.id = x.case_id
      where x.case_id = $1 and coalesce(x.held_from, x.category) in ('manufacturing', 'shipped', 'in_treatment') order by x.id for update of x`,
    [caseId],
  );
}

export function closeOver(tx: Tx, orderId: string, from: Category): void {
  tx.send(
    `update orders set category = 'closed', held_from = null, held_because = null, cancellation_asked_at = null, promised_on = null,
       turn_since = $3, version = version + 1 where id = $1 and category = $2`,
    [orderId, from, tx.now],
  );
}

/** Nobody did it: the package had come to its end. */
export function writeClosing(tx: Tx, caseId: string, order: ClosingOrder): void {
  tx.send(
    `insert into case_history (id, case_id, order_id, at, account_id, name, acted_as, event, from_category, to_category, reason, facts)
     values ($1, $2, $3, $4, null, 'Midline', null, 'close', $5, 'closed', null, '{"packageOver": true}')`,
    [newId(), caseId, order.id, tx.now, order.category],
  );
}
