import type { ClinicalRole } from '#contract/permissions.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { providerRole } from './members-store.ts';
import type { Professional } from './rules.ts';
import { nameKey } from './rules.ts';

export type PractitionerRow = {
  id: string;
  first_name: string;
  last_name: string;
  name_key: string;
  clinical_role: ClinicalRole;
  specialty: string;
  registration_number: string;
  account_id: string | null;
};

const columns = 'id, first_name, last_name, name_key, clinical_role, specialty, registration_number, account_id';

export async function practitionerById(
  tx: Tx,
  groupId: string,
  practitionerId: string,
): Promise<PractitionerRow | undefined> {
  const [row] = await tx.query<PractitionerRow>(
    `select ${columns} from practitioners where group_id = $1 and id = $2`,
    [groupId, practitionerId],
  );
  return row;
}

/** Records of the group that no account has taken. */
export function freePractitioners(tx: Tx, groupId: string): Promise<PractitionerRow[]> {
  return tx.query<PractitionerRow>(
    `select ${columns} from practitioners where group_id = $1 and account_id is null order by name_key limit 5000`,
    [groupId],
  );
}

export async function practitionerOfAccount(
  tx: Tx,
  groupId: string,
  accountId: string,
): Promise<PractitionerRow | undefined> {
  const [row] = await tx.query<PractitionerRow>(
    `select ${columns} from practitioners where group_id = $1 and account_id = $2`,
    [groupId, accountId],
  );
  return row;
}

/**
 * The practitioner record of a person in a group: the account's own from before, else the one given, else a new one. The record takes
 * the professional details, unless it owns cases and the new clinical role couldn't: whoever joins a second practice as something else
 * stays the provider they are.
 */
export async function linkPractitioner(
  tx: Tx,
  groupId: string,
  person: { accountId: string; firstName: string; lastName: string },
  professional: Professional & { clinicalRole: ClinicalRole },
  chosenId: string | null,
): Promise<string> {
  // One at a time for each person, who may accept invitations to two practices of the group at once.
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `practitioner ${groupId} ${person.accountId}`,
  ]);
  const own = await practitionerOfAccount(tx, groupId, person.accountId);
  const details = {
    clinical_role: professional.clinicalRole,
    specialty: professional.specialty,
    registration_number: professional.registrationNumber,
  };
  const chosen = own?.id ?? chosenId;
  const stays = own && !(await providerRole(tx, groupId, professional.clinicalRole)) && (await ownsCases(tx, own.id));
  if (chosen) {
    // Somebody else may have taken the record since it was chosen, or take it at this moment: the first keeps it.
    const { numUpdatedRows } = await tx.db
      .updateTable('practitioners')
      .set({ ...(stays ? {} : details), account_id: person.accountId })
      .where('id', '=', chosen)
      .where('group_id', '=', groupId)
      .where((where) => where.or([where('account_id', 'is', null), where('account_id', '=', person.accountId)]))
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 1n) return chosen;
  }
  const id = newId();
  await tx.db
    .insertInto('practitioners')
    .values({
      id,
      group_id: groupId,
      first_name: person.firstName,
      last_name: person.lastName,
      name_key: nameKey(person.firstName, person.lastName),
      ...details,
      account_id: person.accountId,
      created_at: tx.now,
    })
    .execute();
  return id;
}

async function ownsCases(tx: Tx, practitionerId: string): Promise<boolean> {
  const [row] = await tx.query<{ owns: boolean }>('select owns_cases($1) as owns', [practitionerId]);
  return row!.owns;
}
