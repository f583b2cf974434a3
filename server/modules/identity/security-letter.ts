import type { Browser } from '#access/route.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import { deviceName } from './device-name.ts';
import type {
  passkeyAdded,
  passkeyRemoved,
  passwordChanged,
  secondFactorAdded,
  secondFactorRemoved,
} from './letters.ts';
import { accountById } from './store/accounts.ts';

type SecurityLetter =
  | typeof passwordChanged
  | typeof secondFactorAdded
  | typeof secondFactorRemoved
  | typeof passkeyAdded
  | typeof passkeyRemoved;

/** Tells somebody by mail, always and at once, that the way they sign in was changed. */
export async function postSecurityLetter(
  tx: Tx,
  platform: Platform,
  accountId: string,
  template: SecurityLetter,
  browser: Browser,
  passkey?: string,
): Promise<void> {
  const account = await accountById(tx, accountId);
  if (!account) return;
  await platform.mail.post(tx, {
    template,
    to: account.email,
    language: account.language,
    firstName: account.first_name,
    timeZone: account.time_zone,
    about: { kind: 'account', id: accountId },
    values: {
      at: tx.now,
      passkey,
      device: deviceName(browser.userAgent) || undefined,
      networkAddress: browser.address,
      url: `${platform.config.publicUrl}/account/security`,
    },
  });
}
