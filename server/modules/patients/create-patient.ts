import type { Answer, Call } from '#access/route.ts';
import type { createPatient } from '#contract/patients.ts';
import { newId } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { describePatient, inFuture } from './describe.ts';
import { personalChanges } from './edit-patient.ts';
import { likelyPatients } from './likely-patients.ts';
import { insertPatient, patientIn } from './store.ts';

/** Makes a record, unless somebody whom the person sees already is likely the same and it wasn't said that this is somebody new. */
export async function createThePatient(call: Call<typeof createPatient>): Promise<Answer<typeof createPatient>> {
  const { tx, scope, actor, body } = call;
  const { somebodyNew, ...person } = body;
  if (inFuture(person.birthDate, tx.now)) return refuse('birth_date_in_future');
  if (!somebodyNew) {
    const likely = await likelyPatients(tx, scope, person);
    if (likely.length > 0) {
      call.audit({
        action: 'foundLikelyPatients',
        changes: [{ field: 'found', after: String(likely.length) }],
      });
      return {
        outcome: 'likely_the_same',
        patients: likely.map((row) => describePatient(row, actor.positions)),
      };
    }
  }
  const id = newId();
  await insertPatient(tx, scope, id, person, actor.accountId);
  call.audit({ subject: { kind: 'patient', id, made: true }, changes: personalChanges(null, person) });
  const made = await patientIn(tx, scope, id);
  return { outcome: 'created', patient: describePatient(made!, actor.positions) };
}
