import type { Answer, Call } from '#access/route.ts';
import type { passkeySignInOptions as endpoint } from '#contract/identity.ts';
import { newId } from '#platform/ids.ts';
import type { Platform } from '#platform/platform.ts';
import { relyingParty } from './relying-party.ts';
import { lives } from './rules.ts';
import { insertChallenge } from './store/factors.ts';

/** A challenge that any passkey of this installation may answer, so that nothing about accounts is asked or told. */
export async function passkeySignInOptions(
  platform: Platform,
  call: Call<typeof endpoint>,
): Promise<Answer<typeof endpoint>> {
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
  const options = await generateAuthenticationOptions({
    rpID: relyingParty(platform).id,
    userVerification: 'required',
    timeout: lives.challenge,
  });
  const challengeId = newId();
  await insertChallenge(call.tx, challengeId, null, options.challenge);
  return { challengeId, options: { ...options } };
}
