import type { Answer, Call } from '#access/route.ts';
import type { createPatient } from '#contract/patients.ts';
import { newId } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { describePatient, inFuture } from './describe.ts';
import { personalChanges } from './edit-patient.ts';
import { likelyTheSame } from './likeness.ts';
import { insertPatient, patientIn, patientsLike, wordsOf } from './store.ts';

/** Makes a record, unless somebody whom the person sees already is likely the same and it wasn't said that this is somebody new. */
export async function createThePatient(call: Call<typeof createPatient>): Promise<Answer<typeof createPatient>> {
  const { tx, scope, actor, body } = call;
  const { somebodyNew, ...person } = body;
  if (inFuture(person.birthDate, tx.now)) return refuse('birth_date_in_future');
  if (!somebodyNew) {
    const [words, near] = await Promise.all([
      wordsOf(tx, `${person.firstName} ${person.lastName}`),
      patientsLike(tx, scope, person),
    ]);
    const asked = { key: words.join(' '), birthDate: person.birthDate };
    const likely = near.filter((row) => likelyTheSame(asked, { key: row.key, birthDate: row.birth_date }));
    if (likely.length > 0) {
      call.audit({
        action: 'foundLikelyPatients',
        changes: [{ field: 'found', after: String(likely.length) }],
      });
      return {
        outcome: 'likely_the_same',
        patients: likely.slice(0, 20).map((row) => describePatient(row, actor.positions)),
      };
    }
  }
  const id = newId();
  await insertPatient(tx, scope, id, person, actor.accountId);
  call.audit({ subject: { kind: 'patient', id, made: true }, changes: personalChanges(null, person) });
  const made = await patientIn(tx, scope, id);
  return { outcome: 'created', patient: describePatient(made!, actor.positions) };
}
