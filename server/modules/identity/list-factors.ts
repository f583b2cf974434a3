import type { Answer, Call } from '#access/route.ts';
import type { listFactors as endpoint } from '#contract/identity.ts';
import { factorFacts, passkeysOf } from './store/factors.ts';

/** One's own ways of proving who one is. */
export async function listFactors(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, actor } = call;
  const [passkeys, facts] = await Promise.all([passkeysOf(tx, actor.accountId), factorFacts(tx, actor.accountId)]);
  return {
    passkeys: passkeys.map((passkey) => ({
      id: passkey.id,
      name: passkey.name,
      createdAt: passkey.created_at.toISOString(),
      lastUsedAt: passkey.last_used_at?.toISOString() ?? null,
    })),
    totp: facts.totp,
    recoveryCodesLeft: facts.recovery_codes,
    pin: facts.pin,
    password: facts.password,
  };
}
