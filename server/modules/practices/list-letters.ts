import type { Answer, Call } from '#access/route.ts';
import type { listLetters as endpoint } from '#contract/practices.ts';
import type { Language } from '#contract/shapes.ts';
import { type LetterSummary, listLetters as lettersOf } from '#platform/mail/outbox.ts';
import type { Platform } from '#platform/platform.ts';

export const listLetters =
  (platform: Platform) =>
  async (call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> => {
    const { before, state } = call.query;
    const page = await lettersOf(call.tx, platform.mail, {
      ...(before ? { before } : {}),
      ...(state ? { state } : {}),
      language: call.actor.language as Language,
    });
    return {
      letters: page.letters.map(shownLetter),
      next: page.next,
      mailConfigured: platform.config.smtpUrl !== null,
    };
  };

export function shownLetter(letter: LetterSummary) {
  return {
    id: letter.id,
    to: letter.to,
    subject: letter.subject,
    state: letter.state,
    attempts: letter.attempts,
    lastError: letter.lastError,
    createdAt: letter.createdAt.toISOString(),
    sentAt: letter.sentAt?.toISOString() ?? null,
  };
}
