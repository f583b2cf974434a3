import { createHash } from 'node:crypto';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { Answer, Call } from '#access/route.ts';
import type { passkeySignIn as endpoint } from '#contract/identity.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import { refuse } from '#platform/refusal.ts';
import { completeSignIn } from './complete-sign-in.ts';
import { relyingParty, userHandle } from './relying-party.ts';
import { later, lives } from './rules.ts';
import { advancePasskey, type PasskeyRow, passkeyByCredential, spendChallenge } from './store/factors.ts';

/** Signs in with a passkey whose user was verified: two factors in one. Each challenge is used up by its first answer. */
export async function passkeySignIn(platform: Platform, call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, body } = call;
  const challenge = await spendChallenge(tx, body.challengeId, null, later(tx.now, -lives.challenge));
  const response = body.response as unknown as AuthenticationResponseJSON;
  const passkey = await presentedPasskey(tx, response);
  const counter = challenge && passkey ? await verifiedCounter(platform, passkey, response, challenge) : undefined;
  if (counter === undefined || !passkey || !(await advance(tx, passkey, counter))) {
    await tx.actAs(call.actor?.accountId ?? null);
    const subject = passkey && { kind: 'account', id: passkey.account_id };
    call.audit({ action: 'signInRefused', ...(subject ? { subject } : {}) });
    return refuse('passkey_not_accepted', { keep: true });
  }
  return completeSignIn(platform, call, passkey.account_id, { how: 'passkey', secondFactor: true });
}

/** False where the same answer arrived twice at once. The account has been proved by now, so the passkey may be changed. */
async function advance(tx: Tx, passkey: PasskeyRow, counter: number): Promise<boolean> {
  await tx.actAs(passkey.account_id);
  return advancePasskey(tx, passkey.id, passkey.counter, counter);
}

async function presentedPasskey(tx: Tx, response: AuthenticationResponseJSON): Promise<PasskeyRow | undefined> {
  if (typeof response.id !== 'string' || response.id.length > 1400) return undefined;
  const credentialId = Buffer.from(response.id, 'base64url');
  await tx.present({ token: createHash('sha256').update(credentialId).digest() });
  return passkeyByCredential(tx, credentialId);
}

/** The authenticator's new counter; undefined where anything about its answer isn't right. */
async function verifiedCounter(
  platform: Platform,
  passkey: PasskeyRow,
  response: AuthenticationResponseJSON,
  challenge: string,
): Promise<number | undefined> {
  const party = relyingParty(platform);
  try {
    const handle = response.response.userHandle;
    if (handle && !Buffer.from(handle, 'base64url').equals(userHandle(passkey.account_id))) return undefined;
    const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      credential: {
        id: passkey.credential_id.toString('base64url'),
        publicKey: new Uint8Array(passkey.public_key),
        counter: Number(passkey.counter),
        transports: passkey.transports,
      },
    });
    return verified ? authenticationInfo.newCounter : undefined;
  } catch {
    // The library throws for every kind of answer that doesn't hold; which one is nobody's business.
    return undefined;
  }
}
