import { newId } from '#platform/ids.ts';
import type { Organisation, Person, World } from '#testing/world.ts';

export const firstNames = ['Anna', 'Bérénice', 'Çelik', 'Jean Paul', 'Öde', 'anna', 'Zoë', 'Max'];
export const lastNames = ['Müller', 'Mueller', 'van der Berg', 'Szabó', 'O’Neill', 'Ødegård', 'Anders'];

type Wanted = {
  practice: Organisation;
  laboratory: Organisation;
  technician: Person;
  author: Person;
  /** Practitioners of the practice's group; some cases have none. */
  practitioners: readonly string[];
  count: number;
};

/** Cases in every category, past every wall, their rows written by refresh_case(). `pick` chooses from a list. */
export async function someCases(world: World, wanted: Wanted, pick: <T>(from: readonly T[]) => T): Promise<string[]> {
  const { practice, laboratory, technician, author } = wanted;
  const ids: string[] = [];
  for (let number = 0; number < wanted.count; number += 1) {
    const [patientId, caseId] = [newId(), newId()];
    const [first, last] = [pick(firstNames), pick(lastNames)];
    await world.sql(
      `insert into patients (id, group_id, first_name, last_name, first_key, last_key, birth_date, sex, created_by, created_at)
       values ($1, $2, $3, $4, name_key($3), name_key($4), '1990-01-01', 'unknown', $5, now())`,
      [patientId, practice.groupId, first, last, author.id],
    );
    await world.sql(
      `insert into cases (id, group_id, practice_id, patient_id, practitioner_id, package, created_by, created_at, last_activity_at)
       values ($1, $2, $3, $4, $5, $6, $7, now(), timestamptz '2026-11-01' + $8 * interval '1 hour')`,
      [
        caseId,
        practice.groupId,
        practice.id,
        patientId,
        pick([...wanted.practitioners, null]),
        pick([null, '{"name":"FLEX"}', '{"name":"UNLIMITED 5"}']),
        author.id,
        // Few moments, so that many rows are told apart by their ids alone.
        pick([1, 2, 3, 4, 5]),
      ],
    );
    for (let order = pick([1, 1, 2]); order > 0; order -= 1) {
      const category = pick(all);
      const sent = category !== 'draft';
      await world.sql(
        `insert into orders (id, case_id, kind, category, held_from, turn_since, laboratory_id, technician_id, author_id, created_at, prescription,
           saved_at, submitted_at, sent_at, promised_on)
         values ($1, $2, $3, $4, case when $4 = 'on_hold' then 'manufacturing' end, now(), $5, $6, $7, now(), '{}', now(),
           case when $8 then now() end, case when $8 then now() end, $9)`,
        [
          newId(),
          caseId,
          pick(['aligner', 'revision', 'retainer', 'replacement']),
          category,
          sent ? laboratory.id : null,
          sent ? pick([technician.id, null]) : null,
          author.id,
          sent,
          sent ? pick([null, '2020-01-01', '2020-02-02', '2099-01-01']) : null,
        ],
      );
    }
    await world.sql('select refresh_case($1)', [caseId]);
    ids.push(caseId);
  }
  return ids;
}

const all = [
  ...['draft', 'awaiting_confirmation', 'submitted', 'waiting_for_records', 'records_rejected', 'setup_in_production'],
  ...['setup_awaiting_approval', 'setup_changes_requested', 'manufacturing', 'shipped', 'in_treatment', 'on_hold'],
  ...['completed', 'cancelled', 'refused', 'closed'],
];
