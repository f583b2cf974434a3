import type { Rendition } from '#contract/records.ts';
import type { SetupPart } from '#contract/setups.ts';
import type { KeptOfSetup } from '../setup-files/index.ts';

/**
 * What lies in the file store for a record: what it can be fetched as, a photo's original as it may be given out, and what a setup was
 * turned into, which its versions give out.
 */
export type Kept = Rendition | 'delivered' | KeptOfSetup;

export const recordsPrefix = 'records/';

/** Identifiers begin with the time they were made at, so the end spreads them over folders. */
export function bucketOf(recordId: string): string {
  return `${recordsPrefix}${recordId.slice(-2)}/`;
}

export const buckets = Array.from({ length: 256 }, (_, number) => number.toString(16).padStart(2, '0'));

export function folderOf(recordId: string): string {
  return `${bucketOf(recordId)}${recordId}/`;
}

export function keyOf(recordId: string, what: Kept): string {
  return folderOf(recordId) + what;
}

/** Where a part of a setup's file lies that was uploaded as this record, for the versions of the setup that were delivered with it. */
export function setupFileKey(recordId: string, part: SetupPart): string {
  return keyOf(recordId, part);
}
