import type { Answer, Call } from '#access/route.ts';
import type { confirmTotp as endpoint } from '#contract/identity.ts';
import type { Platform } from '#platform/platform.ts';
import { isRefusal, refuse } from '#platform/refusal.ts';
import { beginAttempt } from './attempts.ts';
import { secondFactorAdded } from './letters.ts';
import { makeRecoveryCodes, spendAppCode } from './second-factor-code.ts';
import { postSecurityLetter } from './security-letter.ts';
import { confirmTotpRow, totpOf } from './store/factors.ts';
import { markSecondFactor } from './store/sessions.ts';

/** Switches the second factor on, once the app has shown a right code. */
export async function confirmTotp(platform: Platform, call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, actor, body, browser } = call;
  const { accountId } = actor;
  const totp = await totpOf(tx, accountId);
  if (!totp) return refuse('second_factor_off');
  if (totp.confirmed_at) return refuse('second_factor_already_on');
  const attempt = await beginAttempt(tx, platform.secret, ['second factor of', accountId]);
  if (isRefusal(attempt)) return attempt;
  if (!(await spendAppCode(platform, tx, accountId, totp, body.code))) {
    await attempt.wrong();
    return refuse('wrong_code', { keep: true });
  }
  await attempt.right();
  await confirmTotpRow(tx, accountId);
  await markSecondFactor(tx, actor.sessionId);
  await postSecurityLetter(tx, platform, accountId, secondFactorAdded, browser);
  call.audit({
    subject: { kind: 'account', id: accountId },
    changes: [{ field: 'second_factor', before: 'off', after: 'on' }],
  });
  return { recoveryCodes: await makeRecoveryCodes(platform, tx, accountId) };
}
