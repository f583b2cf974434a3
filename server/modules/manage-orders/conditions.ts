import type { CaseFilter } from '#contract/manage-orders.ts';
import { facetIs, placeOf, type places } from './places.ts';
import { settles } from './sorting.ts';
import type { Values } from './values.ts';
import { searchWords, wordConditions } from './words.ts';

/** One filter of the list as SQL on `r`, a row of case_rows. */
export type Condition = {
  readonly where: string;
  /** Alternatives that together find the same rows, each a range of an index behind viewer_id (`v.id`) and closed. None where no index serves it. */
  readonly ranges: readonly string[];
  /** Where the ranges aren't of case_rows alone, and not behind its viewer_id and closed. */
  readonly from?: string;
  /** Each range holds one value, and its index goes on with activity and id. */
  readonly ordered: boolean;
  /** The sort whose column is the same in all rows of a range. */
  readonly settles?: string | undefined;
  /** One of the words searched for: its ranges are indexes that carry what the other words ask. */
  readonly word?: true;
};

/** Who reads the list. */
export type Reader = {
  readonly accountId: string;
  /** Their day, YYYY-MM-DD. */
  readonly today: string;
  readonly side: 'practice' | 'laboratory' | 'collaborator';
  /** What a later module asks besides. */
  readonly also?: (values: Values) => Condition[];
};

/** Whose turn it is where anybody of the reader's side may act. */
export const anybodyOf = (side: Reader['side']) => (side === 'practice' ? 'provider_side' : side);

/** The filter's conditions, but for which cases are closed and, on the practice's side, which practices are meant. */
export function conditionsOf(filter: CaseFilter, reader: Reader, values: Values): Condition[] {
  const found: Condition[] = [];
  const among = (
    name: keyof CaseFilter | null,
    column: string,
    type: string,
    wanted: readonly unknown[],
    { extra = '', facet }: { extra?: string; facet?: (value: string) => string } = {},
  ) => {
    const given = wanted.map((value) => values.add(value, type));
    const ranges = given.map((value) => `r.${column} = ${value}${extra}`);
    const each = facet ? given.map(facet) : ranges;
    found.push({
      where: each.length === 1 ? each[0]! : `(${each.join(' or ')})`,
      ranges,
      ordered: true,
      settles: name === null ? undefined : settles[name],
    });
  };
  const placesAmong = (name: keyof typeof places, column: string, wanted: readonly string[] | undefined) =>
    wanted &&
    among(
      name,
      column,
      'smallint',
      [...new Set(wanted)].map((word) => placeOf(name, word)),
      { facet: (value) => facetIs(name, value) },
    );
  const distinct = (wanted: readonly string[]) => [...new Set(wanted)];

  placesAmong('status', 'status_place', filter.status);
  placesAmong('category', 'category_place', filter.category);
  placesAmong('kind', 'kind_place', filter.kind);
  placesAmong('collaboratorStatus', 'collaborator_place', filter.collaboratorStatus);
  if (filter.package) among('package', 'package', 'text', distinct(filter.package));
  if (filter.provider) among('provider', 'practitioner_id', 'uuid', distinct(filter.provider));
  if (filter.technician)
    among('technician', 'technician_id', 'uuid', distinct(filter.technician), {
      extra: ' and r.technician_id is not null',
    });
  if (filter.practice && reader.side !== 'practice')
    among('practice', 'practice_id', 'uuid', distinct(filter.practice), { extra: ` and r.side <> 'practice'` });
  if (filter.turn === 'mine') {
    const anybody = anybodyOf(reader.side);
    among(null, 'turn_holder', 'text', [reader.accountId, anybody]);
  } else if (filter.turn) placesAmong('turn', 'turn_place', [filter.turn]);
  if (filter.needsProvider) found.push({ where: 'r.needs_provider', ranges: ['r.needs_provider'], ordered: true });
  if (filter.unassigned) {
    const where = `(r.technician_id is null and r.side = 'collaborator')`;
    found.push({ where, ranges: [where], ordered: true });
  }
  if (filter.answerNeeded) found.push({ where: 'r.answer_needed', ranges: ['r.answer_needed'], ordered: true });
  if (filter.overdue) {
    const where = overdue(values.add(reader.today, 'date'));
    found.push({ where, ranges: [where], ordered: false });
  }
  if (filter.unread) {
    const me = values.add(reader.accountId, 'uuid');
    found.push({
      where: `exists (select from unread_cases u where u.account_id = ${me} and u.viewer_id = r.viewer_id and u.case_id = r.case_id)`,
      ranges: ['true'],
      ordered: false,
      from: unreadRows(me),
    });
  }
  for (const word of searchWords(filter.search)) found.push(wordConditions(word, values));
  return reader.also ? [...found, ...reader.also(values)] : found;
}

/** The unread cases' rows as `r`, one by one: from the few that are unread, not from all there are. */
export const unreadRows = (me: string) =>
  `(select u.viewer_id, u.case_id from unread_cases u where u.account_id = ${me} and u.viewer_id = v.id offset 0) u
   cross join lateral (select * from case_rows r where r.viewer_id = u.viewer_id and r.case_id = u.case_id offset 0) r`;

/** A promise that the laboratory hasn't kept by today. */
export const overdue = (today: string) =>
  `(r.turn = 'laboratory' and r.promised_on is not null and r.promised_place < ${today})`;

/** Which cases the filter means: open ones, closed ones or both. */
export function closedFlags(filter: CaseFilter): boolean[] {
  if (!filter.status && !filter.category) return filter.all ? [false, true] : [false];
  const closing: readonly string[] = ['completed', 'cancelled', 'refused', 'closed'];
  const flags = (given: readonly boolean[] | undefined) => new Set(given ?? [false, true]);
  const status = flags(filter.status?.map((each) => each === 'closed'));
  const category = flags(filter.category?.map((each) => closing.includes(each)));
  const both = [false, true].filter((flag) => status.has(flag) && category.has(flag));
  // A closed status and an open category: no row has both, whichever flag is asked for.
  return both.length > 0 ? both : [false];
}
