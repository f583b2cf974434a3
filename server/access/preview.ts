import { type CasePermission, isCasePermission } from '#contract/case-permissions.ts';
import type { Endpoint } from '#contract/endpoint.ts';
import { seenAs } from '#contract/giving-cases.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { type Refusal, refuse } from '#platform/refusal.ts';
import {
  type Admission,
  admit,
  decideOnTheCase,
  type FoundStanding,
  type GuardOptions,
  type Presented,
} from './guard.ts';

export type PreviewAsked = { viewer: string };

/** Whether a request asks to be answered as somebody else would be; refused where it would change something. */
export function previewAsked(endpoint: Endpoint, query: unknown): PreviewAsked | undefined | Refusal {
  const asked = (query as Record<string, unknown> | undefined)?.['seenAs'];
  if (asked === undefined || endpoint.access === 'public') return undefined;
  if (endpoint.method !== 'GET' || endpoint.bytes === 'tus') return refuse('preview_changes_nothing');
  // Nothing about the case is read: the person's own lists and settings stay the person's own.
  if (!isCasePermission(endpoint.access)) return undefined;
  const read = seenAs.safeParse(asked);
  return read.success ? { viewer: read.data } : refuse('not_found');
}

export type Preview = {
  /** The person who looks, and as what. */
  readonly real: Admission;
  /** Who is looked as: the same guard's decision on what the database found for that one. */
  readonly as: Admission;
  readonly name: string;
};

/**
 * Lets somebody who may see a case as others do look as one of them: from here on the transaction acts for that one, behind the same walls,
 * and can only read. All of it is undone by `endPreview`; a transaction that doesn't call it can't commit what was simulated.
 */
export async function admitToPreview(
  tx: Tx,
  endpoint: Endpoint,
  params: Record<string, string>,
  presented: Presented,
  { viewer }: PreviewAsked,
  guard: GuardOptions,
): Promise<Preview | Refusal> {
  const real = await admit(tx, { access: 'case.see_as', method: 'GET' }, params, presented, guard);
  if ('code' in real) return real;
  const [kind, id] = viewer.split(':');
  await tx.query('savepoint preview');
  const [seer] = await tx.query<{ account_id: string; name: string }>('select * from begin_preview($1, $2, $3, $4)', [
    params['caseId'],
    kind,
    id,
    tx.now,
  ]);
  if (!seer) return refuse('not_found');
  await tx.actAs(seer.account_id);
  const [found] = await tx.query<FoundStanding>('select * from case_standing($1)', [params['caseId']]);
  await tx.query(`select set_config('transaction_read_only', 'on', true)`);
  const actor = { ...real.actor!, accountId: seer.account_id, positions: [] };
  const as = decideOnTheCase(endpoint.access as CasePermission, actor, found);
  return 'code' in as ? as : { real, as, name: seer.name };
}

/** The transaction is the person's own again; nothing of what was simulated is left. */
export async function endPreview(tx: Tx): Promise<void> {
  await tx.query('rollback to savepoint preview');
}
