import type { Answer, Call } from '#access/route.ts';
import type { viewOrder as endpoint, Shipment } from '#contract/orders.ts';
import { refuse } from '#platform/refusal.ts';
import { trackingUrl } from './carriers.ts';
import { describeOrder } from './describe-order.ts';
import { orderOf } from './orders-store.ts';
import { shownVersions } from './prescription-differences.ts';
import { prescriptionVersions } from './sending-store.ts';
import { setupsOf } from './setups-store.ts';
import { type ShipmentRow, shipmentsOf } from './shipments-store.ts';
import { shownSetup } from './shown-setup.ts';

/** One flight: what isn't seen gives no rows in any of its statements. */
export async function viewOrder(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, actor, scope } = call;
  const { orderId } = call.params;
  const [order, versions, setups, shipments] = await Promise.all([
    orderOf(tx, scope, orderId),
    prescriptionVersions(tx, orderId),
    setupsOf(tx, orderId),
    shipmentsOf(tx, orderId),
  ]);
  if (!order) return refuse('not_found');
  return {
    order: describeOrder(order, { actor, scope, now: tx.now }),
    versions: shownVersions(versions, order.names.people),
    setups: setups.filter((each) => scope.side !== 'collaborator' || !each.withdrawn_at).map(shownSetup),
    shipments: shipments.map(shownShipment),
  };
}

function shownShipment(row: ShipmentRow): Shipment {
  return {
    id: row.id,
    number: row.number,
    shippedAt: row.shipped_at.toISOString(),
    shippedBy: row.shipped_name,
    arch: row.arch,
    fromStage: row.from_stage,
    toStage: row.to_stage,
    carrier: row.carrier,
    trackingNumber: row.tracking_number,
    trackingUrl: trackingUrl(row.carrier, row.tracking_number),
    note: row.note,
    arrivedAt: row.arrived_at?.toISOString() ?? null,
  };
}
