import { createHash } from 'node:crypto';

/**
 * What the chain covers of `audit_entries e`: every column, and its personal values in their encrypted form, in the database's own
 * writing, so that no change is lost in translation.
 */
export const writtenForm = `jsonb_build_array(e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.account_id,
  e.session_id, e.acted_as, e.permission, e.action, e.reads, e.organisation_id, e.group_id, e.subject_kind, e.subject_id, e.address,
  e.facts, e.transaction::text,
  (select string_agg(v.subject_id::text || encode(v.sealed, 'hex'), ',' order by v.subject_id)
     from audit_values v where v.entry_id = e.id))::text`;

/** What stands before the first entry. */
export const beginning: Buffer = Buffer.alloc(32);

/** What a seal says beside its digest. */
export type Seal = { sealedAt: Date; completeBefore: string };

/** Digest of an entry in the chain: SHA-256 over the digest before, what the seal says and the entry. */
export function chain(before: Buffer, seal: Seal, written: string): Buffer {
  const said = `${seal.sealedAt.toISOString()} ${seal.completeBefore} `;
  return createHash('sha256').update(before).update(said).update(written).digest();
}
