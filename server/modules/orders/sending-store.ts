import type { Prescription } from '#contract/prescriptions.ts';
import type { Tx } from '#platform/database/transaction.ts';

/** Keeps a version of what was asked; travels with the commit. */
export function insertPrescriptionVersion(
  tx: Tx,
  given: { orderId: string; version: number; prescription: Prescription; by: string },
): void {
  tx.send(
    'insert into prescription_versions (order_id, version, prescription, written_by, written_at) values ($1, $2, $3, $4, $5)',
    [given.orderId, given.version, JSON.stringify(given.prescription), given.by, tx.now],
  );
}

/** Notes that the laboratory has taken note of all versions up to one. */
export function acknowledgeVersions(tx: Tx, orderId: string, version: number, by: string): void {
  tx.send(
    `update prescription_versions set acknowledged_by = $3, acknowledged_at = $4
      where order_id = $1 and version <= $2 and acknowledged_at is null`,
    [orderId, version, by, tx.now],
  );
}

export type VersionRow = {
  version: number;
  prescription: Prescription;
  written_by: string;
  written_at: Date;
  acknowledged_by: string | null;
  acknowledged_at: Date | null;
};

export function prescriptionVersions(tx: Tx, orderId: string): Promise<VersionRow[]> {
  return tx.query<VersionRow>(
    `select version, prescription, written_by, written_at, acknowledged_by, acknowledged_at
       from prescription_versions where order_id = $1 order by version`,
    [orderId],
  );
}

/** Opens to the laboratory the records that were added since. */
export function sendRecordsOf(tx: Tx, orderId: string): void {
  tx.send(
    `update records set sent_at = $2 where order_id = $1 and side = 'provider_side' and sent_at is null and removed_at is null
       and replaced_at is null and state in ('ready', 'posted', 'received')`,
    [orderId, tx.now],
  );
}
