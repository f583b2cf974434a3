import type { Answer, Call } from '#access/route.ts';
import type * as contract from '#contract/orders.ts';
import { contradictoryRows } from '#contract/treatment-plan/treatment-plan.ts';
import { refuse } from '#platform/refusal.ts';
import { act } from './act.ts';
import { contentOf, notOfSetup } from './delivered-content.ts';
import { isAsSeen } from './rules.ts';
import { insertSetup, nextVersion, readySetupFile, withdrawVersion } from './setups-store.ts';

/** The next version of the setup, from a file that was uploaded before: a new one, or that of an earlier version once more. */
export function deliverSetup(call: Call<typeof contract.deliverSetup>): Promise<Answer<typeof contract.deliverSetup>> {
  const { tx, scope, actor, body } = call;
  return act(call, 'deliver_setup', async (order) => {
    if (order.acknowledged_version < order.prescription_version) return refuse('prescription_not_acknowledged');
    const [file, version] = await Promise.all([readySetupFile(tx, scope, order, body), nextVersion(tx, scope)]);
    if (!file) return refuse('record_not_ready');
    const wrong = body.treatment && notOfSetup(body.treatment, file);
    if (wrong) return refuse('treatment_not_of_setup', { facts: wrong });
    const [odd] = body.treatment ? contradictoryRows(body.treatment, file.teeth) : [];
    if (odd) return refuse(contradictions[odd.code], { facts: { list: odd.list, row: odd.place + 1, ...odd.facts } });
    const { treatment, contentHash } = contentOf(file, body.treatment);
    const setup = {
      orderId: order.id,
      version,
      recordId: body.recordId,
      contentHash,
      upperStages: file.upper_stages,
      lowerStages: file.lower_stages,
      treatment,
      note: body.note,
    };
    const id = insertSetup(tx, scope, { ...setup, by: actor });
    const newest = { ...setup, id, decision: null, decidedBy: null, chosePackage: false };
    return { patch: { promised_on: null }, facts: { version }, shown: { setup: newest } };
  });
}

const contradictions = { table_pair: 'treatment_not_neighbours', table_order: 'treatment_ends_before' } as const;

/** It vanishes from every viewer; its number is never used again. */
export function withdrawSetup(
  call: Call<typeof contract.withdrawSetup>,
): Promise<Answer<typeof contract.withdrawSetup>> {
  const { tx, body } = call;
  return act(call, 'withdraw_setup', (order) => {
    if (!order.setup || !isAsSeen(order.setup, { version: body.version }))
      return refuse('order_moved_on', { facts: { category: order.category, version: order.setup?.version ?? 0 } });
    withdrawVersion(tx, order.setup.id, body.reason);
    return { reason: body.reason, facts: { version: body.version }, shown: { setup: null } };
  });
}
