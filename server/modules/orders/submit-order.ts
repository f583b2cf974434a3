import type { Answer, Call } from '#access/route.ts';
import type { CaseScope } from '#access/scope.ts';
import { kindsWithSetup } from '#contract/order-life.ts';
import type * as contract from '#contract/orders.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { refuse } from '#platform/refusal.ts';
import { act } from './act.ts';
import { setsLeft } from './later-orders.ts';
import { factsOfCase, holdCase } from './later-orders-store.ts';
import { missingIn, unfinished } from './missing.ts';
import type { OrderPatch, OrderRow } from './order-row.ts';
import { insertPrescriptionVersion, sendRecordsOf } from './sending-store.ts';

/** Submits a draft: to the laboratory, or to the provider for confirmation where somebody else submits an order without a setup. */
export function submitOrder(call: Call<typeof contract.submitOrder>): Promise<Answer<typeof contract.submitOrder>> {
  const { tx, actor, scope } = call;
  return act<'order_incomplete' | 'uploads_unfinished' | 'needs_provider' | 'package_used_up'>(
    call,
    'submit',
    async (order) => {
      const missing = missingIn(order);
      const waiting = order.records.some(unfinished);
      const lacks = missing.filter(({ what }) => what !== 'uploads' || !waiting);
      if (lacks.length > 0) {
        return refuse('order_incomplete', {
          errors: lacks.map(({ step, what }) => ({ path: `${step}.${what}`, reason: 'missing' })),
        });
      }
      if (waiting) return refuse('uploads_unfinished');
      const left = order.kind === 'retainer' ? await retainerSetsLeft(call) : null;
      if (left !== null && left < 0) return refuse('package_used_up', { facts: { left } });
      const submitted = { submitted_at: tx.now, submitted_by: actor.accountId };
      const shown = { names: withName(order, actor) };
      const toLaboratory = kindsWithSetup.includes(order.kind) || scope.standings.includes('provider');
      if (!toLaboratory) return { patch: submitted, shown };
      return { patch: { ...submitted, ...send(tx, order, actor.accountId) }, shown };
    },
  );
}

/** What the package leaves once this order's sets are taken; the case is held, so that two orders don't take the same. */
async function retainerSetsLeft({ tx, scope }: Pick<Call, 'tx'> & { scope: CaseScope }): Promise<number | null> {
  holdCase(tx, scope);
  const facts = await factsOfCase(tx, scope);
  return facts ? setsLeft(facts) : null;
}

export function confirmOrder(call: Call<typeof contract.confirmOrder>): Promise<Answer<typeof contract.confirmOrder>> {
  return act(call, 'confirm', (order) => ({
    patch: send(call.tx, order, call.actor.accountId),
    shown: { names: withName(order, call.actor) },
  }));
}

export function sendBackOrder(
  call: Call<typeof contract.sendBackOrder>,
): Promise<Answer<typeof contract.sendBackOrder>> {
  return act(call, 'send_back', () => ({
    patch: { submitted_at: null, submitted_by: null },
    reason: call.body.reason,
  }));
}

/** From here on the laboratory sees the order, its records, and the first version of its prescription. */
function send(tx: Tx, order: OrderRow, by: string): OrderPatch {
  insertPrescriptionVersion(tx, { orderId: order.id, version: 1, prescription: order.prescription, by });
  sendRecordsOf(tx, order.id);
  return { sent_at: tx.now, prescription_version: 1 };
}

function withName(order: OrderRow, actor: { accountId: string; firstName: string; lastName: string }) {
  const people = { ...order.names.people, [actor.accountId]: `${actor.firstName} ${actor.lastName}` };
  return { ...order.names, people };
}
