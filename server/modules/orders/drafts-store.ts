import type { CaseScope } from '#access/scope.ts';
import type { TreatmentApproach } from '#contract/prescriptions.ts';
import type { Tx } from '#platform/database/transaction.ts';

/** A condition on members m, practitioners p and groups g: somebody who may own cases of the practice. */
const mayProvide = `m.removed_at is null and m.deactivated_at is null and p.account_id = m.account_id
  and p.clinical_role = any (g.provider_clinical_roles)`;
const providers = 'members m join practitioners p on p.id = m.practitioner_id join groups g on g.id = p.group_id';

/** The account's own record as a practitioner at a practice, where it can be provider there. */
export async function ownPractitioner(tx: Tx, practiceId: string, accountId: string): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    `select p.id from ${providers} where m.organisation_id = $1 and m.account_id = $2 and ${mayProvide}`,
    [practiceId, accountId],
  );
  return row?.id ?? null;
}

/** Whether a practitioner can be provider at a practice. */
export async function canProvide(tx: Tx, practiceId: string, practitionerId: string): Promise<boolean> {
  const rows = await tx.query(
    `select from ${providers} where m.organisation_id = $1 and m.practitioner_id = $2 and ${mayProvide}`,
    [practiceId, practitionerId],
  );
  return rows.length > 0;
}

export async function approachOfProvider(
  tx: Tx,
  practiceId: string,
  practitionerId: string | null,
): Promise<TreatmentApproach> {
  if (!practitionerId) return {};
  const [row] = await tx.query<{ approach: TreatmentApproach | null }>(
    'select preferences_of_provider($1, $2) as approach',
    [practiceId, practitionerId],
  );
  return row?.approach ?? {};
}

/** The laboratories that a practice has chosen, the preferred one first. */
export async function chosenLaboratories(tx: Tx, practiceId: string): Promise<{ id: string; preferred: boolean }[]> {
  return tx.query<{ id: string; preferred: boolean }>(
    `select laboratory_id as id, preferred from practice_laboratories where practice_id = $1 and ended_at is null
      order by preferred desc, chosen_at, laboratory_id`,
    [practiceId],
  );
}

export type NewCase = {
  id: string;
  groupId: string;
  practiceId: string;
  practitionerId: string | null;
  createdBy: string;
};

/** Begins a case; travels with what follows. */
export function insertCase(tx: Tx, given: NewCase): void {
  tx.send(
    `insert into cases (id, group_id, practice_id, practitioner_id, created_by, created_at, last_activity_at)
     values ($1, $2, $3, $4, $5, $6, $6)`,
    [given.id, given.groupId, given.practiceId, given.practitionerId, given.createdBy, tx.now],
  );
}

/** Moves a draft's case; false where the account isn't a member of both, or the practice isn't of the group. */
export async function moveDraft(tx: Tx, scope: CaseScope, practiceId: string): Promise<boolean> {
  const [row] = await tx.query<{ moved: boolean }>('select move_case($1, $2) as moved', [scope.caseId, practiceId]);
  return row?.moved ?? false;
}

/** Whether a patient of the case's group is one that the account sees. */
export async function patientKnown(tx: Tx, scope: CaseScope, patientId: string): Promise<boolean> {
  // Not one of a case that is merely shared with the account.
  const rows = await tx.query(
    `select from patients p where p.id = $1 and p.group_id = $2 and (p.waiting_in = any ((select own_viewers())::uuid[])
       or exists (select from cases c where c.patient_id = p.id and c.practice_id = any ((select own_viewers())::uuid[])))`,
    [patientId, scope.groupId],
  );
  return rows.length > 0;
}

/**
 * Gives the draft's case its patient. One who had no case before waits for one no longer; one who thereby has none again waits in the
 * practice as before.
 */
export function attachPatient(
  tx: Tx,
  scope: CaseScope,
  practiceId: string,
  before: string | null,
  patientId: string | null,
): void {
  if (before)
    tx.send(
      `update patients set waiting_in = $2 where id = $1
         and not exists (select from cases c where c.patient_id = $1 and c.id <> $3)`,
      [before, practiceId, scope.caseId],
    );
  tx.send('update cases set patient_id = $2 where id = $1', [scope.caseId, patientId]);
  if (patientId) tx.send('update patients set waiting_in = null where id = $1 and waiting_in is not null', [patientId]);
}

export function setProvider(tx: Tx, scope: CaseScope, practitionerId: string | null): void {
  tx.send('update cases set practitioner_id = $2 where id = $1', [scope.caseId, practitionerId]);
}

export function setNotShared(tx: Tx, scope: CaseScope, notShared: boolean): void {
  tx.send('update cases set not_shared = $2 where id = $1', [scope.caseId, notShared]);
}

export type ChoiceRow = {
  id: string;
  name: string;
  providers: { practitionerId: string; name: string; you: boolean }[];
  laboratories: { id: string; name: string; preferred: boolean }[];
};

/** The account's practices of a group, with who can be provider there and the laboratories chosen there. */
export function choicesIn(tx: Tx, groupId: string): Promise<ChoiceRow[]> {
  return tx.query<ChoiceRow>(
    `select o.id, o.name,
       (select coalesce(jsonb_agg(jsonb_build_object('practitionerId', p.id, 'name', p.first_name || ' ' || p.last_name,
           'you', p.account_id = current_account()) order by p.name_key, p.id), '[]')
          from ${providers} where m.organisation_id = o.id and ${mayProvide}) as providers,
       (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'name', l.name, 'preferred', pl.preferred) order by pl.preferred desc, l.name_key), '[]')
          from practice_laboratories pl join organisations l on l.id = pl.laboratory_id
         where pl.practice_id = o.id and pl.ended_at is null) as laboratories
       from organisations o join members own on own.organisation_id = o.id and own.account_id = current_account()
        and own.removed_at is null and own.deactivated_at is null
      where o.group_id = $1 and o.kind = 'practice' order by o.name_key, o.id`,
    [groupId],
  );
}

export type DiscardedRow = {
  case_id: string;
  order_id: string;
  number: number;
  kind: 'aligner' | 'revision' | 'retainer' | 'replacement';
  patient: string | null;
  author: string | null;
  author_id: string;
  provider_account: string | null;
  discarded_at: Date;
};

export function discardedDrafts(tx: Tx, practiceId: string, since: Date): Promise<DiscardedRow[]> {
  return tx.query<DiscardedRow>(
    `select c.id as case_id, x.id as order_id, c.number, x.kind, x.author_id, x.discarded_at, pr.account_id as provider_account,
       (select p.first_name || ' ' || p.last_name from patients p where p.id = c.patient_id) as patient,
       order_names(x.id) -> 'people' ->> x.author_id::text as author
       from cases c join orders x on x.case_id = c.id left join practitioners pr on pr.id = c.practitioner_id
      where c.practice_id = $1 and x.discarded_at > $2 order by x.discarded_at desc, x.id limit 200`,
    [practiceId, since],
  );
}
