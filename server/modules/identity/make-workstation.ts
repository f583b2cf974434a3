import type { Answer, Call } from '#access/route.ts';
import type { makeWorkstation as endpoint } from '#contract/identity.ts';
import { newId } from '#platform/ids.ts';
import type { Platform } from '#platform/platform.ts';
import { digestOf, newToken } from '#platform/secret.ts';
import { lives } from './rules.ts';
import { workstationCookie } from './session.ts';
import { moveSession, rememberDevice } from './store/sessions.ts';
import { insertWorkstation } from './store/workstations.ts';

/** Makes this browser a shared workstation. The session of whoever does it goes on there, under its rules. */
export async function makeWorkstation(
  platform: Platform,
  call: Call<typeof endpoint>,
): Promise<Answer<typeof endpoint>> {
  const { tx, actor, scope, body, browser } = call;
  const token = newToken();
  const digest = digestOf(token);
  const id = newId();
  await insertWorkstation(tx, scope, { id, name: body.name, digest, createdBy: actor.accountId });
  await moveSession(tx, actor.sessionId, id);
  await rememberDevice(tx, actor.accountId, digest);
  browser.setCookie(workstationCookie(platform), token, lives.knownDevice / 1000);
  call.audit({ subject: { kind: 'workstation', id }, changes: [{ field: 'name', after: body.name }] });
  return { id, name: body.name, createdAt: tx.now.toISOString(), lastUsedAt: null, here: true };
}
