import type { Answer, Call } from '#access/route.ts';
import type { signOut as endpoint } from '#contract/identity.ts';
import { sessionCookie } from '#platform/http/browser.ts';
import type { Platform } from '#platform/platform.ts';
import { endPresentedSession } from './session.ts';

/** Ends the session, also a locked one or one that waits for its second factor. */
export async function signOut(platform: Platform, call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const ended = await endPresentedSession(call.tx, platform, call.browser);
  if (ended) call.audit({ subject: { kind: 'account', id: ended.account_id } });
  call.browser.setCookie(sessionCookie(platform.config), '', 0);
  return undefined;
}
