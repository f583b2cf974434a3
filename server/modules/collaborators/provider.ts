import type { Actor } from '#access/actor.ts';
import { decide } from '#access/decide.ts';
import type { OrganisationScope } from '#access/scope.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { type Refusal, refuse } from '#platform/refusal.ts';

/** For whose cases collaborators are managed, and by whom. */
export type Provider = {
  readonly practitionerId: string;
  readonly groupId: string;
  readonly name: string;
  readonly firstName: string;
  readonly email: string;
  readonly language: string;
  readonly practice: string;
  /** An Admin acts for the provider. */
  readonly onBehalf: boolean;
  /** Can own cases at this practice. */
  readonly provides: boolean;
};

type Row = {
  id: string;
  group_id: string;
  account_id: string;
  first_name: string;
  last_name: string;
  email: string;
  language: string;
  practice: string;
  provides: boolean;
};

/** A provider of the practice whose collaborators the person may manage: oneself, or for an Admin anyone who works there. */
export async function providerFor(
  tx: Tx,
  scope: OrganisationScope,
  actor: Actor,
  practitionerId: string,
): Promise<Provider | Refusal<'not_found' | 'not_allowed'>> {
  const [row] = await tx.query<Row>(
    `select p.id, p.group_id, m.account_id, m.first_name, m.last_name, m.email, m.language, o.name as practice, may_provide($1, p.id) as provides
       from members m join practitioners p on p.id = m.practitioner_id join organisations o on o.id = m.organisation_id
      where m.organisation_id = $1 and p.id = $2 and m.removed_at is null and m.deactivated_at is null`,
    [scope.organisationId, practitionerId],
  );
  if (!row) return refuse('not_found');
  const onBehalf = row.account_id !== actor.accountId;
  const decision = decide(actor.positions, 'collaborators.manage_for_providers');
  if (onBehalf && !decision.allowed) return refuse('not_allowed', { needs: decision.needs });
  return {
    practitionerId: row.id,
    groupId: row.group_id,
    name: `${row.first_name} ${row.last_name}`,
    firstName: row.first_name,
    email: row.email,
    language: row.language,
    practice: row.practice,
    onBehalf,
    provides: row.provides,
  };
}

export type PracticeChoice = { id: string; name: string };

/** Which practices the person may open: for the provider all where they work, for an Admin those of which they are Admin. */
export async function practicesToChoose(tx: Tx, provider: Provider): Promise<PracticeChoice[]> {
  const rows = await tx.query<PracticeChoice & { administered: boolean }>('select * from practices_of_provider($1)', [
    provider.practitionerId,
  ]);
  return rows.filter(({ administered }) => administered || !provider.onBehalf).map(({ id, name }) => ({ id, name }));
}

/** Whether every practice meant is one that the person may open; null is all of the group, which only the provider opens. */
export async function checkPractices(
  tx: Tx,
  provider: Provider,
  practices: readonly string[] | null,
): Promise<Refusal<'practice_not_of_provider'> | undefined> {
  if (practices === null) return provider.onBehalf ? refuse('practice_not_of_provider') : undefined;
  const offered = new Set((await practicesToChoose(tx, provider)).map(({ id }) => id));
  return practices.every((each) => offered.has(each)) ? undefined : refuse('practice_not_of_provider');
}
