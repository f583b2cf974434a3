import type { OrganisationScope } from '#access/scope.ts';
import type { AuditEntry } from '#contract/audit.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Secret } from '#platform/secret.ts';
import { openChanges } from './open-changes.ts';
import { type EntryRow, namesOfActors, namesOfSubjects } from './store.ts';

/** Entries as a reader sees them: with names in place of references, and what changed. */
export async function describeEntries(
  tx: Tx,
  secret: Secret,
  scope: OrganisationScope,
  rows: readonly EntryRow[],
): Promise<{ entries: AuditEntry[]; actors: { accountId: string; name: string }[] }> {
  const [actors, subjects] = await Promise.all([
    namesOfActors(
      tx,
      scope,
      rows.map((row) => row.id),
    ),
    namesOfSubjects(tx, distinct(rows.map((row) => row.subject_id))),
  ]);
  const names = new Map(actors.map((actor) => [actor.accountId, actor.name]));
  const entries = rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    accountId: row.account_id,
    person: row.account_id ? (names.get(row.account_id) ?? '') : '',
    position: row.acted_as,
    permission: row.permission,
    action: row.action,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    subject: row.subject_id ? (subjects.get(row.subject_id) ?? names.get(row.subject_id) ?? null) : null,
    from: row.address || null,
    changes: openChanges(secret, row),
    sealed: row.sealed,
  }));
  return { entries, actors };
}

function distinct(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))];
}
