import type { CaseScope } from '#access/scope.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { type Refusal, refuse } from '#platform/refusal.ts';
import { holdVersion, knownComments, markSent } from './store.ts';

/**
 * Sends internal comments on a version along with its decline: the laboratory reads them and the answers to them from now on, also if the
 * decline is taken back. Whoever calls it tells everybody that the case changed.
 */
export async function sendComments(
  tx: Tx,
  scope: CaseScope,
  setupId: string,
  ids: readonly string[],
): Promise<Refusal<'comment_unknown'> | undefined> {
  const wanted = new Set(ids);
  if (wanted.size === 0) return undefined;
  holdVersion(tx, setupId);
  const known = await knownComments(tx, scope, setupId, [...wanted]);
  if (known.length < wanted.size) return refuse('comment_unknown');
  markSent(tx, setupId, known);
  return undefined;
}
