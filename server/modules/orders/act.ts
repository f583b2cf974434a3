import type { Actor } from '#access/actor.ts';
import type { CaseScope } from '#access/scope.ts';
import { type OrderEvent, transitions, turnOf } from '#contract/order-life.ts';
import type { Order } from '#contract/orders.ts';
import type { RefusalCode } from '#contract/refusals.ts';
import { touchCase, writeHistory } from '#modules/cases/index.ts';
import type { AuditDetails } from '#platform/audit/record.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { isRefusal, type Refusal, refuse } from '#platform/refusal.ts';
import { describeOrder } from './describe-order.ts';
import { decideEvent, type EventDecision, targetOf } from './life.ts';
import { type OrderPatch, type OrderRow, standingsOn, stateOf } from './order-row.ts';
import { holdOrder, pastOf, writeOrder } from './orders-store.ts';

export type OrderCall = {
  readonly params: { caseId: string; orderId: string };
  readonly tx: Tx;
  readonly actor: Actor;
  readonly scope: CaseScope;
  audit(details: AuditDetails): void;
};

/** What an event changes beyond the category. */
export type Change = {
  patch?: OrderPatch;
  reason?: string;
  facts?: Record<string, string | number | boolean | null>;
  /** The order as shown afterwards, where more than its own columns changed. */
  shown?: Partial<OrderRow>;
};

type Always = 'not_found' | 'not_allowed' | 'order_moved_on' | 'not_from_here';
type Prepare<R extends RefusalCode> = (order: OrderRow) => Change | Refusal<R> | Promise<Change | Refusal<R>>;

/**
 * Makes an event happen to an order: the one way in which its category changes. The order is held first, so that of two people acting
 * at once the second sees what the first did. `prepare` is asked only once the table of transitions allows it.
 */
export async function act<const R extends RefusalCode = never>(
  call: OrderCall,
  event: OrderEvent,
  prepare: Prepare<R> = () => ({}),
): Promise<Order | Refusal<R | Always>> {
  const { tx, scope, actor } = call;
  const order = await holdOrder(tx, scope, call.params.orderId);
  if (!order) return refuse('not_found');
  const state = stateOf(order, actor.accountId);
  const decision = decideEvent(state, event, standingsOn(scope, order));
  if (!decision.may) return (await refusalFor(tx, order, event, decision)) as Refusal<R | Always>;
  const change = await prepare(order);
  if (isRefusal(change)) return change;
  const to = targetOf(decision.transition, state);
  const patch: OrderPatch = { ...change.patch, category: to };
  if (to !== 'on_hold') Object.assign(patch, { held_from: null, held_because: null });
  if (decision.because === 'laboratory_manager' || decision.because === 'technician') patch.touched_at = tx.now;
  const asked = 'cancellation_asked_at' in patch ? patch.cancellation_asked_at : order.cancellation_asked_at;
  if (turnOf(to, !!asked) !== turnOf(order.category, state.cancellationAsked)) patch.turn_since = tx.now;
  writeOrder(tx, order.id, patch);
  writeHistory(tx, scope, actor, {
    orderId: order.id,
    event,
    from: order.category,
    to,
    reason: change.reason ?? null,
    facts: change.facts ?? {},
    actedAs: decision.because,
  });
  touchCase(tx, scope);
  // Reasons and instructions speak of the patient: they stand in the case's history, not in the audit log.
  call.audit({
    subject: { kind: 'case', id: scope.caseId },
    changes: [
      { field: 'order', after: order.id },
      { field: 'category', before: order.category, after: to },
    ],
  });
  const after = { ...order, ...patch, ...change.shown, version: order.version + 1 };
  return describeOrder(after, { actor, scope, now: tx.now });
}

async function refusalFor(
  tx: Tx,
  order: OrderRow,
  event: OrderEvent,
  decision: Exclude<EventDecision, { may: true }>,
): Promise<Refusal> {
  if (decision.why === 'not_allowed') return refuse('not_allowed', { needs: decision.needs });
  if (decision.why === 'unmet' && decision.condition === 'has_provider') return refuse('needs_provider');
  if (decision.why === 'unmet' && decision.condition === 'own_approval') return refuse('not_from_here');
  const past = await pastOf(tx, order.id);
  const once = transitions.filter(
    (each) => each.event === event && (each.kinds === undefined || each.kinds.includes(order.kind)),
  );
  const wasPossible =
    decision.why === 'unmet'
      ? decision.condition !== 'cancellation_asked' || past.some((entry) => entry.event === 'ask_to_cancel')
      : past.some((entry) =>
          once.some(({ from }) =>
            [entry.from_category, entry.to_category].some((each) => from.some((one) => one === each)),
          ),
        );
  return wasPossible ? movedOn(order, past[0]) : refuse('not_from_here');
}

/** Somebody was quicker: says where the order stands now, who brought it there and when. */
export function movedOn(
  order: Pick<OrderRow, 'category'>,
  last: { name: string; at: Date } | undefined,
): Refusal<'order_moved_on'> {
  return refuse('order_moved_on', {
    facts: { category: order.category, ...(last ? { by: last.name, at: last.at.toISOString() } : {}) },
  });
}

/** The same for an operation beside the life, which finds the order elsewhere. */
export async function hasMovedOn(tx: Tx, order: OrderRow): Promise<Refusal<'order_moved_on'>> {
  return movedOn(order, (await pastOf(tx, order.id))[0]);
}
