import type { Answer, Call } from '#access/route.ts';
import type { removeWorkstation as endpoint } from '#contract/identity.ts';
import { sessionCookie } from '#platform/http/browser.ts';
import type { Platform } from '#platform/platform.ts';
import { refuse } from '#platform/refusal.ts';
import { digestOf } from '#platform/secret.ts';
import { tellEnded, workstationCookie } from './session.ts';
import { endSessionsAtWorkstation, markRemoved } from './store/workstations.ts';

/** Makes a shared workstation an ordinary browser again; everybody signed in there is signed out. */
export async function removeWorkstation(
  platform: Platform,
  call: Call<typeof endpoint>,
): Promise<Answer<typeof endpoint>> {
  const { tx, actor, scope, params, browser } = call;
  const removed = await markRemoved(tx, scope, params.workstationId);
  if (!removed) return refuse('not_found');
  const ended = await endSessionsAtWorkstation(tx, params.workstationId);
  await tellEnded(tx, ended);
  const token = browser.cookie(workstationCookie(platform));
  if (token && digestOf(token).equals(removed.digest)) browser.setCookie(workstationCookie(platform), '', 0);
  if (ended.some((session) => session.session_id === actor.sessionId))
    browser.setCookie(sessionCookie(platform.config), '', 0);
  call.audit({
    subject: { kind: 'workstation', id: params.workstationId },
    changes: [
      { field: 'name', before: removed.name },
      { field: 'sessions_ended', after: String(ended.length) },
    ],
  });
}
