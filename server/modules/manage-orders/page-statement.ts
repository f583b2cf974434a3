import type { CaseListQuery } from '#contract/manage-orders.ts';
import { rowJson } from '../cases/index.ts';
import { type Condition, closedFlags, conditionsOf, type Reader } from './conditions.ts';
import type { Cursor } from './cursor.ts';
import { sorting } from './sorting.ts';
import type { Values } from './values.ts';

/** A condition that finds at most so many cases is gone through whole and sorted; more are met soon enough in the order of the list. */
const few = 2000;
/** The same for one word of several: the indexes of names carry the other names, so that only cases which fit all words are fetched. */
const fewOfWord = 8000;

/**
 * The statement of one page. `viewers` is SQL with a column `id`. Its one row has `rows`, the JSON of the page's rows, and `next`, what the
 * cursor of the next page is made of.
 *
 * Each part reads one range of one index in the order of the list and stops at the page's length. OR-conditions and row comparisons would
 * keep PostgreSQL from that, so a cursor becomes up to three ranges, and several viewers or values are ranges of their own.
 */
export function pageStatement(
  query: CaseListQuery,
  cursor: Cursor | null,
  reader: Reader,
  viewers: string,
  values: Values,
): string {
  const conditions = conditionsOf(query, reader, values);
  const flags = closedFlags(query);
  const { column } = sorting[query.sort];
  const descending = query.direction === 'descending';
  const down = descending ? ' desc' : '';
  const length = query.limit <= 50 ? 51 : query.limit <= 100 ? 101 : query.limit + 1;
  const keyset = keysetOf(query.sort, cursor, descending, values);

  const driver = chooseDriver(conditions, query.sort);
  const rest = conditions.filter((each) => each !== driver);
  const words = conditions.filter(({ word }) => word);
  const narrowed = (anchor: Condition, closed: boolean, range: string) => {
    if (!anchor.word || words.length < 2) return `${sourceOf(anchor, closed)} and ${range}`;
    const others = words.filter((each) => each !== anchor).map(({ where }) => where);
    return `(select r.viewer_id, r.case_id from ${sourceOf(anchor, closed)} and ${[range, ...others].join(' and ')} offset 0) w
      cross join lateral (select * from case_rows r where r.viewer_id = w.viewer_id and r.case_id = w.case_id offset 0) r where true`;
  };
  const most = (anchor: Condition) => (anchor.word && words.length > 1 ? fewOfWord : few);
  const gates = rest.filter(({ ranges }) => ranges.length > 0);
  const row = `r.viewer_id, r.case_id, r.${column} as k, r.last_activity_at as t`;
  const read = (closed: boolean, clauses: readonly string[], order: string) =>
    `select x.* from ${viewers} v cross join lateral (select ${row} from case_rows r
       where ${[`r.viewer_id = v.id and r.closed = ${closed}`, ...clauses].join(' and ')} order by ${order} limit ${length}) x`;
  // OFFSET 0 keeps the other conditions away from the choice of the index.
  const gather = (closed: boolean, anchor: Condition, range: string, chosen: string, others: readonly string[]) =>
    `select x.* from ${viewers} v cross join lateral (select ${row} from (
       select r.* from ${narrowed(anchor, closed, range)} and ${chosen} offset 0) r
       where ${[`r.closed = ${closed}`, ...others].join(' and ')}) x`;

  const byActivity = `r.last_activity_at${down}, r.case_id${down}`;
  const settled = driver !== undefined || query.sort === 'activity';
  const order = settled ? byActivity : `r.${column}${down}, ${byActivity}`;
  const ranges = settled && (query.sort === 'activity' || driver?.ranges.length === 1) ? keyset.settled : keyset.ranges;
  const gate = gates.length > 0 ? ['(select anchor from chosen) is null'] : [];
  const inOrder = flags.flatMap((closed) =>
    (driver?.ranges ?? ['true']).flatMap((range) =>
      ranges.map((after) => `(${read(closed, [...gate, range, ...rest.map(({ where }) => where), ...after], order)})`),
    ),
  );
  const gathered = gates.map((anchor, index) => {
    const others = conditions.filter((each) => each !== anchor).map(({ where }) => where);
    const parts = flags.flatMap((closed) =>
      anchor.ranges.map((range) =>
        gather(closed, anchor, range, `(select anchor from chosen) = ${index}`, [...others, ...keyset.whole]),
      ),
    );
    return `(select * from (${parts.join(' union ')}) g order by g.k${down}, g.t${down}, g.case_id${down} limit ${length})`;
  });
  const parts = [...inOrder, ...gathered];
  const sizes = gates.map(
    (anchor, index) =>
      `select ${index} as anchor, ${sizeOf(anchor, flags, viewers, most(anchor))} as n, ${most(anchor)} as most`,
  );
  const me = values.add(reader.accountId, 'uuid');
  const limit = values.add(query.limit, 'integer');
  return `with ${
    gates.length > 0
      ? `sizes as materialized (${sizes.join(' union all ')}),
         chosen as materialized (select anchor from sizes where n <= most order by n, anchor limit 1),`
      : ''
  } hits as materialized (
      select u.viewer_id, u.case_id, u.k, u.t, row_number() over (order by u.k${down}, u.t${down}, u.case_id${down}) as place
        from (${parts.join(' union all ')}) u order by place limit ${length}
    )
    select coalesce(string_agg(${rowJson(me, values.add(reader.today, 'date'))}, ',' order by h.place) filter (where h.place <= ${limit}), '') as rows,
      (select json_build_array(l.k, l.t, l.case_id) from hits l where l.place = ${limit} and exists (select from hits where place > ${limit})) as next
    from hits h join case_rows r on r.viewer_id = h.viewer_id and r.case_id = h.case_id`;
}

/** The condition whose index gives the rows in the order of the list, if there is one. */
function chooseDriver(conditions: readonly Condition[], sort: CaseListQuery['sort']): Condition | undefined {
  const able = conditions.filter((each) => each.ordered && (sort === 'activity' || each.settles === sort));
  // The more values something has, the later it comes in the list of conditions, and the fewer cases has each of them.
  return able.at(-1);
}

const sourceOf = ({ from }: Condition, closed: boolean) =>
  from ? `${from} where true` : `case_rows r where r.viewer_id = v.id and r.closed = ${closed}`;

function sizeOf(anchor: Condition, flags: readonly boolean[], viewers: string, most: number): string {
  const counted = flags.flatMap((closed) =>
    anchor.ranges.map(
      (range) =>
        `(select 1 from ${viewers} v cross join lateral (select from ${sourceOf(anchor, closed)} and ${range} limit ${most + 1}) x)`,
    ),
  );
  return `(select count(*) from (select 1 from (${counted.join(' union all ')}) y limit ${most + 1}) z)`;
}

type Keyset = {
  /** Ranges behind the cursor, each a list of conditions; one empty list without a cursor. */
  readonly ranges: string[][];
  /** The same where the sort's column is the same in all rows. */
  readonly settled: string[][];
  /** All of them as one condition, for rows that are sorted afterwards. */
  readonly whole: string[];
};

function keysetOf(sort: CaseListQuery['sort'], cursor: Cursor | null, descending: boolean, values: Values): Keyset {
  if (!cursor) return { ranges: [[]], settled: [[]], whole: [] };
  const { column, type } = sorting[sort];
  const beyond = descending ? '<' : '>';
  const [k, t, id] = [
    values.add(cursor.key, type),
    values.add(cursor.activity, 'timestamptz'),
    values.add(cursor.id, 'uuid'),
  ];
  const sameMoment = [`r.last_activity_at = ${t}`, `r.case_id ${beyond} ${id}`];
  const later = [`r.last_activity_at ${beyond} ${t}`];
  const settled = [sameMoment, later];
  const same = `r.${column} = ${k}`;
  const ranges =
    sort === 'activity' ? settled : [[same, ...sameMoment], [same, ...later], [`r.${column} ${beyond} ${k}`]];
  return { ranges, settled, whole: [`(${ranges.map((each) => `(${each.join(' and ')})`).join(' or ')})`] };
}
