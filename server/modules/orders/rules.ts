const day = 86_400_000;

/** A discarded draft can be restored for thirty days. */
export const draftsKeptMs = 30 * day;

export const withinThirtyDays = (discardedAt: Date, now: Date): boolean =>
  now.getTime() - discardedAt.getTime() < draftsKeptMs;

/** The same day so many months later; the last of the month where it has no such day. */
export function monthsAfter(from: Date, months: number): Date {
  const there = new Date(from);
  there.setUTCDate(1);
  there.setUTCMonth(there.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(there.getUTCFullYear(), there.getUTCMonth() + 1, 0)).getUTCDate();
  there.setUTCDate(Math.min(from.getUTCDate(), lastDay));
  return there;
}

/**
 * Whether a decision is about the newest version: its number was never another's, and where it binds to the content, the content is what was seen.
 */
export function isAsSeen(
  newest: { version: number; contentHash: string } | null,
  seen: { version: number; contentHash?: string },
): boolean {
  return newest?.version === seen.version && (seen.contentHash ?? newest.contentHash) === newest.contentHash;
}
