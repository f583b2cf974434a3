import type { Answer, Call } from '#access/route.ts';
import type { passkeyOptions as endpoint } from '#contract/identity.ts';
import { newId } from '#platform/ids.ts';
import type { Platform } from '#platform/platform.ts';
import { passkeyAlgorithms, relyingParty, userHandle } from './relying-party.ts';
import { lives } from './rules.ts';
import { insertChallenge, passkeysOf } from './store/factors.ts';

/** A challenge for making a passkey that can sign in by itself. */
export async function passkeyOptions(
  platform: Platform,
  call: Call<typeof endpoint>,
): Promise<Answer<typeof endpoint>> {
  const { tx, actor } = call;
  const party = relyingParty(platform);
  const present = await passkeysOf(tx, actor.accountId);
  const { generateRegistrationOptions } = await import('@simplewebauthn/server');
  const options = await generateRegistrationOptions({
    rpName: party.name,
    rpID: party.id,
    userID: userHandle(actor.accountId),
    userName: actor.email,
    userDisplayName: `${actor.firstName} ${actor.lastName}`,
    timeout: lives.challenge,
    attestationType: 'none',
    supportedAlgorithmIDs: passkeyAlgorithms,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: present.map((passkey) => ({
      id: passkey.credential_id.toString('base64url'),
      transports: passkey.transports,
    })),
  });
  const challengeId = newId();
  await insertChallenge(tx, challengeId, actor.accountId, options.challenge);
  return { challengeId, options: { ...options } };
}
