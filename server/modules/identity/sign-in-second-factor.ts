import type { Answer, Call } from '#access/route.ts';
import type { signInSecondFactor as endpoint } from '#contract/identity.ts';
import { addressKey } from '#contract/shapes.ts';
import { sessionCookie } from '#platform/http/browser.ts';
import type { Platform } from '#platform/platform.ts';
import { isRefusal, refuse } from '#platform/refusal.ts';
import { digestOf } from '#platform/secret.ts';
import { beginAttempt } from './attempts.ts';
import { completeSignIn } from './complete-sign-in.ts';
import { spendSecondFactorCode } from './second-factor-code.ts';
import { halfSession } from './store/sessions.ts';

/** Completes a half sign-in. Counted per account, or each new password sign-in would give three more guesses. */
export async function signInSecondFactor(
  platform: Platform,
  call: Call<typeof endpoint>,
): Promise<Answer<typeof endpoint>> {
  const { tx, browser, body } = call;
  const token = browser.cookie(sessionCookie(platform.config));
  const half = token ? await halfSession(tx, digestOf(token)) : undefined;
  if (!half) return refuse('not_signed_in');
  await tx.present({ address: addressKey(half.email) });
  const attempt = await beginAttempt(tx, platform.secret, ['second factor of', half.account_id]);
  if (isRefusal(attempt)) return attempt;
  const used = await spendSecondFactorCode(platform, tx, half.account_id, body.code);
  if (!used) {
    await attempt.wrong();
    call.audit({ action: 'signInRefused', subject: { kind: 'account', id: half.account_id } });
    return refuse('wrong_code', { keep: true });
  }
  await attempt.right();
  return completeSignIn(platform, call, half.account_id, { how: used, secondFactor: true });
}
