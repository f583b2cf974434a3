import { createHash } from 'node:crypto';

/** An entry as the chain covers it: every column in the database's own written form, so that no change is lost in translation. */
export type Written = { id: string; written: string };

/** What the chain covers of `audit_entries e`: the entry, and its personal values in their encrypted form. */
export const writtenForm = `jsonb_build_array(e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.account_id,
  e.session_id, e.acted_as, e.permission, e.action, e.reads, e.organisation_id, e.group_id, e.subject_kind, e.subject_id, e.address,
  e.facts, e.transaction::text,
  (select string_agg(v.subject_id::text || encode(v.sealed, 'hex'), ',' order by v.subject_id)
     from audit_values v where v.entry_id = e.id))::text`;

export const beforeAll: Buffer = Buffer.alloc(32);

/** Digest of an entry in the chain: SHA-256 over the digest before, the moment of sealing and the entry. */
export function chain(before: Buffer, sealedAt: Date, written: string): Buffer {
  return createHash('sha256').update(before).update(sealedAt.toISOString()).update(written).digest();
}
