import type { Rendition } from '#contract/records.ts';

/** What lies in the file store for a record: what it can be fetched as, and a photo's original as it may be given out. */
export type Kept = Rendition | 'delivered';

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
