import type { Answer, Call } from '#access/route.ts';
import type { viewOrder as endpoint, Setup, Shipment } from '#contract/orders.ts';
import { refuse } from '#platform/refusal.ts';
import { trackingUrl } from './carriers.ts';
import { describeOrder } from './describe-order.ts';
import { orderOf } from './orders-store.ts';
import { shownVersions } from './prescription-differences.ts';
import { prescriptionVersions } from './sending-store.ts';
import { type SetupRow, setupsOf } from './setups-store.ts';
import { type ShipmentRow, shipmentsOf } from './shipments-store.ts';

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
    setups: setups.map(shownSetup),
    shipments: shipments.map(shownShipment),
  };
}

function shownSetup(row: SetupRow): Setup {
  return {
    id: row.id,
    version: row.version,
    recordId: row.record_id,
    contentHash: row.content_hash,
    fileName: row.file_name ?? '',
    bytes: Number(row.bytes ?? 0),
    upperStages: row.upper_stages,
    lowerStages: row.lower_stages,
    note: row.note,
    deliveredBy: row.delivered_name,
    deliveredAt: row.delivered_at.toISOString(),
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
    withdrawnBecause: row.withdrawn_because,
    decision: row.decision,
    decidedBy: row.decided_name,
    decidedAt: row.decided_at?.toISOString() ?? null,
    instructions: row.instructions,
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
