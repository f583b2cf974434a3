import type { Answer, Call } from '#access/route.ts';
import type * as contract from '#contract/orders.ts';
import { touchCase, writeHistory } from '#modules/cases/index.ts';
import { type Refusal, refuse } from '#platform/refusal.ts';
import { hasMovedOn } from './act.ts';
import { describeOrder } from './describe-order.ts';
import { discardedDrafts } from './drafts-store.ts';
import type { OrderRow } from './order-row.ts';
import { holdOrder, writeOrder } from './orders-store.ts';
import { draftsKeptMs, withinThirtyDays } from './rules.ts';

type DiscardCall = Call<typeof contract.discardDraft> | Call<typeof contract.restoreDraft>;

export async function discardDraft(
  call: Call<typeof contract.discardDraft>,
): Promise<Answer<typeof contract.discardDraft>> {
  const order = await ownDraft(call, (draft) => draft.discarded_at === null);
  if (!('id' in order)) return order;
  change(call, order, call.tx.now);
  return undefined;
}

export async function restoreDraft(
  call: Call<typeof contract.restoreDraft>,
): Promise<Answer<typeof contract.restoreDraft>> {
  const { tx, actor, scope } = call;
  const order = await ownDraft(
    call,
    (draft) => draft.discarded_at !== null && withinThirtyDays(draft.discarded_at, tx.now),
  );
  if (!('id' in order)) return order;
  change(call, order, null);
  return describeOrder({ ...order, discarded_at: null, version: order.version + 1 }, { actor, scope, now: tx.now });
}

/** A draft that is the person's own to discard or restore: as its author, or as the provider. */
async function ownDraft(
  { tx, scope, params }: DiscardCall,
  stands: (draft: OrderRow) => boolean,
): Promise<OrderRow | Refusal<'not_found' | 'order_moved_on' | 'not_yours'>> {
  const order = await holdOrder(tx, scope, params.orderId);
  if (!order) return refuse('not_found');
  if (!order.own && !scope.standings.includes('provider')) return refuse('not_yours');
  if (order.category !== 'draft' || !stands(order)) return hasMovedOn(tx, order);
  return order;
}

function change(call: DiscardCall, order: OrderRow, discardedAt: Date | null): void {
  const { tx, scope, actor } = call;
  writeOrder(tx, order.id, { discarded_at: discardedAt });
  writeHistory(tx, scope, actor, {
    orderId: order.id,
    event: discardedAt ? 'discard' : 'restore',
    from: 'draft',
    to: 'draft',
    actedAs: scope.standings[0] ?? null,
  });
  touchCase(tx, scope);
  call.audit({ subject: { kind: 'case', id: scope.caseId }, changes: [{ field: 'order', after: order.id }] });
}

export async function listDiscardedDrafts(
  call: Call<typeof contract.listDiscardedDrafts>,
): Promise<Answer<typeof contract.listDiscardedDrafts>> {
  const { tx, actor, scope } = call;
  const rows = await discardedDrafts(tx, scope.organisationId, new Date(tx.now.getTime() - draftsKeptMs));
  return {
    drafts: rows.map((row) => ({
      caseId: row.case_id,
      orderId: row.order_id,
      number: row.number,
      kind: row.kind,
      patient: row.patient,
      author: row.author ?? '',
      discardedAt: row.discarded_at.toISOString(),
      mayRestore: row.author_id === actor.accountId || row.provider_account === actor.accountId,
    })),
  };
}
