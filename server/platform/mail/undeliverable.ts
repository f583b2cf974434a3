import type { Tx } from '#platform/database/transaction.ts';
import { recordFailed } from './store.ts';

/** A letter that will never arrive. */
export type UndeliverableLetter = {
  id: string;
  template: string;
  about?: { kind: string; id: string };
  reason: string;
};

/** Lets the modules know, in the transaction that records it. */
export type OnUndeliverable = (tx: Tx, letter: UndeliverableLetter) => Promise<void>;

/** Records that a letter will never arrive and lets the modules know; the second time nothing happens. */
export async function giveUp(tx: Tx, letterId: string, reason: string, tell: OnUndeliverable): Promise<void> {
  const letter = await recordFailed(tx, letterId, reason);
  if (!letter) return;
  const { template, about_kind: kind, about_id: id } = letter;
  await tell(tx, { id: letterId, template, reason, ...(kind && id ? { about: { kind, id } } : {}) });
}
