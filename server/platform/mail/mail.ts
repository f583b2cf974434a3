import { createHash } from 'node:crypto';
import type { Language } from '#contract/shapes.ts';
import type { Pool } from '#platform/database/connect.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { sealContent } from './letter-content.ts';
import { checkValues, type Fields, type LetterBook, type LetterTemplate, type ValuesOf } from './letter-template.ts';
import type { Sender } from './render-letter.ts';
import { type SendingTools, sendLetter } from './send-letter.ts';
import { hostOf, type MailSettings } from './settings.ts';
import { type MailServer, mailServer } from './smtp.ts';
import { enqueueLetter, insertLetter } from './store.ts';
import type { OnUndeliverable } from './undeliverable.ts';

/** A letter as a module posts it. */
export type LetterToPost<F extends Fields> = {
  template: LetterTemplate<F>;
  to: string;
  language: Language;
  values: ValuesOf<F>;
  /** For the greeting: first name only. */
  firstName?: string;
  /** The recipient's, for the times told; UTC where it isn't known. */
  timeZone?: string;
  /** The organisation in whose name the letter goes out. */
  sender?: Sender;
  /** What the letter is about, given back when it can't be delivered. */
  about?: { kind: string; id: string };
  /** The same seed posts the same letter once, however often it is called. */
  messageIdSeed?: string;
};

/** The post office of an installation. */
export type Mail = {
  /** Whether letters leave by SMTP; otherwise they stay in the local outbox. */
  readonly configured: boolean;
  readonly settings: MailSettings;
  readonly book: LetterBook;
  /** Posts a letter in the transaction of what it tells about: both happen, or neither. Returns the letter's id. */
  post<F extends Fields>(tx: Tx, letter: LetterToPost<F>): Promise<string>;
  /** Sends one letter, in the transaction of its job. */
  send(tx: Tx, worker: Pool, letterId: string): Promise<void>;
  close(): void;
};

export type MailOptions = {
  settings: MailSettings;
  book: LetterBook;
  onUndeliverable?: OnUndeliverable;
  /** For tests; otherwise the server at settings.smtpUrl. */
  server?: MailServer;
};

/** Opens the post office. Nothing connects before the first letter is sent. */
export function createMail({ settings, book, onUndeliverable = async () => undefined, server }: MailOptions): Mail {
  const outgoing = server ?? (settings.smtpUrl ? mailServer(settings.smtpUrl) : undefined);
  return {
    configured: outgoing !== undefined,
    settings,
    book,
    async post(tx, letter) {
      const { template, to, language, values, about, messageIdSeed, ...rest } = letter;
      if (book.get(template.name) !== template) throw new Error(`${template.name} is not in the letter book`);
      const id = messageIdSeed ? idFrom(messageIdSeed) : newId();
      insertLetter(tx, {
        id,
        to_address: to,
        language,
        template: template.name,
        payload: sealContent(settings, id, { ...rest, values: checkValues(template, values) }),
        message_id: `<${id}@${hostOf(settings.publicUrl)}>`,
        about_kind: about?.kind ?? null,
        about_id: about?.id ?? null,
        state: outgoing ? 'waiting' : 'kept',
      });
      if (outgoing) enqueueLetter(tx, id);
      return id;
    },
    async send(tx, worker, letterId) {
      if (!outgoing) return;
      const tools: SendingTools = { settings, book, onUndeliverable, server: outgoing };
      await sendLetter(tools, tx, worker, letterId);
    },
    close: () => outgoing?.close(),
  };
}

/** A version 8 UUID made from a seed. */
function idFrom(seed: string): string {
  const bytes = createHash('sha256').update(`letter ${seed}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
