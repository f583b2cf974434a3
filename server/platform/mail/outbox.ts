import type { Language } from '#contract/shapes.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { openContent } from './letter-content.ts';
import type { Mail } from './mail.ts';
import { type RenderedLetter, renderLetter } from './render-letter.ts';
import { sentences } from './sentences.ts';
import { type LetterRow, type LetterState, letterById, letterPage } from './store.ts';

/** A letter as the instance administrator sees it in the list. */
export type LetterSummary = {
  id: string;
  to: string;
  /** The letter's subject where it was kept here; otherwise only what kind of letter it is. */
  subject: string;
  state: LetterState;
  attempts: number;
  lastError: string | null;
  createdAt: Date;
  sentAt: Date | null;
};

export type LetterFilter = { before?: string; state?: LetterState; size?: number; language: Language };

/** Outgoing mail, newest first, in the reader's language. */
export async function listLetters(
  tx: Tx,
  mail: Mail,
  { before, state, size = 50, language }: LetterFilter,
): Promise<{ letters: LetterSummary[]; next: string | null }> {
  const rows = await letterPage(tx, before ?? null, state ?? null, size + 1);
  const letters = rows.slice(0, size).map((row) => summary(mail, row, language));
  return { letters, next: rows.length > size ? letters.at(-1)!.id : null };
}

/** One letter; its text only where it was kept because no mail is configured. */
export async function viewLetter(
  tx: Tx,
  mail: Mail,
  letterId: string,
  language: Language,
): Promise<(LetterSummary & { text: string | null; html: string | null }) | undefined> {
  const row = await letterById(tx, letterId);
  if (!row) return undefined;
  const rendered = keptText(mail, row);
  return { ...summary(mail, row, language), text: rendered?.text ?? null, html: rendered?.html ?? null };
}

function summary(mail: Mail, row: LetterRow, language: Language): LetterSummary {
  return {
    id: row.id,
    to: row.to_address,
    subject: keptText(mail, row)?.subject ?? kindOf(mail, row, language),
    state: row.state,
    attempts: row.attempts,
    lastError: row.last_error,
    createdAt: row.created_at,
    sentAt: row.sent_at,
  };
}

function kindOf(mail: Mail, row: LetterRow, language: Language): string {
  return mail.book.has(row.template) ? sentences(language)(`${row.template}.kind`) : row.template;
}

/** A kept letter as its reader would see it; undefined where the key that sealed it is gone. */
function keptText({ book, settings }: Mail, row: LetterRow): RenderedLetter | undefined {
  const template = book.get(row.template);
  if (row.state !== 'kept' || !row.payload || !template) return undefined;
  try {
    return renderLetter(template, row.language, openContent(settings, row.id, row.payload), settings.publicUrl);
  } catch {
    return undefined;
  }
}
