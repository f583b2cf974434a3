import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';

export type NewShipment = {
  arch: 'upper' | 'lower' | null;
  fromStage: number | null;
  toStage: number | null;
  carrier: string;
  trackingNumber: string;
  note: string;
  by: { accountId: string; firstName: string; lastName: string };
};

/** The next shipment of an order that is held. */
export function insertShipment(tx: Tx, orderId: string, given: NewShipment): void {
  tx.send(
    `insert into shipments (id, order_id, number, shipped_at, shipped_by, shipped_name, arch, from_stage, to_stage, carrier, tracking_number, note)
     select $1, $2, coalesce(max(number), 0) + 1, $3::timestamptz, $4::uuid, $5, $6, $7::integer, $8::integer, $9, $10, $11
       from shipments where order_id = $2`,
    [
      newId(),
      orderId,
      tx.now,
      given.by.accountId,
      `${given.by.firstName} ${given.by.lastName}`,
      given.arch,
      given.fromStage,
      given.toStage,
      given.carrier,
      given.trackingNumber,
      given.note,
    ],
  );
}

export function markArrived(tx: Tx, orderId: string): void {
  tx.send('update shipments set arrived_at = $2 where order_id = $1 and arrived_at is null', [orderId, tx.now]);
}

export type ShipmentRow = {
  id: string;
  number: number;
  shipped_at: Date;
  shipped_name: string;
  arch: 'upper' | 'lower' | null;
  from_stage: number | null;
  to_stage: number | null;
  carrier: string;
  tracking_number: string;
  note: string;
  arrived_at: Date | null;
};

export function shipmentsOf(tx: Tx, orderId: string): Promise<ShipmentRow[]> {
  return tx.query<ShipmentRow>(
    `select id, number, shipped_at, shipped_name, arch, from_stage, to_stage, carrier, tracking_number, note, arrived_at
       from shipments where order_id = $1 order by number desc`,
    [orderId],
  );
}
