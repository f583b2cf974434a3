import { type Change, record } from '#platform/audit/record.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { announce } from '#platform/live/announce.ts';
import type { Platform } from '#platform/platform.ts';
import { emailChanged } from './letters.ts';
import { later, lives } from './rules.ts';
import { accountById, updateAddress } from './store/accounts.ts';
import { dueEmailChanges, type EmailChangeRow, endEmailChange, expireEmailChanges } from './store/email-changes.ts';
import { spendLinks } from './store/links.ts';

/**
 * Gives the account its new address and tells both. Undefined where somebody else has taken the address by now, which ends the
 * change. Sessions go on; links sent to the old address stop.
 */
export async function applyEmailChange(
  platform: Platform,
  tx: Tx,
  change: EmailChangeRow,
): Promise<Change[] | undefined> {
  const account = await accountById(tx, change.account_id);
  if (!account) return undefined;
  if (!(await updateAddress(tx, account.id, change.new_email, change.new_email_key))) {
    await endEmailChange(tx, change.id, 'address_in_use');
    return undefined;
  }
  await endEmailChange(tx, change.id, 'changed');
  await spendLinks(tx, account.id, 'password_reset');
  await announce(tx, { kind: 'account_changed', accountId: account.id });
  for (const to of [account.email, change.new_email]) {
    await platform.mail.post(tx, {
      template: emailChanged,
      to,
      language: account.language,
      firstName: account.first_name,
      timeZone: account.time_zone,
      about: { kind: 'account', id: account.id },
      values: { newAddress: change.new_email, at: tx.now },
    });
  }
  return [{ field: 'email', before: account.email, after: change.new_email, personal: true }];
}

/** Recurring: applies the changes whose time for objecting is over, and forgets those that nobody confirmed. */
export async function applyDueEmailChanges(platform: Platform, tx: Tx): Promise<void> {
  for (const change of await dueEmailChanges(tx)) {
    const changes = await applyEmailChange(platform, tx, change);
    await record(tx, platform.secret, {
      action: changes ? 'changeEmail' : 'emailChangeRefused',
      permission: 'signed_in',
      reads: false,
      accountId: change.account_id,
      sessionId: null,
      position: null,
      address: '',
      subject: { kind: 'account', id: change.account_id },
      changes: changes ?? [],
    });
  }
  await expireEmailChanges(tx, later(tx.now, -lives.emailChange));
}
