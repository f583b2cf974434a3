import type { GivingFilter } from '#contract/giving-cases.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { type Condition, closedFlags, conditionsOf, type Reader, Values } from '../manage-orders/index.ts';

export type Choice = { ids: string[] } | { fitting: Omit<GivingFilter, 'sort' | 'direction'>; except: string[] };
export type Subject = { practiceId: string; practitionerId: string; collaborationId: string };

/** Manage Orders' reader with what Manage Collaborators asks besides: whether a case is given to the chosen collaborator. */
export function readerFor(reader: Reader, given: GivingFilter['given'], collaborationId: string): Reader {
  if (!given) return reader;
  return { ...reader, also: (values) => [givenIs(given, values.add(collaborationId, 'uuid'))] };
}

function givenIs(given: 'yes' | 'no', collaboration: string): Condition {
  const exists = `exists (select from case_collaborators k where k.case_id = r.case_id and k.collaboration_id = ${collaboration} and k.taken_at is null)`;
  if (given === 'no') return { where: `not ${exists}`, ranges: [], ordered: false };
  return {
    where: exists,
    ranges: ['true'],
    ordered: false,
    from: `(select k.case_id from case_collaborators k where k.collaboration_id = ${collaboration} and k.taken_at is null offset 0) u
      cross join lateral (select * from case_rows r where r.viewer_id = v.id and r.case_id = u.case_id offset 0) r`,
  };
}

function fitting(filter: Omit<GivingFilter, 'sort' | 'direction'>, of: Subject, reader: Reader, values: Values) {
  const asked = { ...filter, provider: [of.practitionerId] };
  const conditions = conditionsOf(asked, readerFor(reader, filter.given, of.collaborationId), values);
  const elsewhere = filter.practice && !filter.practice.includes(of.practiceId);
  return [
    `r.viewer_id = ${values.add(of.practiceId, 'uuid')}`,
    `r.closed = any (${values.add(closedFlags(asked), 'boolean[]')})`,
    ...conditions.map(({ where }) => where),
    ...(elsewhere ? ['false'] : []),
  ].join(' and ');
}

/** The cases that were chosen, in the order in which they are held; no more than `most`. */
export async function chosenCases(
  tx: Tx,
  choice: Choice,
  of: Subject,
  reader: Reader,
  most: number,
): Promise<string[]> {
  if ('ids' in choice) return [...new Set(choice.ids)].sort().slice(0, most);
  const values = new Values();
  const where = fitting(choice.fitting, of, reader, values);
  const rows = await tx.query<{ id: string }>(
    `select r.case_id as id from case_rows r where ${where} and r.case_id <> all (${values.add(choice.except, 'uuid[]')})
      order by r.case_id limit ${values.add(most, 'integer')}`,
    values.list,
  );
  return rows.map(({ id }) => id);
}

export type Fitting = { fitting: number; given: number; notShared: number };

/** How many cases fit, and how many of them are given or not to be shared. */
export async function countFitting(
  tx: Tx,
  filter: Omit<GivingFilter, 'sort' | 'direction'>,
  of: Subject,
  reader: Reader,
): Promise<Fitting> {
  const values = new Values();
  const where = fitting(filter, of, reader, values);
  const collaboration = values.add(of.collaborationId, 'uuid');
  const [row] = await tx.query<Fitting>(
    `select count(*)::integer as fitting, (count(*) filter (where r.not_shared))::integer as "notShared", count(k.case_id)::integer as given
       from case_rows r left join case_collaborators k on k.case_id = r.case_id and k.collaboration_id = ${collaboration} and k.taken_at is null
      where ${where}`,
    values.list,
  );
  return row!;
}
