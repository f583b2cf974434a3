import type { Answer, Call } from '#access/route.ts';
import type * as contract from '#contract/orders.ts';
import { refuse } from '#platform/refusal.ts';
import { act } from './act.ts';
import { unfinished } from './missing.ts';
import { acknowledgeVersions, sendRecordsOf } from './sending-store.ts';

/** What the laboratory does with an order until it is made, and what the provider side answers with records. */

/** Taking an order on is taking note of what was asked when it was submitted; later versions are acknowledged one by one. */
export function acceptOrder(call: Call<typeof contract.acceptOrder>): Promise<Answer<typeof contract.acceptOrder>> {
  const { tx, actor, body } = call;
  return act(call, 'accept', (order) => {
    const patch = { accepted_at: tx.now, promised_on: body.promisedOn };
    if (order.acknowledged_version > 0) return { patch };
    acknowledgeVersions(tx, order.id, 1, actor.accountId);
    return { patch: { ...patch, acknowledged_version: 1 } };
  });
}

export function askForRecords(
  call: Call<typeof contract.askForRecords>,
): Promise<Answer<typeof contract.askForRecords>> {
  return act(call, 'ask_for_records', () => ({ reason: call.body.reason }));
}

export function rejectRecords(
  call: Call<typeof contract.rejectRecords>,
): Promise<Answer<typeof contract.rejectRecords>> {
  return act(call, 'reject_records', ({ records }) => {
    const rejected = records.filter((record) => record.rejected);
    if (rejected.length === 0) return refuse('nothing_rejected');
    return { facts: { records: rejected.map(({ slot }) => slot).join(' ') } };
  });
}

export function sendRecords(call: Call<typeof contract.sendRecords>): Promise<Answer<typeof contract.sendRecords>> {
  return act(call, 'send_records', ({ id, records }) => {
    if (records.some(unfinished)) return refuse('uploads_unfinished');
    const rejected = records.find((record) => record.rejected || record.state === 'unreadable');
    if (rejected) return refuse('records_still_rejected', { facts: { slot: rejected.slot } });
    sendRecordsOf(call.tx, id);
    return {};
  });
}

export function refuseOrder(call: Call<typeof contract.refuseOrder>): Promise<Answer<typeof contract.refuseOrder>> {
  return act(call, 'refuse', () => ({ patch: { promised_on: null }, reason: call.body.reason }));
}

export function beginManufacturing(
  call: Call<typeof contract.beginManufacturing>,
): Promise<Answer<typeof contract.beginManufacturing>> {
  return act(call, 'begin_manufacturing', (order) => {
    if (order.acknowledged_version < order.prescription_version) return refuse('prescription_not_acknowledged');
    return { patch: { manufacturing_began_at: call.tx.now } };
  });
}
