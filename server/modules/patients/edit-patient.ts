import type { Answer, Call } from '#access/route.ts';
import type { editPatient } from '#contract/patients.ts';
import type { Change } from '#platform/audit/record.ts';
import { refuse } from '#platform/refusal.ts';
import { describePatient, inFuture, mayEdit } from './describe.ts';
import { holdPatient, type PatientRow, type Person, patientIn, refreshCasesOf, replacePatient } from './store.ts';

/** Corrects a record; the former values are kept, and every case says the new ones at once. */
export async function editThePatient(call: Call<typeof editPatient>): Promise<Answer<typeof editPatient>> {
  const { tx, scope, actor, params, body } = call;
  const { version, ...person } = body;
  const row = await holdPatient(tx, scope, params.patientId);
  if (!row) return refuse('not_found');
  if (!mayEdit(row, actor.positions)) return refuse('not_allowed', { needs: 'patients.edit' });
  if (row.version !== version) return refuse('changed_meanwhile');
  if (inFuture(person.birthDate, tx.now)) return refuse('birth_date_in_future');
  const changes = personalChanges(row, person);
  call.audit({ subject: { kind: 'patient', id: row.id }, changes });
  if (changes.length === 0) return describePatient(row, actor.positions);
  await replacePatient(tx, row, person, actor.accountId);
  await refreshCasesOf(tx, row.id);
  return describePatient((await patientIn(tx, scope, row.id))!, actor.positions);
}

/** What the audit keeps of a record, encrypted under the patient's own key. */
export function personalChanges(before: PatientRow | null, after: Person): Change[] {
  const values: [string, string | undefined, string][] = [
    ['firstName', before?.first_name, after.firstName],
    ['lastName', before?.last_name, after.lastName],
    ['birthDate', before?.birth_date, after.birthDate],
    ['sex', before?.sex, after.sex],
  ];
  return values
    .filter(([, was, is]) => was !== is)
    .map(([field, was, is]) => ({ field, ...(was === undefined ? {} : { before: was }), after: is, personal: true }));
}
