import type { Answer, Call } from '#access/route.ts';
import type { requestEmailChange as endpoint } from '#contract/identity.ts';
import { addressKey } from '#contract/shapes.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { announce } from '#platform/live/announce.ts';
import type { Platform } from '#platform/platform.ts';
import { refuse } from '#platform/refusal.ts';
import { digestOf, newToken } from '#platform/secret.ts';
import { emailChangeConfirm, emailChangeNotice } from './letters.ts';
import { checkPassword } from './password.ts';
import { later, lives } from './rules.ts';
import { type AccountRow, accountById } from './store/accounts.ts';
import { endOpenEmailChange, insertEmailChange } from './store/email-changes.ts';
import { insertLink } from './store/links.ts';

type Change = { id: string; newEmail: string; effectiveAt: Date; expiresAt: Date };

/** Starts a change of address. Whether the new address has an account shows only to whoever reads its mail. */
export async function requestEmailChange(
  platform: Platform,
  call: Call<typeof endpoint>,
): Promise<Answer<typeof endpoint>> {
  const { tx, actor, body } = call;
  const refusal = await checkPassword(platform, tx, actor.accountId, body.password);
  if (refusal) return refusal;
  const account = await accountById(tx, actor.accountId);
  if (!account) return refuse('not_signed_in');
  if (account.email === body.email) return refuse('invalid', { errors: [{ path: 'email', reason: 'same_address' }] });
  await endOpenEmailChange(tx, account.id, 'replaced');
  const change: Change = {
    id: newId(),
    newEmail: body.email,
    effectiveAt: later(tx.now, lives.emailChangeObjection),
    expiresAt: later(tx.now, lives.emailChange),
  };
  await insertEmailChange(tx, {
    id: change.id,
    account_id: account.id,
    new_email: change.newEmail,
    new_email_key: addressKey(change.newEmail),
    effective_at: change.effectiveAt,
  });
  await askNewAddress(platform, tx, account, change);
  await warnOldAddress(platform, tx, account, change);
  await announce(tx, { kind: 'account_changed', accountId: account.id });
  call.audit({
    subject: { kind: 'account', id: account.id },
    changes: [{ field: 'email', before: account.email, after: change.newEmail, personal: true }],
  });
}

async function askNewAddress(platform: Platform, tx: Tx, account: AccountRow, change: Change): Promise<void> {
  const url = await makeLink(platform, tx, account.id, change, 'email_change_new');
  await platform.mail.post(tx, {
    ...addressed(account, change.newEmail),
    template: emailChangeConfirm,
    values: { newAddress: change.newEmail, expiresAt: change.expiresAt, url },
  });
}

async function warnOldAddress(platform: Platform, tx: Tx, account: AccountRow, change: Change): Promise<void> {
  const url = await makeLink(platform, tx, account.id, change, 'email_change_old');
  await platform.mail.post(tx, {
    ...addressed(account, account.email),
    template: emailChangeNotice,
    values: { newAddress: change.newEmail, effectiveAt: change.effectiveAt, objectUrl: url, confirmUrl: url },
  });
}

function addressed(account: AccountRow, to: string) {
  return {
    to,
    language: account.language,
    firstName: account.first_name,
    timeZone: account.time_zone,
    about: { kind: 'account', id: account.id },
  };
}

async function makeLink(
  platform: Platform,
  tx: Tx,
  accountId: string,
  change: Change,
  purpose: 'email_change_new' | 'email_change_old',
): Promise<string> {
  const token = newToken();
  await insertLink(tx, {
    digest: digestOf(token),
    purpose,
    accountId,
    emailChangeId: change.id,
    expiresAt: change.expiresAt,
  });
  return `${platform.config.publicUrl}/email-change/${token}`;
}
