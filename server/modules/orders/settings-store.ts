import type { OrganisationScope } from '#access/scope.ts';
import type { TreatmentApproach } from '#contract/prescriptions.ts';
import type { Tx } from '#platform/database/transaction.ts';

/** What a provider sets once: treatment preferences, and who may submit. */

export async function ownPreferences(tx: Tx, accountId: string): Promise<TreatmentApproach> {
  const [row] = await tx.query<{ approach: TreatmentApproach }>(
    'select approach from treatment_preferences where account_id = $1',
    [accountId],
  );
  return row?.approach ?? {};
}

export function savePreferences(tx: Tx, accountId: string, approach: TreatmentApproach): void {
  tx.send(
    `insert into treatment_preferences (account_id, approach) values ($1, $2)
     on conflict (account_id) do update set approach = excluded.approach`,
    [accountId, JSON.stringify(approach)],
  );
}

export type Colleague = { memberId: string; accountId: string; name: string; maySubmit: boolean };

/** The active members of a practice beside the provider, and whether they may submit for them. */
export function colleagues(
  tx: Tx,
  scope: OrganisationScope,
  practitionerId: string,
  accountId: string,
): Promise<Colleague[]> {
  return tx.query<Colleague>(
    `select m.id as "memberId", m.account_id as "accountId", m.first_name || ' ' || m.last_name as name,
       exists (select from submitters s where s.practice_id = m.organisation_id and s.practitioner_id = $2 and s.account_id = m.account_id) as "maySubmit"
       from members m where m.organisation_id = $1 and m.account_id <> $3 and m.removed_at is null and m.deactivated_at is null
      order by m.last_name, m.first_name, m.id`,
    [scope.organisationId, practitionerId, accountId],
  );
}

export function giveSubmitting(tx: Tx, scope: OrganisationScope, practitionerId: string, accountId: string): void {
  tx.send(
    `insert into submitters (practice_id, practitioner_id, account_id, given_at) values ($1, $2, $3, $4)
     on conflict (practice_id, practitioner_id, account_id) do nothing`,
    [scope.organisationId, practitionerId, accountId, tx.now],
  );
}

export function takeSubmitting(tx: Tx, scope: OrganisationScope, practitionerId: string, accountId: string): void {
  tx.send('delete from submitters where practice_id = $1 and practitioner_id = $2 and account_id = $3', [
    scope.organisationId,
    practitionerId,
    accountId,
  ]);
}
