import type { OrganisationScope } from '#access/scope.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { OwnedElsewhere } from '../module.ts';

export type NamedCase = { case_id: string; number: number; initials: string };
export type ProviderRow = { memberId: string; practitionerId: string; accountId: string; name: string };

const open = 'h.accepted_at is null and h.declined_at is null and h.withdrawn_at is null';
const initials = `coalesce(upper(left(p.first_name, 1)) || '. ' || upper(left(p.last_name, 1)) || '.', '')`;

/** Members of the practice who can be provider of its cases, by name. */
export function providersOf(tx: Tx, scope: OrganisationScope): Promise<ProviderRow[]> {
  return tx.query<ProviderRow>(
    `select m.id as "memberId", m.practitioner_id as "practitionerId", m.account_id as "accountId", m.first_name || ' ' || m.last_name as name
       from members m where m.organisation_id = $1 and m.removed_at is null and m.deactivated_at is null and m.practitioner_id is not null
        and may_provide($1, m.practitioner_id) order by m.last_name, m.first_name, m.id`,
    [scope.organisationId],
  );
}

/** The group's other practices where a member of this one owns cases. */
export function casesElsewhere(tx: Tx, scope: OrganisationScope, accountId: string): Promise<OwnedElsewhere[]> {
  return tx.query<OwnedElsewhere>(
    'select practice_id as "practiceId", administered, cases from cases_elsewhere($1, $2)',
    [scope.organisationId, accountId],
  );
}

export type Choice = readonly string[] | { provider: string } | 'needs_provider';

/** Cases of the practice that were meant. */
export async function casesMeant(tx: Tx, scope: OrganisationScope, choice: Choice): Promise<string[]> {
  const values: unknown[] = [scope.organisationId];
  let which = 'c.practitioner_id is null';
  if (choice !== 'needs_provider') {
    const byId = Array.isArray(choice);
    values.push(byId ? choice : (choice as { provider: string }).provider);
    which = byId ? 'c.id = any ($2::uuid[])' : 'c.practitioner_id = $2::uuid';
  }
  const rows = await tx.query<{ id: string }>(`select c.id from cases c where c.practice_id = $1 and ${which}`, values);
  return rows.map(({ id }) => id);
}

/** Offers them; those offered already, or the person's own, are left out. */
export function offerCases(
  tx: Tx,
  scope: OrganisationScope,
  offer: { caseIds: readonly string[]; toMemberId: string; until: string | null },
): Promise<NamedCase[]> {
  return tx.query<NamedCase>('select * from offer_cases($1, $2, $3, $4, $5)', [
    scope.organisationId,
    offer.caseIds,
    offer.toMemberId,
    offer.until,
    tx.now,
  ]);
}

export type OfferRow = NamedCase & {
  id: string;
  practice_id: string;
  practice: string;
  to_practitioner_id: string;
  to_name: string;
  patient: string | null;
  until: string | null;
  offered_by: string;
  offered_name: string;
  offered_at: Date;
  over: boolean;
};

const offerColumns = `h.id, h.case_id, h.practice_id, o.name as practice, h.to_practitioner_id, t.first_name || ' ' || t.last_name as to_name, c.number,
  p.first_name || ' ' || p.last_name as patient, ${initials} as initials, h.until::text, h.offered_by, h.offered_name, h.offered_at, not (${open}) as over`;
const offerSource = `hand_overs h join cases c on c.id = h.case_id and c.practice_id = h.practice_id join organisations o on o.id = h.practice_id
  join practices pr on pr.id = h.practice_id join practitioners t on t.id = h.to_practitioner_id left join patients p on p.id = c.patient_id`;
/** What was offered to the account at practices where it may still go about its work. */
const mine = `h.to_account_id = $1 and h.practice_id = any ((select own_viewers())::uuid[]) and ($2 or not pr.second_factor_required)`;

export function offersTo(tx: Tx, actor: { accountId: string; secondFactor: boolean }): Promise<OfferRow[]> {
  return tx.query<OfferRow>(
    `select ${offerColumns} from ${offerSource} where ${mine} and ${open} order by h.offered_at, c.number limit 1000`,
    [actor.accountId, actor.secondFactor],
  );
}

/** Offers to the account, held with their cases for the rest of the transaction. */
export async function holdOffers(
  tx: Tx,
  actor: { accountId: string; secondFactor: boolean },
  ids: readonly string[],
): Promise<OfferRow[]> {
  const theirs = 'h.id = any ($1) and h.to_account_id = $2';
  // Cases before their offers, as whoever moves a case or lets a provider go takes them.
  tx.send(
    `select c.id from cases c where exists (select from hand_overs h where h.case_id = c.id and ${theirs}) order by c.id for no key update`,
    [ids, actor.accountId],
  );
  tx.send(`select h.id from hand_overs h where ${theirs} order by h.case_id, h.id for update`, [ids, actor.accountId]);
  return tx.query<OfferRow>(
    `select ${offerColumns} from ${offerSource} where ${mine} and h.id = any ($3) order by h.case_id, h.id`,
    [actor.accountId, actor.secondFactor, ids],
  );
}

export async function mayProvide(tx: Tx, practiceId: string, practitionerId: string): Promise<boolean> {
  const [row] = await tx.query<{ may: boolean }>('select may_provide($1, $2) as may', [practiceId, practitionerId]);
  return row!.may;
}

/** Gives the case to whom it was offered: for good, or until the day; then it goes back to who had it before. */
export async function accept(tx: Tx, offer: OfferRow): Promise<void> {
  await tx.query('update hand_overs set accepted_at = $2 where id = $1', [offer.id, tx.now]);
  await tx.query(
    `update cases set practitioner_id = $2,
       provider_before = case when $3::date is null then null when provider_until is null then coalesce(practitioner_id, provider_before) else provider_before end,
       provider_until = $3::date where id = $1`,
    [offer.case_id, offer.to_practitioner_id, offer.until],
  );
}

export async function decline(tx: Tx, offer: OfferRow): Promise<void> {
  await tx.query('update hand_overs set declined_at = $2 where id = $1', [offer.id, tx.now]);
}

/** `gone` where there is none such in the practice; `over` where it was answered or withdrawn. */
export async function withdraw(
  tx: Tx,
  scope: OrganisationScope,
  id: string,
): Promise<{ caseId: string; accountId: string } | 'over' | 'gone'> {
  tx.send(
    'select id from cases where id = (select case_id from hand_overs where id = $1 and practice_id = $2) for no key update',
    [id, scope.organisationId],
  );
  const [row] = await tx.query<{ case_id: string; to_account_id: string; over: boolean }>(
    `select h.case_id, h.to_account_id, not (${open}) as over from hand_overs h where h.id = $1 and h.practice_id = $2 for update`,
    [id, scope.organisationId],
  );
  if (!row) return 'gone';
  if (row.over) return 'over';
  await tx.query('update hand_overs set withdrawn_at = $2 where id = $1', [id, tx.now]);
  return { caseId: row.case_id, accountId: row.to_account_id };
}

/** Where a letter to a member of the practice goes. */
export async function addressOf(tx: Tx, practiceId: string, accountId: string) {
  const [row] = await tx.query<{ email: string; first_name: string; language: string; practice: string }>(
    `select m.email, m.first_name, m.language, o.name as practice from members m join organisations o on o.id = m.organisation_id
      where m.organisation_id = $1 and m.account_id = $2 and m.removed_at is null and m.deactivated_at is null`,
    [practiceId, accountId],
  );
  return row;
}

export type DueRow = { id: string; practice_id: string; stand_in: string; before: string | null; able: boolean };

/** Cases handed over until a day that is past where their practice is; not those that another process is at. */
export function casesDue(tx: Tx): Promise<DueRow[]> {
  return tx.query<DueRow>(
    `select c.id, c.practice_id, coalesce(n.first_name || ' ' || n.last_name, '') as stand_in, b.first_name || ' ' || b.last_name as before,
       coalesce(may_provide(c.practice_id, c.provider_before), false) as able
       from cases c join practices p on p.id = c.practice_id left join practitioners n on n.id = c.practitioner_id
       left join practitioners b on b.id = c.provider_before
      where c.provider_until is not null and c.provider_until < ($1::timestamptz at time zone p.time_zone)::date
      order by c.id limit 200 for update of c skip locked`,
    [tx.now],
  );
}

/** Back to who had it, or under *Needs a provider* where that person is no longer there. */
export async function giveBack(tx: Tx, due: DueRow): Promise<void> {
  await tx.query(
    `update cases set practitioner_id = case when $2 then provider_before end, provider_before = case when $2 then null else provider_before end,
       provider_until = null where id = $1`,
    [due.id, due.able],
  );
}

/** As the system, so that nobody's name stands beside it. */
export function noteReturn(tx: Tx, id: string, due: DueRow): void {
  tx.send(`insert into case_history (id, case_id, at, name, event, facts) values ($1, $2, $3, '', $4, $5)`, [
    id,
    due.id,
    tx.now,
    due.able ? 'return_case' : 'park_case',
    JSON.stringify({ from: due.stand_in, to: due.before }),
  ]);
}
