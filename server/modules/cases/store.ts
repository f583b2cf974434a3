import type { CaseScope } from '#access/scope.ts';
import type { CasePermission } from '#contract/case-permissions.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { rowJson } from './row-json.ts';

const instant = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** As whom the scope's holder sees the case: the practice, or the laboratories it was sent to. */
export const viewersOf = (scope: CaseScope): readonly string[] =>
  scope.side === 'practice' ? [scope.practiceId] : scope.laboratoryIds;

const takenBy = (
  ...kinds: string[]
) => `(select count(*) from orders x where x.case_id = c.id and x.submitted_at is not null
  and x.category not in ('cancelled', 'refused') and x.kind in (${kinds.map((kind) => `'${kind}'`).join(', ')}))`;

/** What of the package is used: its limits were kept when it was chosen. */
const packageJson = `case when c.package is not null then (c.package - 'price' - 'id')::jsonb || jsonb_build_object(
  'chosenAt', ${instant('c.package_chosen_at')},
  'expiresOn', (c.package_chosen_at + make_interval(months => (c.package ->> 'months')::integer))::date,
  'used', jsonb_build_object('revisions', ${takenBy('revision')}, 'retainerSets', ${takenBy('retainer')},
    'stages', coalesce((select max(greatest(s.upper_stages, s.lower_stages)) from setups s where s.case_id = c.id and s.decision = 'approved'), 0))) end`;

const staffJson = `(select json_agg(json_build_object('name', s.name, 'standing', s.standing, 'since', ${instant('s.since')}) order by s.place, s.name)
  from (select m.first_name || ' ' || m.last_name as name, k.standing, k.since,
          array_position(array['provider', 'submitter', 'practice_admin', 'practice_member'], k.standing) as place
          from members m left join submitters b on b.practice_id = c.practice_id and b.practitioner_id = c.practitioner_id and b.account_id = m.account_id
          cross join lateral (select case when m.account_id = r.provider_account_id then 'provider' when b.account_id is not null then 'submitter'
            when m.level = 'admin' then 'practice_admin' else 'practice_member' end as standing,
            case when m.account_id = r.provider_account_id then null when b.account_id is not null then b.given_at else m.joined_at end as since) k
         where m.organisation_id = c.practice_id and m.removed_at is null and m.deactivated_at is null) s)`;

const knownToLaboratoryJson = `(select json_agg(json_build_object('name', s.name, 'standing', s.standing, 'since', ${instant('s.since')}) order by s.place, s.name)
  from (select r.provider as name, 'provider' as standing, null::timestamptz as since, 1 as place where r.provider <> ''
        union all
        select m.first_name || ' ' || m.last_name, m.role, m.joined_at, case m.role when 'laboratory_manager' then 2 else 3 end
          from members m where m.organisation_id = any ($2) and m.removed_at is null and m.deactivated_at is null) s)`;

const handOverJson = `(select json_build_object('id', h.id, 'to', t.first_name || ' ' || t.last_name, 'toYou', h.to_account_id = $3,
    'until', h.until, 'offeredBy', h.offered_name, 'offeredAt', ${instant('h.offered_at')})
  from hand_overs h join practitioners t on t.id = h.to_practitioner_id
 where h.case_id = c.id and h.accepted_at is null and h.declined_at is null and h.withdrawn_at is null)`;

const pageOf = (side: CaseScope['side']) => `select json_build_object(
    'row', ${rowJson('$3::uuid', '$4::date')},
    'patient', case when p.id is not null then json_build_object('id', p.id, 'firstName', p.first_name, 'lastName', p.last_name,
      'birthDate', p.birth_date, 'sex', p.sex) end,
    'groupId', c.group_id, 'createdAt', ${instant('c.created_at')},
    'createdBy', coalesce(${
      side === 'practice'
        ? `(select m.first_name || ' ' || m.last_name from members m where m.account_id = c.created_by order by m.organisation_id = c.practice_id desc, m.joined_at desc limit 1)`
        : `nullif(r.provider, '')`
    }, ''),
    'package', ${packageJson}, 'people', coalesce(${side === 'practice' ? staffJson : knownToLaboratoryJson}, '[]'),
    'handOver', ${side === 'practice' ? handOverJson : 'null'}, 'standings', $5::json, 'may', $6::json)::text as json
  from cases c join case_rows r on r.case_id = c.id and r.viewer_id = any ($2) left join patients p on p.id = c.patient_id
 where c.id = $1 limit 1`;

const statements = { practice: pageOf('practice'), laboratory: pageOf('laboratory') };

/** The case page as JSON, made by PostgreSQL in one statement. */
export async function caseSeen(
  tx: Tx,
  scope: CaseScope,
  reader: { accountId: string; today: string; may: readonly CasePermission[] },
): Promise<string | undefined> {
  const [row] = await tx.query<{ json: string }>(statements[scope.side], [
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
const histories = { practice: historyOf('practice'), laboratory: historyOf('laboratory') };

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
