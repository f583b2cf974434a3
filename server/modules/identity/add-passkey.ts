import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Answer, Call } from '#access/route.ts';
import type { addPasskey as endpoint } from '#contract/identity.ts';
import { newId } from '#platform/ids.ts';
import type { Platform } from '#platform/platform.ts';
import { refuse } from '#platform/refusal.ts';
import { passkeyAdded } from './letters.ts';
import { passkeyAlgorithms, relyingParty } from './relying-party.ts';
import { later, lives } from './rules.ts';
import { postSecurityLetter } from './security-letter.ts';
import { insertPasskey, spendChallenge } from './store/factors.ts';
import { markSecondFactor } from './store/sessions.ts';

const transportsKnown = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'];

/** Registers a passkey. Its user was verified while making it, so that the session counts as having a second factor. */
export async function addPasskey(platform: Platform, call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, actor, body, browser } = call;
  const challenge = await spendChallenge(tx, body.challengeId, actor.accountId, later(tx.now, -lives.challenge));
  const response = body.response as unknown as RegistrationResponseJSON;
  const credential = challenge && (await verifiedCredential(platform, response, challenge));
  if (!credential) return refuse('passkey_not_accepted', { keep: true });
  const id = newId();
  const inserted = await insertPasskey(tx, {
    id,
    account_id: actor.accountId,
    credential_id: Buffer.from(credential.id, 'base64url'),
    public_key: Buffer.from(credential.publicKey),
    counter: String(credential.counter),
    transports: (credential.transports ?? []).filter((transport) => transportsKnown.includes(transport)),
    name: body.name,
  });
  if (!inserted) return refuse('passkey_not_accepted', { keep: true });
  await markSecondFactor(tx, actor.sessionId);
  await postSecurityLetter(tx, platform, actor.accountId, passkeyAdded, browser, body.name);
  call.audit({ subject: { kind: 'account', id: actor.accountId }, changes: [{ field: 'passkey', after: id }] });
  return { id };
}

async function verifiedCredential(platform: Platform, response: RegistrationResponseJSON, challenge: string) {
  const party = relyingParty(platform);
  try {
    const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
    const { registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: passkeyAlgorithms,
    });
    return registrationInfo?.credential;
  } catch {
    return undefined;
  }
}
