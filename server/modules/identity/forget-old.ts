import type { Tx } from '#platform/database/transaction.ts';
import { later, lives } from './rules.ts';
import { forgetOldFailures } from './store/attempts.ts';
import { deleteOldLinks } from './store/links.ts';
import { deleteOldSessions } from './store/sessions.ts';

/** Recurring: forgets counts, links, sessions and devices that no longer matter, a month after they did. */
export async function forgetOld(tx: Tx): Promise<void> {
  const monthAgo = later(tx.now, -lives.session);
  await forgetOldFailures(tx, later(tx.now, -lives.failedAttempts));
  await deleteOldLinks(tx, monthAgo);
  await deleteOldSessions(tx, monthAgo, later(tx.now, -lives.knownDevice), later(tx.now, -lives.failedAttempts));
}
