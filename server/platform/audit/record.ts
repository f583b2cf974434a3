import type { Tx } from '../database/transaction.ts';
import { newId } from '../ids.ts';
import type { Secret } from '../secret.ts';
import { sealForSubject } from './subject-keys.ts';

export type Change = {
  field: string;
  before?: string | null;
  after?: string | null;
  /** The value tells something about a person: kept encrypted under that person's key. */
  personal?: boolean;
};

/** What an operation adds to the entry that every request makes. */
export type AuditDetails = {
  /** Who acted, where the operation itself proved it, e.g. by signing in. */
  by?: { accountId: string; sessionId: string | null };
  /** What was done, where the endpoint's name isn't precise enough, e.g. `signInRefused`. */
  action?: string;
  organisationId?: string;
  /** What was acted on. `made` where this very transaction made it: nothing was ever said about it before. */
  subject?: { kind: string; id: string; made?: true };
  changes?: Change[];
};

export type AuditEntry = AuditDetails & {
  action: string;
  permission: string;
  reads: boolean;
  accountId: string | null;
  sessionId: string | null;
  position: string | null;
  groupId?: string | null;
  /** Network address of the browser. */
  address: string;
};

/** Writes one audit entry in the act's own transaction. A job chains it to the one before within a second. */
export async function record(tx: Tx, secret: Secret, entry: AuditEntry): Promise<string> {
  const id = newId();
  const changes = entry.changes ?? [];
  const open = changes.filter((change) => !change.personal);
  tx.send(
    `insert into audit_entries (id, at, account_id, session_id, acted_as, permission, action, reads, organisation_id, group_id,
       subject_kind, subject_id, address, facts)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      id,
      tx.now,
      entry.accountId,
      entry.sessionId,
      entry.position,
      entry.permission,
      entry.action,
      entry.reads,
      entry.organisationId ?? null,
      entry.groupId ?? null,
      entry.subject?.kind ?? null,
      entry.subject?.id ?? null,
      entry.address,
      JSON.stringify({ changes: open }),
    ],
  );
  const personal = changes.filter((change) => change.personal);
  if (personal.length > 0 && entry.subject) {
    const sealed = await sealForSubject(tx, secret, entry.subject, JSON.stringify(personal), id);
    tx.send('insert into audit_values (entry_id, subject_id, sealed) values ($1, $2, $3)', [
      id,
      entry.subject.id,
      sealed,
    ]);
  }
  return id;
}
