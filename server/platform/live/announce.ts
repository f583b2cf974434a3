import type { LiveKind } from '#contract/live.ts';
import type { Tx } from '../database/transaction.ts';

export type Announcement = {
  kind: LiveKind;
  /** Everyone who sees this organisation is told. */
  organisationId?: string;
  /** Only this account is told. */
  accountId?: string;
  /** Only this session is told. */
  sessionId?: string;
};

/** Tells open browsers that something changed, once the transaction commits. References only, never content. */
export async function announce(tx: Tx, what: Announcement): Promise<void> {
  tx.send('insert into events (at, kind, organisation_id, account_id, session_id) values ($1, $2, $3, $4, $5)', [
    tx.now,
    what.kind,
    what.organisationId ?? null,
    what.accountId ?? null,
    what.sessionId ?? null,
  ]);
}
