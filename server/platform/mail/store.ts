import type { Language } from '#contract/shapes.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type LetterState = 'waiting' | 'sent' | 'failed' | 'kept';

export type LetterRow = {
  id: string;
  to_address: string;
  language: Language;
  template: string;
  payload: Buffer | null;
  message_id: string;
  about_kind: string | null;
  about_id: string | null;
  state: LetterState;
  attempts: number;
  last_error: string | null;
  created_at: Date;
  sent_at: Date | null;
};

/** Stands in last_error while an attempt is under way; found by the next attempt, it means that one was cut off. */
export const interrupted = 'interrupted';

export function insertLetter(
  tx: Tx,
  letter: Omit<LetterRow, 'attempts' | 'last_error' | 'sent_at' | 'created_at'>,
): void {
  tx.send(
    `insert into midline.letters (id, to_address, language, template, payload, message_id, about_kind, about_id, state,
       next_attempt_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, case when $9 = 'waiting' then $10::timestamptz end, $10)
     on conflict do nothing`,
    [
      letter.id,
      letter.to_address,
      letter.language,
      letter.template,
      letter.payload,
      letter.message_id,
      letter.about_kind,
      letter.about_id,
      letter.state,
      tx.now,
    ],
  );
}

/** Has a letter sent, now or at a given time. One job per letter: a newer call replaces an older one. */
export function enqueueLetter(tx: Tx, letterId: string, at: Date | null = null): void {
  tx.send(`select midline.enqueue('send_letter', $1::json, $2, $3)`, [
    JSON.stringify({ letterId }),
    `letter:${letterId}`,
    at,
  ]);
}

/** Notes that an attempt begins. Undefined when there is nothing to send, or another process is at it. */
export async function beginAttempt(tx: Tx, letterId: string): Promise<{ wasInterrupted: boolean } | undefined> {
  const [row] = await tx.query<{ last_error: string | null }>(
    `select last_error from midline.letters where id = $1 and state = 'waiting' for update skip locked`,
    [letterId],
  );
  if (!row) return undefined;
  await tx.query(`update midline.letters set attempts = attempts + 1, last_error = $2 where id = $1`, [
    letterId,
    interrupted,
  ]);
  return { wasInterrupted: row.last_error === interrupted };
}

/** Takes a waiting letter for the rest of the transaction, so that no other process sends it meanwhile. */
export async function takeLetter(tx: Tx, letterId: string): Promise<LetterRow | undefined> {
  const [row] = await tx.query<LetterRow>(
    `select ${columns} from midline.letters where id = $1 and state = 'waiting' for update skip locked`,
    [letterId],
  );
  return row;
}

export async function recordSent(tx: Tx, letterId: string, remark: string | null): Promise<void> {
  await tx.query(
    `update midline.letters set state = 'sent', sent_at = $2, last_error = $3, payload = null, next_attempt_at = null
      where id = $1`,
    [letterId, tx.now, remark],
  );
}

export async function recordPostponed(tx: Tx, letterId: string, at: Date, reason: string): Promise<void> {
  await tx.query(`update midline.letters set next_attempt_at = $2, last_error = $3 where id = $1`, [
    letterId,
    at,
    reason,
  ]);
}

/** Marks a letter undeliverable, once. Undefined when it is so already, or isn't a letter that was to be sent. */
export async function recordFailed(tx: Tx, letterId: string, reason: string): Promise<LetterRow | undefined> {
  const [row] = await tx.query<LetterRow>(
    `update midline.letters set state = 'failed', last_error = $2, payload = null, next_attempt_at = null
      where id = $1 and state in ('waiting', 'sent') returning ${columns}`,
    [letterId, reason],
  );
  return row;
}

/** Notes what a mail server reported about a letter that is still on its way there. */
export async function recordDelay(tx: Tx, letterId: string, reason: string): Promise<void> {
  await tx.query(`update midline.letters set last_error = $2 where id = $1 and state = 'sent'`, [letterId, reason]);
}

/**
 * Letters whose time has come. Not held: a job that finds its letter held ends without sending it, and its queue takes no other
 * job for the letter while that one runs.
 */
export async function overdueLetters(tx: Tx, before: Date): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select id from midline.letters where state = 'waiting' and next_attempt_at <= $1 order by id limit 1000`,
    [before],
  );
  return rows.map((row) => row.id);
}

/** A page of letters, newest first, as the instance administrator may see them. */
export async function letterPage(
  tx: Tx,
  before: string | null,
  state: LetterState | null,
  size: number,
): Promise<LetterRow[]> {
  return tx.query<LetterRow>(
    `select ${columns} from midline.letters
      where ($1::uuid is null or id < $1) and ($2::text is null or state = $2) order by id desc limit $3`,
    [before, state, size],
  );
}

export async function letterById(tx: Tx, letterId: string): Promise<LetterRow | undefined> {
  const [row] = await tx.query<LetterRow>(`select ${columns} from midline.letters where id = $1`, [letterId]);
  return row;
}

const columns = `id, to_address, language, template, payload, message_id, about_kind, about_id, state, attempts, last_error,
  created_at, sent_at`;
