import type { OrganisationScope } from '#access/scope.ts';
import type { CaseListQuery } from '#contract/manage-orders.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Reader } from './conditions.ts';
import type { Cursor } from './cursor.ts';
import { pageStatement } from './page-statement.ts';
import { Values } from './values.ts';

/** Whose rows are listed: those of one organisation, or of the practices of a group where the account is an active member. */
export type Viewers =
  | { scope: OrganisationScope }
  | SharedWith
  | { ofGroup: string; accountId: string; secondFactor: boolean; practices: readonly string[] | undefined };

/** The cases that are shared with the account: as itself, and as the planning services that it manages. */
export type SharedWith = { sharedWith: string };

/** The rows' JSON without brackets, and what the next page's cursor is made of. */
export type Page = { rows: string; next: readonly unknown[] | null };

/**
 * PostgreSQL takes the two conditions on the viewer, the statement's and the policy's, for independent of each other, expects a twentieth of
 * the rows there are, and would sort them instead of reading them in order. With sorting discouraged it follows the index; one plan then fits
 * all, and planning again each time costs more than the page.
 */
const inOrder = `select set_config('enable_sort', 'off', true), set_config('enable_incremental_sort', 'off', true),
  set_config('enable_bitmapscan', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
  set_config('plan_cache_mode', 'force_generic_plan', true)`;

/** One page of the list, by one statement sent at once. */
export async function readPage(
  tx: Tx,
  query: CaseListQuery,
  cursor: Cursor | null,
  reader: Reader,
  viewers: Viewers,
): Promise<Page> {
  const values = new Values();
  tx.send(inOrder);
  if ('scope' in viewers) {
    const id = values.add(viewers.scope.organisationId, 'uuid');
    const [page] = await tx.query<Page>(
      pageStatement(query, cursor, reader, `(select ${id} as id)`, values),
      values.list,
    );
    return page!;
  }
  const own = viewersOf(viewers, values);
  const wanted =
    'practices' in viewers && viewers.practices ? ` where id = any (${values.add(viewers.practices, 'uuid[]')})` : '';
  const statement = pageStatement(query, cursor, reader, `(select id from own${wanted})`, values);
  const [page] = await tx.query<Page>(
    `with own as materialized (${own}) ${statement.replace(/^with /, ', ')}`,
    values.list,
  );
  return page!;
}

/** Whose rows are meant, as SQL with a column `id`. */
export function viewersOf(viewers: Viewers, values: Values): string {
  if ('scope' in viewers) return `select ${values.add(viewers.scope.organisationId, 'uuid')} as id`;
  if (!('sharedWith' in viewers)) return ownPractices(viewers, values);
  const me = values.add(viewers.sharedWith, 'uuid');
  return `select ${me} as id union all select m.organisation_id from members m
    where m.account_id = ${me} and m.role = 'service_manager' and m.removed_at is null and m.deactivated_at is null`;
}

/** The practices of a group whose cases the account sees; those that ask for a second factor only after one. */
export function ownPractices(
  viewers: Exclude<Viewers, { scope: OrganisationScope } | SharedWith>,
  values: Values,
): string {
  return `select m.organisation_id as id from members m join organisations o on o.id = m.organisation_id join practices p on p.id = o.id
    where m.account_id = ${values.add(viewers.accountId, 'uuid')} and m.removed_at is null and m.deactivated_at is null
      and o.group_id = ${values.add(viewers.ofGroup, 'uuid')} and o.kind = 'practice'
      and (not p.second_factor_required or ${values.add(viewers.secondFactor, 'boolean')})`;
}
