import type { CaseScope } from '#access/scope.ts';
import type { Tx } from '#platform/database/transaction.ts';

/**
 * Tells open pages that the comments on a version changed, once the transaction commits: the practice always, the laboratory only of what
 * it can read. Manage Orders shows nothing of it, so the case isn't touched, and its last activity tells the laboratory nothing either.
 */
export function announceComment(tx: Tx, scope: CaseScope, about: { setupId: string; toLaboratory: boolean }): void {
  tx.send(
    `insert into events (at, kind, organisation_id, case_id)
     select $1, 'setup_comments_changed', told.id, $2 from (
       select $3::uuid as id
       union select l.id from setups s join orders x on x.id = s.order_id cross join lateral (values (x.laboratory_id), (x.manufacturer_id)) l (id)
        where $5 and s.id = $4 and x.sent_at is not null and l.id is not null) told`,
    [tx.now, scope.caseId, scope.practiceId, about.setupId, about.toLaboratory],
  );
}
