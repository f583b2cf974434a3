import { addressKey, type Language } from '#contract/shapes.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { type Refusal, refuse } from '#platform/refusal.ts';
import { isPasswordTooCommon } from './common-passwords.ts';
import { hashSecret } from './hash.ts';
import { accountByKey, insertAccount, savePassword } from './store/accounts.ts';

export type NewAccount = {
  email: string;
  password: string;
  firstName: string;
  lastName: string;
  language: Language;
  timeZone: string;
  instanceAdministrator?: boolean;
};

/**
 * Makes an account with its password. Call `tx.present({ address: addressKey(email) })` before, with the token where one was
 * presented, and `tx.actAs(id)` after.
 */
export async function createAccount(
  tx: Tx,
  account: NewAccount,
): Promise<{ id: string } | Refusal<'password_too_common' | 'address_in_use'>> {
  const key = addressKey(account.email);
  if (await accountByKey(tx, key)) return refuse('address_in_use');
  if (await isPasswordTooCommon(account.password, account)) return refuse('password_too_common');
  const hash = await hashSecret(account.password);
  const made = await insertAccount(tx, {
    id: newId(),
    email: account.email,
    email_key: key,
    first_name: account.firstName,
    last_name: account.lastName,
    language: account.language,
    time_zone: account.timeZone,
    instance_administrator: account.instanceAdministrator ?? false,
  });
  if (!made) return refuse('address_in_use');
  await savePassword(tx, made.id, hash);
  return made;
}
