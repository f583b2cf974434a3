import { addressKey } from '#contract/shapes.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import type { Module } from '../module.ts';
import { applyDueEmailChanges } from './apply-email-change.ts';
import { forgetOld } from './forget-old.ts';
import { sendPasswordReset, sendPasswordResetTask } from './request-password-reset.ts';
import { identityRoutes } from './routes.ts';
import { type AccountRow, accountById, accountByKey } from './store/accounts.ts';
import { openEmailChange } from './store/email-changes.ts';
import { factorFacts, passkeysOf } from './store/factors.ts';

export { createAccount, type NewAccount } from './create-account.ts';
export { asAccount } from './edit-profile.ts';
export { hashSecret } from './hash.ts';
export { identityLetters } from './letters.ts';
export { checkPassword } from './password.ts';
export { endSessions, type SessionStart, startSession } from './session.ts';
export { offerSetUp, spendSetUpLink, takeSetUpLink } from './set-up-link.ts';
export type { AccountRow };

const minute = 60_000;

/** Accounts and signing in. */
export function identityModule(platform: Platform): Module {
  return {
    routes: identityRoutes(platform),
    jobs: { [sendPasswordResetTask]: (tx, payload) => sendPasswordReset(platform, tx, payload) },
    recurring: [
      { name: 'apply due changes of address', everyMs: minute, run: (tx) => applyDueEmailChanges(platform, tx) },
      { name: 'forget old sign-in data', everyMs: 60 * minute, run: forgetOld },
    ],
  };
}

/** The account with this address, if the transaction may see it: by `tx.present({ address })` or as its own. */
export function findAccountByAddress(tx: Tx, address: string): Promise<AccountRow | undefined> {
  return accountByKey(tx, addressKey(address));
}

/** The account with this id, if the transaction may see it. */
export function findAccount(tx: Tx, accountId: string): Promise<AccountRow | undefined> {
  return accountById(tx, accountId);
}

/** Whether the account can prove a second factor: a passkey, or an authenticator app. */
export async function hasSecondFactor(tx: Tx, accountId: string): Promise<boolean> {
  return (await factorFacts(tx, accountId)).totp || (await passkeysOf(tx, accountId)).length > 0;
}

/** The address that the account is changing to, if a change is on its way. */
export async function pendingEmail(tx: Tx, accountId: string): Promise<string | null> {
  return (await openEmailChange(tx, accountId))?.new_email ?? null;
}
