import { createHmac } from 'node:crypto';
import type { Tx } from '#platform/database/transaction.ts';
import { type Refusal, refuse } from '#platform/refusal.ts';
import type { Secret } from '#platform/secret.ts';
import { failuresNow, later, waitAfter } from './rules.ts';
import { forgetFailures, readAttempts, saveFailure, takeAttempts } from './store/attempts.ts';

/** One try at a secret. Exactly one of the two is called, and a refusal after `wrong` is kept, so that the count is. */
export type Attempt = { right(): Promise<void>; wrong(): Promise<void> };

/**
 * Begins a try at a secret, or says how long to wait. `about` names whose secret it is, e.g. `['address', key]`; only its
 * digest under the instance's key is stored.
 */
export async function beginAttempt(
  tx: Tx,
  secret: Secret,
  about: readonly string[],
): Promise<Attempt | Refusal<'wait_before_retry'>> {
  const key = createHmac('sha256', secret.key('sign-in attempts')).update(JSON.stringify(about)).digest();
  // Read before taking: who has to wait is told so without queueing for the row.
  const seen = await readAttempts(tx, key);
  if (seen && seen.wait_until > tx.now) return waiting(seen.wait_until, tx.now);
  const taken = await takeAttempts(tx, key);
  if (taken.wait_until > tx.now) return waiting(taken.wait_until, tx.now);
  return {
    right: () => forgetFailures(tx, key),
    async wrong() {
      const failures = failuresNow(taken.failures, taken.last_at, tx.now) + 1;
      const wait = waitAfter(failures);
      await saveFailure(tx, key, failures, wait > 0 ? later(tx.now, wait) : null);
    },
  };
}

function waiting(until: Date, now: Date): Refusal<'wait_before_retry'> {
  return refuse('wait_before_retry', { facts: { seconds: Math.ceil((until.getTime() - now.getTime()) / 1000) } });
}
