import type { Standing } from '#contract/case-permissions.ts';
import type { Patient } from '#contract/patients.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type SharingProvider = { practitioner_id: string; name: string; adds_at: { id: string; name: string }[] };

/** Providers who opened cases to the account or its planning service, and the practices where it may prepare orders for them. */
export function sharedWithMe(tx: Tx): Promise<SharingProvider[]> {
  return tx.query<SharingProvider>('select practitioner_id, name, adds_at from shared_with_me()');
}

/** Nobody cares how many there are beyond a thousand. */
export async function unreadShared(tx: Tx, accountId: string): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::integer as n from (select from unread_cases u join case_rows r on r.viewer_id = u.viewer_id and r.case_id = u.case_id
      where u.account_id = $1 and r.side = 'collaborator' limit 1000) x`,
    [accountId],
  );
  return row!.n;
}

type Begun = {
  practitionerId: string;
  practiceId: string;
  caseId: string;
  orderId: string;
  kind: string;
  asked: object;
};

/** The group of the case that was begun; undefined where it wasn't granted. */
export async function beginCaseFor(tx: Tx, given: Begun): Promise<string | undefined> {
  const [row] = await tx.query<{ group_id: string | null }>(
    'select begin_case_for($1, $2, $3, $4, $5, $6, $7) as group_id',
    [
      given.practitionerId,
      given.practiceId,
      given.caseId,
      given.orderId,
      given.kind,
      JSON.stringify(given.asked),
      tx.now,
    ],
  );
  return row?.group_id ?? undefined;
}

/** As what the account stands towards a case that it has just begun. */
export async function caseStandingOf(tx: Tx, caseId: string) {
  const [row] = await tx.query<{
    practice_id: string;
    standings: Standing[];
    laboratories: string[];
    collaborator_viewers: string[];
  }>('select practice_id, standings, laboratories, collaborator_viewers from case_standing($1)', [caseId]);
  return {
    practiceId: row!.practice_id,
    standings: row!.standings,
    laboratoryIds: row!.laboratories,
    collaboratorIds: row!.collaborator_viewers,
  };
}

type Named = {
  caseId: string;
  orderId: string;
  patientId: string;
  person: Pick<Patient, 'firstName' | 'lastName' | 'birthDate' | 'sex'>;
};
type Outcome = 'made' | 'changed' | 'same' | 'not_found' | 'not_yours' | 'order_moved_on' | 'general_information_fixed';

export async function namePatient(tx: Tx, given: Named): Promise<Outcome> {
  const [row] = await tx.query<{ outcome: Outcome }>('select name_new_patient($1, $2, $3, $4, $5) as outcome', [
    given.caseId,
    given.orderId,
    given.patientId,
    JSON.stringify(given.person),
    tx.now,
  ]);
  return row!.outcome;
}
