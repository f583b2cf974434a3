import type { Answer, Call } from '#access/route.ts';
import type { removePasskey as endpoint } from '#contract/identity.ts';
import type { Platform } from '#platform/platform.ts';
import { refuse } from '#platform/refusal.ts';
import { passkeyRemoved } from './letters.ts';
import { postSecurityLetter } from './security-letter.ts';
import { deletePasskey } from './store/factors.ts';

/** Removes one of one's own passkeys; it stops working at once. */
export async function removePasskey(platform: Platform, call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, actor, params, browser } = call;
  const removed = await deletePasskey(tx, actor.accountId, params.passkeyId);
  if (!removed) return refuse('not_found');
  await postSecurityLetter(tx, platform, actor.accountId, passkeyRemoved, browser, removed.name);
  call.audit({
    subject: { kind: 'account', id: actor.accountId },
    changes: [{ field: 'passkey', before: params.passkeyId }],
  });
}
