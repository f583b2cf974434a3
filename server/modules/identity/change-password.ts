import type { Answer, Call } from '#access/route.ts';
import type { changePassword as endpoint } from '#contract/identity.ts';
import type { Platform } from '#platform/platform.ts';
import { passwordChanged } from './letters.ts';
import { checkPassword, setPassword } from './password.ts';
import { postSecurityLetter } from './security-letter.ts';
import { endSessions } from './session.ts';
import { spendLinks } from './store/links.ts';

/** Changes one's password and signs out everywhere but here. */
export async function changePassword(
  platform: Platform,
  call: Call<typeof endpoint>,
): Promise<Answer<typeof endpoint>> {
  const { tx, actor, body, browser } = call;
  const owner = { id: actor.accountId, email: actor.email, firstName: actor.firstName, lastName: actor.lastName };
  const refusal =
    (await checkPassword(platform, tx, actor.accountId, body.current)) ?? (await setPassword(tx, owner, body.password));
  if (refusal) return refusal;
  await endSessions(tx, actor.accountId, { except: actor.sessionId });
  await spendLinks(tx, actor.accountId, 'password_reset');
  await postSecurityLetter(tx, platform, actor.accountId, passwordChanged, browser);
  call.audit({ subject: { kind: 'account', id: actor.accountId } });
}
