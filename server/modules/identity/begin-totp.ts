import type { Answer, Call } from '#access/route.ts';
import type { beginTotp as endpoint } from '#contract/identity.ts';
import type { Platform } from '#platform/platform.ts';
import { refuse } from '#platform/refusal.ts';
import { checkPassword } from './password.ts';
import { makeTotp } from './second-factor-code.ts';
import { totpOf } from './store/factors.ts';

/** Makes the secret for an authenticator app. */
export async function beginTotp(platform: Platform, call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, actor, body } = call;
  if ((await totpOf(tx, actor.accountId))?.confirmed_at) return refuse('second_factor_already_on');
  const refusal = await checkPassword(platform, tx, actor.accountId, body.password);
  if (refusal) return refusal;
  call.audit({ subject: { kind: 'account', id: actor.accountId } });
  return makeTotp(platform, tx, actor.accountId, actor.email);
}
