import { createHash } from 'node:crypto';
import type { Answer, Call } from '#access/route.ts';
import type { finishOidc as endpoint } from '#contract/identity.ts';
import { addressKey } from '#contract/shapes.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import { refuse } from '#platform/refusal.ts';
import { completeSignIn } from './complete-sign-in.ts';
import { finishAtProvider, type ProvedIdentity } from './oidc-client.ts';
import { oidcCookie } from './start-oidc.ts';
import { accountByKey } from './store/accounts.ts';
import { accountOfIdentity, hasIdentityAt, insertIdentity } from './store/factors.ts';

/** Signs in whom the OpenID provider vouches for, if they have an account here. Never makes one. */
export async function finishOidc(platform: Platform, call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const settings = platform.config.oidc;
  if (!settings) return refuse('oidc_not_configured');
  const { tx, body, browser } = call;
  const sealed = browser.cookie(oidcCookie(platform));
  browser.setCookie(oidcCookie(platform), '', 0);
  if (!sealed) return refuse('oidc_failed');
  let identity: ProvedIdentity;
  try {
    identity = await finishAtProvider(platform, settings, tx.now, body.query, sealed);
  } catch (error) {
    platform.log.info({ error: (error as Error).message }, 'a sign-in by OpenID failed');
    return refuse('oidc_failed');
  }
  const accountId = (await accountKnown(tx, identity)) ?? (await accountByAddress(tx, identity));
  if (!accountId) {
    await tx.actAs(call.actor?.accountId ?? null);
    call.audit({ action: 'signInRefused' });
    return refuse('oidc_no_account', { keep: true });
  }
  return completeSignIn(platform, call, accountId, { how: 'oidc', secondFactor: false });
}

async function accountKnown(tx: Tx, { issuer, subject }: ProvedIdentity): Promise<string | undefined> {
  await tx.present({ token: createHash('sha256').update(`${issuer} ${subject}`).digest() });
  return accountOfIdentity(tx, issuer, subject);
}

/**
 * The first time, by an address that the provider has verified; from then on by subject. An account that is linked already is
 * not linked to another subject: the address may have been given to somebody else since.
 */
async function accountByAddress(
  tx: Tx,
  { issuer, subject, verifiedEmail }: ProvedIdentity,
): Promise<string | undefined> {
  if (!verifiedEmail) return undefined;
  const key = addressKey(verifiedEmail);
  await tx.present({ address: key });
  const account = await accountByKey(tx, key);
  if (!account) return undefined;
  await tx.actAs(account.id);
  if (await hasIdentityAt(tx, account.id, issuer)) return undefined;
  await insertIdentity(tx, account.id, issuer, subject);
  return account.id;
}
