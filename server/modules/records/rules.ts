import { caseGives, type Standing } from '#contract/case-permissions.ts';
import type { Category } from '#contract/order-life.ts';
import { statusOf } from '#contract/order-life.ts';
import { type CaseRecord, type Slot, type SlotGroup, severalAllowed } from '#contract/records.ts';
import type { Config } from '#platform/config.ts';

/** Where the order of a record stands. */
export type OrderState = {
  category: Category;
  heldFrom: Category | null;
  sentAt: Date | null;
  discardedAt: Date | null;
};
export type RecordSide = 'provider_side' | 'laboratory';

/** How many records an order holds at most, replaced ones included, and how many at once a slot that takes several. */
export const mostRecords = { order: 300, slot: 50 };
/** Uploads that nobody went on with for so long are given up. */
export const abandonedAfterDays = 7;

/** Whether records may still be added, replaced or judged. */
export function isOpen(order: OrderState): boolean {
  return order.discardedAt === null && statusOf(order.category, order.heldFrom) !== 'closed';
}

/** Categories in which the provider side gathers records and sends them together. */
export const gathering: readonly Category[] = [
  'draft',
  'awaiting_confirmation',
  'waiting_for_records',
  'records_rejected',
];

/**
 * Whether the laboratory gets a further record at once. While it waits for records, or the order isn't submitted yet, they go together
 * when the provider side sends them, so that it doesn't begin with half of them.
 */
export function goesAtOnce(order: OrderState): boolean {
  return order.sentAt !== null && isOpen(order) && !gathering.includes(order.heldFrom ?? order.category);
}

/** Whether someone with these standings stands on a side. */
export function standsOn(side: RecordSide, standings: readonly Standing[]): boolean {
  return standings.some((standing) => caseGives(standing, side === 'laboratory' ? 'order.process' : 'records.add'));
}

export function limitOf(config: Config, group: SlotGroup): number {
  return config.uploadLimits[group];
}

export function takesSeveral(slot: Slot): boolean {
  return severalAllowed.includes(slot);
}

type Judged = Pick<CaseRecord, 'slot' | 'state' | 'verdict' | 'replacedAt'> & { side: RecordSide; sent: boolean };

/** What may be done with a record; the operations refuse by the same sentences. */
export function mayWith(record: Judged, order: OrderState, standings: readonly Standing[]): CaseRecord['may'] {
  if (!isOpen(order) || record.replacedAt !== null || record.side !== 'provider_side') return [];
  const may: CaseRecord['may'] = [];
  if (standings.some((standing) => caseGives(standing, 'records.add'))) {
    if (!record.sent) may.push('remove');
    if (!takesSeveral(record.slot) || record.verdict === 'rejected') may.push('replace');
  }
  if (record.sent && isThere(record.state) && standings.some((standing) => caseGives(standing, 'records.check'))) {
    if (record.verdict !== 'accepted') may.push('accept');
    if (record.verdict !== 'rejected') may.push('reject');
  }
  return may;
}

/** Whether there is something to judge: a file that was read, or an impression that is on its way or arrived. */
export function isThere(state: CaseRecord['state']): boolean {
  return state === 'ready' || state === 'posted' || state === 'received';
}
