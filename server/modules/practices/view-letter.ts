import type { Answer, Call } from '#access/route.ts';
import type { viewLetter as endpoint } from '#contract/practices.ts';
import type { Language } from '#contract/shapes.ts';
import { viewLetter as letterOf } from '#platform/mail/outbox.ts';
import type { Platform } from '#platform/platform.ts';
import { refuse } from '#platform/refusal.ts';
import { shownLetter } from './list-letters.ts';

export const viewLetter =
  (platform: Platform) =>
  async (call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> => {
    const letter = await letterOf(call.tx, platform.mail, call.params.id, call.actor.language as Language);
    if (!letter) return refuse('not_found');
    call.audit({ subject: { kind: 'letter', id: letter.id } });
    return { ...shownLetter(letter), text: letter.text, html: letter.html };
  };
