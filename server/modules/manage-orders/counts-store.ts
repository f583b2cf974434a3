import type { Tx } from '#platform/database/transaction.ts';
import { anybodyOf, overdue, type Reader, unreadRows } from './conditions.ts';
import { type Viewers, viewersOf } from './store.ts';
import { Values } from './values.ts';

export type KeptCounts = { kept: Record<string, number>; overdue: number; unread: number; mine: number };

/** What hangs on the day or on the person is counted when it is read, but no further than anybody cares to know. */
const most = 1000;

/** The counts of one organisation or of one's practices in a group, by one statement. */
export async function readCounts(tx: Tx, reader: Reader, viewers: Viewers): Promise<KeptCounts> {
  const values = new Values();
  const own = viewersOf(viewers, values);
  const me = values.add(reader.accountId, 'uuid');
  const anybody = values.add(anybodyOf(reader.side), 'text');
  const [found] = await tx.query<KeptCounts>(
    `with own as materialized (${own}), summed as materialized (
       select key, sum(n)::integer as n from (
         select c.key, c.n from own v join case_counts c on c.viewer_id = v.id
         union all
         select s.key, s.n from own v join case_count_steps s on s.viewer_id = v.id) both_of_them
        where (key not like 'assigned:%' or key = 'assigned:nobody') and key not like 'turn:%' or key in ('turn:' || ${me}, 'turn:' || ${anybody}) group by key)
     select coalesce((select jsonb_object_agg(key, n) from summed), '{}') as kept,
       coalesce((select sum(n)::integer from summed where key like 'turn:%'), 0) as mine,
       (select count(*)::integer from (select from own v cross join lateral (
          select from case_rows r where r.viewer_id = v.id and not r.closed and ${overdue(values.add(reader.today, 'date'))} limit ${most}) x limit ${most}) y) as overdue,
       (select count(*)::integer from (select from own v cross join lateral (
          select from ${unreadRows(me)} where not r.closed limit ${most}) x limit ${most}) y) as unread`,
    values.list,
  );
  return found!;
}
