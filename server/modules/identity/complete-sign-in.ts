import type { Browser } from '#access/route.ts';
import type { AuditDetails } from '#platform/audit/record.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import { startSession } from './session.ts';
import { factorFacts } from './store/factors.ts';

type SigningIn = { tx: Tx; browser: Browser; audit(details: AuditDetails): void };

export type SignInProof = {
  /** For the audit log. */
  how: 'password' | 'passkey' | 'oidc' | 'app_code' | 'recovery_code';
  /** Whether what was proved counts as two factors. */
  secondFactor: boolean;
};

/** Goes on after a first factor, or both, were proved: to the second factor where the account has one, else to a session. */
export async function completeSignIn(
  platform: Platform,
  { tx, browser, audit }: SigningIn,
  accountId: string,
  proof: SignInProof,
): Promise<{ next: 'done' | 'second_factor' }> {
  const subject = { kind: 'account', id: accountId };
  const changes = [{ field: 'by', after: proof.how }];
  await tx.actAs(accountId);
  const awaits = !proof.secondFactor && (await factorFacts(tx, accountId)).totp;
  const { sessionId } = await startSession(tx, platform, accountId, browser, {
    secondFactor: proof.secondFactor,
    awaitsSecondFactor: awaits,
  });
  audit({ ...(awaits ? { action: 'signInHalf' } : {}), by: { accountId, sessionId }, subject, changes });
  return { next: awaits ? 'second_factor' : 'done' };
}
