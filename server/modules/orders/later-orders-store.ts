import type { CaseScope } from '#access/scope.ts';
import type { Prescription } from '#contract/prescriptions.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { CaseFacts, EarlierOrder } from './later-orders.ts';
import type { CasePackageTaken } from './order-row.ts';

/** So that two people don't begin the same order at once. */
export function holdCase(tx: Tx, scope: CaseScope): void {
  tx.send('select id from cases where id = $1 for update', [scope.caseId]);
}

export type FactsOfCase = CaseFacts & {
  practitionerId: string | null;
  lastLaboratoryId: string | null;
  lastArches: Prescription['arches'];
};

export async function factsOfCase(tx: Tx, scope: CaseScope): Promise<FactsOfCase | undefined> {
  const [row] = await tx.query<{
    practitioner_id: string | null;
    package: CasePackageTaken | null;
    package_chosen_at: Date | null;
    orders: EarlierOrder[];
    approved: boolean;
    laboratory_id: string | null;
    arches: Prescription['arches'];
  }>(
    `select c.practitioner_id, c.package, c.package_chosen_at,
       (select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'kind', x.kind, 'category', x.category, 'heldFrom', x.held_from,
           'sets', coalesce((x.prescription -> 'appliance' ->> 'sets')::integer, 1))), '[]')
          from orders x where x.case_id = c.id and x.discarded_at is null) as orders,
       exists (select from setups s where s.case_id = c.id and s.decision = 'approved' and s.withdrawn_at is null) as approved,
       last.laboratory_id, last.arches
       from cases c left join lateral (select x.laboratory_id, x.prescription ->> 'arches' as arches from orders x
         where x.case_id = c.id and x.sent_at is not null order by x.sent_at desc limit 1) last on true
      where c.id = $1`,
    [scope.caseId],
  );
  return row
    ? {
        orders: row.orders,
        hasApprovedSetup: row.approved,
        hasProvider: row.practitioner_id !== null,
        package: row.package,
        packageChosenAt: row.package_chosen_at,
        practitionerId: row.practitioner_id,
        lastLaboratoryId: row.laboratory_id,
        lastArches: row.arches,
      }
    : undefined;
}
