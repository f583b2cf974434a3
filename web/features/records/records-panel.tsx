import type { Order } from '#contract/orders.ts';
import type { SlotGroup } from '#contract/records.ts';

export type RecordsPanelProps = {
  order: Order;
  mode: 'draft' | 'case' | 'laboratory';
  /** The kinds of record to show; all by default. */
  groups?: readonly SlotGroup[];
};

/** The records of an order: scans, photos, X-rays, files. */
export function RecordsPanel(_props: RecordsPanelProps) {
  return null;
}
