import type { Pool } from '#platform/database/connect.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { bounceAddress } from './bounce-address.ts';
import { openContent } from './letter-content.ts';
import type { LetterBook } from './letter-template.ts';
import { renderLetter } from './render-letter.ts';
import { nextAttempt } from './retry-delay.ts';
import { type MailSettings, senderMailbox } from './settings.ts';
import type { Attempt, MailServer, OutgoingMail } from './smtp.ts';
import { beginAttempt, enqueueLetter, type LetterRow, recordPostponed, recordSent, takeLetter } from './store.ts';
import { typedName } from './typed-text.ts';
import { giveUp, type OnUndeliverable } from './undeliverable.ts';

export type SendingTools = {
  settings: MailSettings;
  book: LetterBook;
  server: MailServer;
  onUndeliverable: OnUndeliverable;
};

/**
 * Gives a letter to the mail server and records what became of it. The beginning is committed apart and first: a process
 * that dies after the server's acceptance leaves a trace, and the repeat carries the same Message-ID and says that it is one.
 */
export async function sendLetter(tools: SendingTools, tx: Tx, worker: Pool, letterId: string): Promise<void> {
  const begun = await worker.transaction((apart) => beginAttempt(apart, letterId));
  if (!begun) return;
  const letter = await takeLetter(tx, letterId);
  if (!letter) return;
  const attempt = await attemptToSend(tools, letter, tx.now, begun.wasInterrupted);
  await record(tools, tx, letter, attempt, begun.wasInterrupted);
}

async function attemptToSend(
  tools: SendingTools,
  letter: LetterRow,
  now: Date,
  maybeRepeated: boolean,
): Promise<Attempt> {
  let mail: OutgoingMail;
  try {
    mail = writeMail(tools, letter, now, maybeRepeated);
  } catch (error) {
    // A letter that can't be written today, e.g. with a key that changed, waits for somebody to put it right.
    return { outcome: 'later', reason: `not written: ${(error as Error).message}`.slice(0, 300) };
  }
  return tools.server.send(mail);
}

function writeMail(
  { settings, book }: SendingTools,
  letter: LetterRow,
  now: Date,
  maybeRepeated: boolean,
): OutgoingMail {
  const template = book.get(letter.template);
  if (!template || !letter.payload) throw new Error(`no letter called ${letter.template}, or nothing in it`);
  const content = openContent(settings, letter.id, letter.payload);
  const mailbox = senderMailbox(settings);
  return {
    ...renderLetter(template, letter.language, content, settings.publicUrl),
    messageId: letter.message_id,
    envelopeFrom: bounceAddress(settings, letter.id) ?? mailbox.address,
    from: content.sender ? { ...mailbox, name: `${typedName(content.sender.name)} · ${mailbox.name}` } : mailbox,
    to: letter.to_address,
    date: now,
    language: letter.language,
    maybeRepeated,
  };
}

async function record(
  { onUndeliverable }: SendingTools,
  tx: Tx,
  letter: LetterRow,
  attempt: Attempt,
  maybeRepeated: boolean,
): Promise<void> {
  if (attempt.outcome === 'accepted') return recordSent(tx, letter.id, maybeRepeated ? 'maybe sent twice' : null);
  const next = attempt.outcome === 'later' ? nextAttempt(letter.attempts, letter.created_at, tx.now) : null;
  if (!next) {
    await giveUp(tx, letter.id, attempt.reason, onUndeliverable);
    return;
  }
  await recordPostponed(tx, letter.id, next, attempt.reason);
  enqueueLetter(tx, letter.id, next);
}
