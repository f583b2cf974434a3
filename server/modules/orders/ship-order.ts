import type { Answer, Call } from '#access/route.ts';
import type * as contract from '#contract/orders.ts';
import { refuse } from '#platform/refusal.ts';
import { act } from './act.ts';
import type { NewestSetup } from './order-row.ts';
import { insertShipment, markArrived } from './shipments-store.ts';

type Stages = { arch: 'upper' | 'lower' | null; fromStage: number | null; toStage: number | null };

/** All of it, or some stages of an arch; in any number of shipments. */
export function shipOrder(call: Call<typeof contract.shipOrder>): Promise<Answer<typeof contract.shipOrder>> {
  const { tx, actor, body } = call;
  return act(call, 'ship', (order) => {
    if (order.acknowledged_version < order.prescription_version) return refuse('prescription_not_acknowledged');
    if (outOfOrder(body, order.setup)) return refuse('stages_out_of_order');
    insertShipment(tx, order.id, { ...body, by: actor });
    return {
      patch: { promised_on: null, manufacturing_began_at: order.manufacturing_began_at ?? tx.now },
      facts: {
        carrier: body.carrier,
        trackingNumber: body.trackingNumber,
        arch: body.arch,
        fromStage: body.fromStage,
        toStage: body.toStage,
      },
    };
  });
}

/** The provider side has received everything that was on its way. */
export function confirmDelivery(
  call: Call<typeof contract.confirmDelivery>,
): Promise<Answer<typeof contract.confirmDelivery>> {
  return act(call, 'confirm_delivery', (order) => {
    markArrived(call.tx, order.id);
    return {};
  });
}

/** Both ends or neither, the first not after the last, and no stage beyond those of the setup. */
export function outOfOrder({ arch, fromStage, toStage }: Stages, setup: NewestSetup | null): boolean {
  if (fromStage === null && toStage === null) return false;
  if (fromStage === null || toStage === null || fromStage > toStage) return true;
  if (!setup) return false;
  const { upperStages, lowerStages } = setup;
  const last = arch === 'upper' ? upperStages : arch === 'lower' ? lowerStages : Math.max(upperStages, lowerStages);
  return toStage > last;
}
