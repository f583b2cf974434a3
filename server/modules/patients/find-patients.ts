import type { Answer, Call } from '#access/route.ts';
import type { findPatients, viewPatient } from '#contract/patients.ts';
import { refuse } from '#platform/refusal.ts';
import { describePatient } from './describe.ts';
import { likelyPatients } from './likely-patients.ts';
import { casesOf, formerValuesOf, patientIn, patientsCalled, wordsOf } from './store.ts';

export async function findThePatients(call: Call<typeof findPatients>): Promise<Answer<typeof findPatients>> {
  const { tx, scope, actor, query } = call;
  const words = await wordsOf(tx, query.search);
  const rows = await patientsCalled(tx, scope, words, query.limit);
  // What was searched for is a name: the log says how many were found, and not of whom.
  call.audit({ changes: [{ field: 'found', after: String(rows.length) }] });
  return { patients: rows.map((row) => describePatient(row, actor.positions)) };
}

export async function viewThePatient(call: Call<typeof viewPatient>): Promise<Answer<typeof viewPatient>> {
  const { tx, scope, actor, params } = call;
  const [row, former, cases] = await Promise.all([
    patientIn(tx, scope, params.patientId),
    formerValuesOf(tx, params.patientId),
    casesOf(tx, params.patientId),
  ]);
  if (!row) return refuse('not_found');
  const named = { firstName: row.first_name, lastName: row.last_name, birthDate: row.birth_date, sex: row.sex };
  const likely = await likelyPatients(tx, scope, named);
  call.audit({ subject: { kind: 'patient', id: row.id } });
  return {
    patient: describePatient(row, actor.positions),
    former: former.map((each) => ({
      at: each.at.toISOString(),
      by: each.by,
      firstName: each.first_name,
      lastName: each.last_name,
      birthDate: each.birth_date,
      sex: each.sex,
    })),
    cases: cases.map(({ created_at, ...rest }) => ({ ...rest, createdAt: created_at.toISOString() })),
    likelyTheSame: likely.filter(({ id }) => id !== row.id).map((each) => describePatient(each, actor.positions)),
  };
}
