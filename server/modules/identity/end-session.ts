import type { Answer, Call } from '#access/route.ts';
import type { endSession as endpoint } from '#contract/identity.ts';
import { sessionCookie } from '#platform/http/browser.ts';
import type { Platform } from '#platform/platform.ts';
import { refuse } from '#platform/refusal.ts';
import { endSessions } from './session.ts';

/** Signs out one of one's own sessions; its open pages notice at once. */
export async function endSession(platform: Platform, call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, actor, params, browser } = call;
  if ((await endSessions(tx, actor.accountId, { only: params.sessionId })) === 0) return refuse('not_found');
  if (params.sessionId === actor.sessionId) browser.setCookie(sessionCookie(platform.config), '', 0);
  call.audit({
    subject: { kind: 'account', id: actor.accountId },
    changes: [{ field: 'session', before: params.sessionId }],
  });
}
