import type { Call } from '#access/route.ts';
import type { findPractitioners } from '#contract/team.ts';
import { freePractitioners } from './practitioners-store.ts';
import { nameKey, nameLikeness } from './rules.ts';

const alikeEnough = 0.5;

/** Records that nobody has taken and that may be the invited person's: same registration number, or a similar name. */
export async function findLikelyPractitioners({ tx, scope, query }: Call<typeof findPractitioners>) {
  if (!scope.groupId || scope.kind !== 'practice') return { practitioners: [] };
  const asked = nameKey(query.firstName, query.lastName);
  const number = query.registrationNumber.replace(/\W/g, '').toUpperCase();
  const rows = await freePractitioners(tx, scope.groupId);
  const practitioners = rows
    .map((row) => {
      const sameNumber = number !== '' && row.registration_number.replace(/\W/g, '').toUpperCase() === number;
      return {
        id: row.id,
        firstName: row.first_name,
        lastName: row.last_name,
        clinicalRole: row.clinical_role,
        specialty: row.specialty,
        registrationNumber: row.registration_number,
        likeness: sameNumber ? 1 : nameLikeness(asked, row.name_key),
      };
    })
    .filter((row) => row.likeness >= alikeEnough)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, 10);
  return { practitioners };
}
