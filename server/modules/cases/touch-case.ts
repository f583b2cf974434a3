import type { CaseScope } from '#access/scope.ts';
import type { Standing } from '#contract/case-permissions.ts';
import type { Category } from '#contract/order-life.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';

/**
 * Notes activity on a case: its rows in Manage Orders are written anew and everybody who sees it is told. The last thing that an
 * operation does which changed anything that a row shows; it travels with the commit.
 */
export function touchCase(tx: Tx, scope: Pick<CaseScope, 'caseId'>): void {
  tx.send('select touch_case($1, $2)', [scope.caseId, tx.now]);
}

export type HistoryEntry = {
  orderId: string | null;
  event: string;
  from?: Category | null;
  to?: Category | null;
  reason?: string | null;
  facts?: Record<string, string | number | boolean | null>;
  actedAs: Standing | null;
};

/** Writes one change of state into the case's history, with who (and for which planning service) and when; travels with the commit. */
export function writeHistory(
  tx: Tx,
  scope: Pick<CaseScope, 'caseId'> & Partial<Pick<CaseScope, 'service'>>,
  actor: { accountId: string; firstName: string; lastName: string },
  entry: HistoryEntry,
): void {
  tx.send(
    `insert into case_history (id, case_id, order_id, at, account_id, name, acted_as, event, from_category, to_category, reason, facts)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      newId(),
      scope.caseId,
      entry.orderId,
      tx.now,
      actor.accountId,
      `${actor.firstName} ${actor.lastName}`,
      entry.actedAs,
      entry.event,
      entry.from ?? null,
      entry.to ?? null,
      entry.reason ?? null,
      JSON.stringify({ ...entry.facts, ...(scope.service ? { service: scope.service.name } : {}) }),
    ],
  );
}
