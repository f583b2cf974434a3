import type { Answer, Call } from '#access/route.ts';
import type { removeTotp as endpoint } from '#contract/identity.ts';
import type { Platform } from '#platform/platform.ts';
import { refuse } from '#platform/refusal.ts';
import { secondFactorRemoved } from './letters.ts';
import { checkPassword } from './password.ts';
import { postSecurityLetter } from './security-letter.ts';
import { deleteTotp, totpOf } from './store/factors.ts';

/** Switches the authenticator app off, with its recovery codes. */
export async function removeTotp(platform: Platform, call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, actor, body, browser } = call;
  const { accountId } = actor;
  if (!(await totpOf(tx, accountId))?.confirmed_at) return refuse('second_factor_off');
  const refusal = await checkPassword(platform, tx, accountId, body.password);
  if (refusal) return refusal;
  await deleteTotp(tx, accountId);
  await postSecurityLetter(tx, platform, accountId, secondFactorRemoved, browser);
  call.audit({
    subject: { kind: 'account', id: accountId },
    changes: [{ field: 'second_factor', before: 'on', after: 'off' }],
  });
}
