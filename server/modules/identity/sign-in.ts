import type { Answer, Call } from '#access/route.ts';
import type { signIn as endpoint } from '#contract/identity.ts';
import { addressKey } from '#contract/shapes.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import { isRefusal, refuse } from '#platform/refusal.ts';
import { beginAttempt } from './attempts.ts';
import { completeSignIn } from './complete-sign-in.ts';
import { deviceDigest } from './greet-device.ts';
import { isPassword } from './password.ts';
import { accountByKey } from './store/accounts.ts';
import { deviceFacts } from './store/sessions.ts';

/** Signs in with address and password. Known and unknown addresses get the same answer, in the same time. */
export async function signIn(platform: Platform, call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, body, browser } = call;
  const key = addressKey(body.email);
  await tx.present({ address: key });
  const account = await accountByKey(tx, key);
  const attempt = await beginAttempt(
    tx,
    platform.secret,
    await countedAs(tx, key, account?.id, deviceDigest(platform, browser)),
  );
  if (isRefusal(attempt)) return attempt;
  if (!(await isPassword(tx, account?.id, body.password)) || !account) {
    await attempt.wrong();
    call.audit({ action: 'signInRefused', ...(account ? { subject: { kind: 'account', id: account.id } } : {}) });
    return refuse('wrong_credentials', { keep: true });
  }
  await attempt.right();
  return completeSignIn(platform, call, account.id, { how: 'password', secondFactor: false });
}

/** A browser that the person has used before is counted by itself, so that strangers' guesses can't keep the person out. */
async function countedAs(tx: Tx, key: string, accountId: string | undefined, device: Buffer | null): Promise<string[]> {
  const known = accountId && device && (await deviceFacts(tx, accountId, device)).last_seen_at;
  return known ? ['address', key, device.toString('hex')] : ['address', key];
}
