import { randomBytes } from 'node:crypto';
import type { Tx } from '../database/transaction.ts';
import { type Secret, seal, unseal } from '../secret.ts';

/** Encrypts a text about a person under the person's own key, made at first need. Bound to the entry that holds it. */
export async function sealForSubject(
  tx: Tx,
  secret: Secret,
  subject: { id: string; made?: true },
  text: string,
  entryId: string,
): Promise<Buffer> {
  const key = subject.made ? newKey(tx, secret, subject.id) : await keyOf(tx, secret, subject.id);
  return seal(key, text, entryId);
}

/** The text, or null once the person's key has been destroyed. */
export function openForSubject(
  secret: Secret,
  wrappedKey: Buffer | null,
  sealed: Buffer,
  subjectId: string,
  entryId: string,
): string | null {
  if (!wrappedKey) return null;
  const key = unseal(secret.key('subject keys'), wrappedKey, subjectId);
  return unseal(key, sealed, entryId).toString('utf8');
}

/** The first key of somebody nobody knew before: no need to look whether there is one. */
function newKey(tx: Tx, secret: Secret, subjectId: string): Buffer {
  const key = randomBytes(32);
  tx.send('insert into subject_keys (subject_id, wrapped_key, created_at) values ($1, $2, $3)', [
    subjectId,
    seal(secret.key('subject keys'), key, subjectId),
    tx.now,
  ]);
  return key;
}

async function keyOf(tx: Tx, secret: Secret, subjectId: string): Promise<Buffer> {
  const wrapping = secret.key('subject keys');
  tx.send(
    'insert into subject_keys (subject_id, wrapped_key, created_at) values ($1, $2, $3) on conflict (subject_id) do nothing',
    [subjectId, seal(wrapping, randomBytes(32), subjectId), tx.now],
  );
  const [row] = await tx.query<{ wrapped_key: Buffer | null }>(
    'select wrapped_key from subject_keys where subject_id = $1',
    [subjectId],
  );
  // A destroyed key stays destroyed: what is said about an erased person later is not kept readable.
  return row?.wrapped_key ? unseal(wrapping, row.wrapped_key, subjectId) : randomBytes(32);
}
