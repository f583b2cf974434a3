import type { Answer, Call } from '#access/route.ts';
import type { setPin as endpoint } from '#contract/identity.ts';
import type { Platform } from '#platform/platform.ts';
import { refuse } from '#platform/refusal.ts';
import { hashSecret } from './hash.ts';
import { checkPassword } from './password.ts';
import { isPinTooSimple } from './rules.ts';
import { savePin } from './store/factors.ts';

/** A PIN is short, so its hash also needs a key that isn't in the database. */
export function pinPepper(platform: Platform): Buffer {
  return platform.secret.key('PINs');
}

/** Sets one's PIN for shared workstations. */
export async function setPin(platform: Platform, call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, actor, body } = call;
  const refusal = await checkPassword(platform, tx, actor.accountId, body.password);
  if (refusal) return refusal;
  if (isPinTooSimple(body.pin)) return refuse('pin_too_simple');
  await savePin(tx, actor.accountId, await hashSecret(body.pin, pinPepper(platform)));
  call.audit({ subject: { kind: 'account', id: actor.accountId } });
}
