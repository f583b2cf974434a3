import type { OrganisationScope } from '#access/scope.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { likelyTheSame } from './likeness.ts';
import { type LikelyRow, type Person, patientsLike, wordsOf } from './store.ts';

/** Records that the person who asks sees and that are likely of the same patient; twenty at most. */
export async function likelyPatients(tx: Tx, scope: OrganisationScope, person: Person): Promise<LikelyRow[]> {
  const [words, near] = await Promise.all([
    wordsOf(tx, `${person.firstName} ${person.lastName}`),
    patientsLike(tx, scope, person),
  ]);
  const asked = { key: words.join(' '), birthDate: person.birthDate };
  return near.filter((row) => likelyTheSame(asked, { key: row.key, birthDate: row.birth_date })).slice(0, 20);
}
