import type { AuditEntry } from '#contract/audit.ts';
import type { Change } from '#platform/audit/record.ts';
import { openForSubject } from '#platform/audit/subject-keys.ts';
import type { Secret } from '#platform/secret.ts';
import type { EntryRow } from './store.ts';

type Shown = AuditEntry['changes'][number];

/**
 * What an entry says has changed. Personal values are readable while their person's key exists; afterwards one line says that something
 * was erased, or that it can't be opened.
 */
export function openChanges(secret: Secret, entry: EntryRow): Shown[] {
  const open = ((entry.facts as { changes?: Change[] } | null)?.changes ?? []).map(shown);
  const personal = (entry.values ?? []).flatMap((value) => {
    const key = value.wrapped_key === null ? null : Buffer.from(value.wrapped_key, 'base64');
    try {
      const text = openForSubject(secret, key, Buffer.from(value.sealed, 'base64'), value.subject_id, entry.id);
      return text === null ? [gone('erased')] : (JSON.parse(text) as Change[]).map(shown);
    } catch {
      return [gone('unreadable')];
    }
  });
  return [...open, ...personal];
}

const shown = (change: Change): Shown => ({
  field: change.field,
  before: change.before ?? null,
  after: change.after ?? null,
});

const gone = (field: string): Shown => ({ field, before: null, after: null });
