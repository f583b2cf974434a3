import type { Answer, Call } from '#access/route.ts';
import type * as contract from '#contract/orders.ts';
import { act } from './act.ts';

/** Holding and ending an order. */

export function completeOrder(
  call: Call<typeof contract.completeOrder>,
): Promise<Answer<typeof contract.completeOrder>> {
  return act(call, 'complete', () => ({ patch: { cancellation_asked_at: null } }));
}

export function holdOrder(call: Call<typeof contract.holdOrder>): Promise<Answer<typeof contract.holdOrder>> {
  const { reason } = call.body;
  return act(call, 'hold', (order) => ({ patch: { held_from: order.category, held_because: reason }, reason }));
}

export function resumeOrder(call: Call<typeof contract.resumeOrder>): Promise<Answer<typeof contract.resumeOrder>> {
  return act(call, 'resume');
}

export function cancelOrder(call: Call<typeof contract.cancelOrder>): Promise<Answer<typeof contract.cancelOrder>> {
  return act(call, 'cancel', () => ({ patch: { promised_on: null }, reason: call.body.reason }));
}

export function askToCancel(call: Call<typeof contract.askToCancel>): Promise<Answer<typeof contract.askToCancel>> {
  return act(call, 'ask_to_cancel', () => ({
    patch: { cancellation_asked_at: call.tx.now },
    reason: call.body.reason,
  }));
}

export function consentToCancel(
  call: Call<typeof contract.consentToCancel>,
): Promise<Answer<typeof contract.consentToCancel>> {
  return act(call, 'consent_to_cancel', () => ({ patch: { cancellation_asked_at: null, promised_on: null } }));
}

export function refuseToCancel(
  call: Call<typeof contract.refuseToCancel>,
): Promise<Answer<typeof contract.refuseToCancel>> {
  return act(call, 'refuse_to_cancel', () => ({
    patch: { cancellation_asked_at: null },
    reason: call.body.reason,
  }));
}

export function closeOrder(call: Call<typeof contract.closeOrder>): Promise<Answer<typeof contract.closeOrder>> {
  return act(call, 'close', () => ({
    patch: { cancellation_asked_at: null, promised_on: null },
    reason: call.body.reason,
  }));
}
