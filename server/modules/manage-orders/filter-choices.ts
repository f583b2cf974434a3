import { type Call, JsonText } from '#access/route.ts';
import type { sharedCaseFilterChoices } from '#contract/collaborator-view.ts';
import type { caseFilterChoices, caseFilterChoicesOfMyPractices } from '#contract/manage-orders.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { viewersOf } from './store.ts';
import { Values } from './values.ts';

/** Nobody chooses from more. */
const most = 500;

/** What can be chosen in the list's filters: what occurs in it, in open cases and closed. */
export async function chooseFilters({ tx, scope }: Call<typeof caseFilterChoices>) {
  return occurring(tx, 'select $1::uuid as id', [scope.organisationId]);
}

/** The same in all the practices of a group where the account works. */
export async function chooseFiltersOfMyPractices({ tx, actor, params }: Call<typeof caseFilterChoicesOfMyPractices>) {
  const values = new Values();
  const { accountId, secondFactor } = actor;
  const of = { ofGroup: params.ofGroupId, accountId, secondFactor, practices: undefined };
  return occurring(tx, viewersOf(of, values), values.list);
}

/** The same in the cases that are shared with the account. */
export async function chooseFiltersOfSharedCases({ tx, actor }: Call<typeof sharedCaseFilterChoices>) {
  const values = new Values();
  return occurring(tx, viewersOf({ sharedWith: actor.accountId }, values), values.list);
}

async function occurring(tx: Tx, viewers: string, values: readonly unknown[]) {
  const [found] = await tx.query<{ choices: string }>(
    `with recursive viewers as materialized (${viewers}), ${walk('practitioner_id', 'provider', 'r.practitioner_id is not null')},
       ${walk('practice_id', 'practice', `r.side <> 'practice'`)},
       ${walk('technician_id', 'technician', 'r.technician_id is not null')}, ${walk('package', 'package', `r.package > ''`)}
     select json_build_object('providers', ${named('practitioner_id')}, 'practices', ${named('practice_id')},
       'technicians', ${named('technician_id')},
       'packages', (select coalesce(json_agg(package order by package), '[]') from (select distinct package from of_package) d))::text as choices`,
    values,
  );
  return new JsonText(found!.choices);
}

/** Steps from one value of an index to the next, so that it costs as much as there are values and not as there are cases. */
function walk(column: string, label: string, given: string): string {
  const step = (viewer: string, closed: string, further: string) =>
    `select r.viewer_id, r.closed, r.${column}, r.${label} as label from case_rows r
      where r.viewer_id = ${viewer} and r.closed = ${closed} and ${given}${further} order by r.${column} limit 1`;
  return `of_${column} as (
    select f.* from viewers v cross join (values (false), (true)) c (closed) cross join lateral (${step('v.id', 'c.closed', '')}) f
    union all
    select n.* from of_${column} p cross join lateral (${step('p.viewer_id', 'p.closed', ` and r.${column} > p.${column}`)}) n)`;
}

const named = (
  column: string,
) => `(select coalesce(json_agg(json_build_object('id', ${column}, 'name', label) order by label), '[]')
    from (select distinct on (${column}) ${column}, label from of_${column} limit ${most}) d)`;
