import type { ClinicalRole } from '#contract/permissions.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
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
 * the professional details.
 */
export async function linkPractitioner(
  tx: Tx,
  groupId: string,
  person: { accountId: string; firstName: string; lastName: string },
  professional: Professional & { clinicalRole: ClinicalRole },
  chosenId: string | null,
): Promise<string> {
  const own = await practitionerOfAccount(tx, groupId, person.accountId);
  const chosen = own ?? (chosenId ? await practitionerById(tx, groupId, chosenId) : undefined);
  const details = {
    clinical_role: professional.clinicalRole,
    specialty: professional.specialty,
    registration_number: professional.registrationNumber,
  };
  if (chosen && (chosen.account_id === null || chosen.account_id === person.accountId)) {
    await tx.db
      .updateTable('practitioners')
      .set({ ...details, account_id: person.accountId })
      .where('id', '=', chosen.id)
      .execute();
    return chosen.id;
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
