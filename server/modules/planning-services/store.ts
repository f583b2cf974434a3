import type { OrganisationScope } from '#access/scope.ts';
import { rowJson } from '#modules/cases/index.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type MemberRow = { id: string; account_id: string; name: string };

/** Active members of the service. */
export function membersOf(tx: Tx, scope: OrganisationScope): Promise<MemberRow[]> {
  return tx.query<MemberRow>(
    `select m.id, m.account_id, m.first_name || ' ' || m.last_name as name from members m
      where m.organisation_id = $1 and m.role in ('service_manager', 'service_member') and m.removed_at is null and m.deactivated_at is null
      order by m.last_name, m.first_name, m.account_id`,
    [scope.organisationId],
  );
}

/** Open cases by member; under `nobody` those that nobody has yet. */
export async function countsByMember(tx: Tx, scope: OrganisationScope): Promise<Map<string, number>> {
  const rows = await tx.query<{ key: string; n: number }>(
    `select substr(key, 10) as key, sum(n)::integer as n from (
       select c.key, c.n from case_counts c where c.viewer_id = $1
       union all
       select s.key, s.n from case_count_steps s where s.viewer_id = $1) both_of_them where key like 'assigned:%' group by key`,
    [scope.organisationId],
  );
  return new Map(rows.map(({ key, n }) => [key, n]));
}

export type ProviderRow = { practitioner_id: string; name: string; account_id: string | null; member: string | null };

export function providersOf(tx: Tx, scope: OrganisationScope): Promise<ProviderRow[]> {
  return tx.query<ProviderRow>('select * from providers_of_service($1)', [scope.organisationId]);
}

/** All of them or none: one act. */
export async function assign(tx: Tx, scope: OrganisationScope, caseIds: readonly string[], accountId: string | null) {
  const [row] = await tx.query<{ changed: number; skipped: number }>('select * from assign_cases($1, $2, $3, $4)', [
    scope.organisationId,
    caseIds,
    accountId,
    tx.now,
  ]);
  return row!;
}

/** Numbers of the cases that a member has now. */
export async function openAssignments(tx: Tx, scope: OrganisationScope, accountId: string): Promise<number[]> {
  const rows = await tx.query<{ number: number }>(
    'select number from case_rows where viewer_id = $1 and technician_id = $2 order by number',
    [scope.organisationId, accountId],
  );
  return rows.map(({ number }) => number);
}

export async function saveDefault(
  tx: Tx,
  scope: OrganisationScope,
  practitionerId: string,
  accountId: string | null,
  setBy: string,
): Promise<void> {
  if (accountId === null) {
    await tx.query('delete from service_defaults where service_id = $1 and practitioner_id = $2', [
      scope.organisationId,
      practitionerId,
    ]);
    return;
  }
  await tx.query(
    `insert into service_defaults (service_id, practitioner_id, account_id, set_by, set_at) values ($1, $2, $3, $4, $5)
     on conflict (service_id, practitioner_id) do update set account_id = excluded.account_id, set_by = excluded.set_by, set_at = excluded.set_at`,
    [scope.organisationId, practitionerId, accountId, setBy, tx.now],
  );
}

export type Place = { changedIn: string; caseId: string };
export type ChangedRow = { changed_in: string; case_id: string; told: string };

/**
 * Collaborator's rows of the account and of services that it manages, in the order of the transactions that wrote them. What a transaction
 * wrote counts once none that began before it still runs: so nothing is overtaken.
 */
export function changedCases(
  tx: Tx,
  reader: { accountId: string; today: string },
  after: Place,
  most: number,
): Promise<ChangedRow[]> {
  return tx.query<ChangedRow>(
    `select c.changed_in::text, c.case_id, c.told from (
       select distinct on (r.changed_in, r.case_id) r.changed_in, r.case_id,
         '{"row":' || ${rowJson('$1::uuid', '$2::date')} || ',"newestSetupId":'
         || coalesce((select to_json(s.id)::text from setups s where s.case_id = r.case_id and s.withdrawn_at is null order by s.version desc limit 1), 'null')
         || ',"orderIds":' || coalesce((select json_agg(o -> 'id')::text from jsonb_array_elements(r.orders) o), '[]') || '}' as told
         from unnest((select own_viewers())::uuid[]) v (id) cross join lateral (
           select * from case_rows r where r.viewer_id = v.id and r.side = 'collaborator' and r.changed_in >= $3::bigint
             and (r.changed_in > $3::bigint or r.case_id > $4::uuid) and r.changed_in < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
           order by r.changed_in, r.case_id limit $5) r
        order by r.changed_in, r.case_id limit $5) c order by c.changed_in, c.case_id`,
    [reader.accountId, reader.today, after.changedIn, after.caseId, most],
  );
}
