import type { CaseScope } from '#access/scope.ts';
import type { CasePermission } from '#contract/case-permissions.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { rowJson } from './row-json.ts';

const instant = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** As whom the scope's holder sees the case: the practice, or the laboratories it was sent to. */
export const viewersOf = (scope: CaseScope): readonly string[] =>
  scope.side === 'practice'
    ? [scope.practiceId]
    : scope.side === 'laboratory'
      ? scope.laboratoryIds
      : scope.collaboratorIds;

const page = `select left(case_facts($1, $2), -1) || ', "row": ' || ${rowJson('$3::uuid', '$4::date')}
    || ', "standings": ' || $5 || ', "may": ' || $6 || '}' as json
  from case_rows r where r.case_id = $1 and r.viewer_id = any ($2) limit 1`;

/** The case page as JSON, made by PostgreSQL in one statement. */
export async function caseSeen(
  tx: Tx,
  scope: CaseScope,
  reader: { accountId: string; today: string; may: readonly CasePermission[] },
): Promise<string | undefined> {
  const [row] = await tx.query<{ json: string }>(page, [
    scope.caseId,
    viewersOf(scope),
    reader.accountId,
    reader.today,
    JSON.stringify(scope.standings),
    JSON.stringify(reader.may),
  ]);
  return row?.json;
}

const historyOf = (side: CaseScope['side']) => `select json_build_object('entries', coalesce(json_agg(json_build_object(
    'id', h.id, 'orderId', h.order_id, 'at', ${instant('h.at')}, 'by', h.name, 'actedAs', h.acted_as, 'event', h.event, 'from', h.from_category,
    'to', h.to_category, 'reason', h.reason, 'facts', h.facts) order by h.at desc, h.id desc), '[]'))::text as json
  from (select e.* from case_history e ${side === 'laboratory' ? 'join orders x on x.id = e.order_id and x.sent_at <= e.at' : ''}
         where e.case_id = $1 order by e.id desc limit 1000) h`;
const histories = {
  practice: historyOf('practice'),
  laboratory: historyOf('laboratory'),
  collaborator: historyOf('collaborator'),
};

/** Changes of state, newest first; for a laboratory those since its order was sent. */
export async function historySeen(tx: Tx, scope: CaseScope): Promise<string> {
  const [row] = await tx.query<{ json: string }>(histories[scope.side], [scope.caseId]);
  return row!.json;
}

/** Whether the mark was another before. */
export async function markNotShared(tx: Tx, scope: CaseScope, notShared: boolean): Promise<boolean> {
  const rows = await tx.query('update cases set not_shared = $2 where id = $1 and not_shared <> $2 returning id', [
    scope.caseId,
    notShared,
  ]);
  return rows.length > 0;
}

export type PracticeRow = { id: string; name: string; secondFactorRequired: boolean; administered: boolean };

/** A practice of the group, as far as the account may know of it. */
export async function practiceInGroup(tx: Tx, groupId: string, practiceId: string): Promise<PracticeRow | undefined> {
  const [row] = await tx.query<PracticeRow>(
    `select o.id, o.name, p.second_factor_required as "secondFactorRequired",
       o.id = any ((select organisations_administered())::uuid[]) as administered
       from organisations o join practices p on p.id = o.id
      where o.id = $1 and o.group_id = $2 and o.kind = 'practice' and o.id = any ((select organisations_in_reach())::uuid[])`,
    [practiceId, groupId],
  );
  return row;
}

/** Moves the case, if the account may: an Admin of both practices, or a manager of the group. */
export async function move(tx: Tx, caseId: string, practiceId: string): Promise<boolean> {
  const [row] = await tx.query<{ moved: boolean }>('select move_case($1, $2) as moved', [caseId, practiceId]);
  return row!.moved;
}

/** A case of the group by its number, for a manager of the group alone, who isn't shown it. */
export async function caseNumbered(
  tx: Tx,
  groupId: string,
  number: number,
): Promise<{ caseId: string; practiceId: string; practice: string } | undefined> {
  const [row] = await tx.query<{ caseId: string; practiceId: string; practice: string }>(
    'select case_id as "caseId", practice_id as "practiceId", practice from case_numbered($1, $2)',
    [groupId, number],
  );
  return row;
}
