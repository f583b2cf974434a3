import type { Tx } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import { isRefusal, type Refusal, refuse } from '#platform/refusal.ts';
import { beginAttempt } from './attempts.ts';
import { isPasswordTooCommon, type PasswordOwner } from './common-passwords.ts';
import { checkSecret, hashSecret, nobodysHash } from './hash.ts';
import { passwordHash, savePassword } from './store/accounts.ts';

const nobody = '00000000-0000-0000-0000-000000000000';

/** Whether this is the account's password; takes as long where there is none. Renews an outdated hash on the way. */
export async function isPassword(tx: Tx, accountId: string | undefined, password: string): Promise<boolean> {
  const hash = await passwordHash(tx, accountId ?? nobody);
  const { right, outdated } = await checkSecret(password, hash ?? nobodysHash);
  if (right && outdated && accountId) await savePassword(tx, accountId, await hashSecret(password));
  return right && Boolean(hash);
}

/** Asks somebody signed in for their password again; wrong ones make the next wait longer. */
export async function checkPassword(
  platform: Platform,
  tx: Tx,
  accountId: string,
  password: string,
): Promise<Refusal<'wrong_password' | 'wait_before_retry'> | undefined> {
  const attempt = await beginAttempt(tx, platform.secret, ['password of', accountId]);
  if (isRefusal(attempt)) return attempt;
  if (await isPassword(tx, accountId, password)) {
    await attempt.right();
    return undefined;
  }
  await attempt.wrong();
  return refuse('wrong_password', { keep: true });
}

/** Gives an account a password, unless it is one that is soon guessed. */
export async function setPassword(
  tx: Tx,
  owner: PasswordOwner & { id: string },
  password: string,
): Promise<Refusal<'password_too_common'> | undefined> {
  if (await isPasswordTooCommon(password, owner)) return refuse('password_too_common');
  await savePassword(tx, owner.id, await hashSecret(password));
  return undefined;
}
