import type { Browser } from '#access/route.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { cookieName } from '#platform/http/browser.ts';
import type { Platform } from '#platform/platform.ts';
import { digestOf, newToken } from '#platform/secret.ts';
import { deviceName } from './device-name.ts';
import { newDeviceSignIn } from './letters.ts';
import { lives } from './rules.ts';
import { accountById } from './store/accounts.ts';
import { deviceFacts, rememberDevice } from './store/sessions.ts';

function deviceCookie(platform: Platform): string {
  return cookieName(platform.config, 'device');
}

/** The digest by which this browser is known, if it brought one. */
export function deviceDigest(platform: Platform, browser: Browser): Buffer | null {
  const token = browser.cookie(deviceCookie(platform));
  return token ? digestOf(token) : null;
}

/** Remembers the browser of a full sign-in, and tells the person by mail where it is a new one; not at the very first sign-in. */
export async function greetDevice(
  tx: Tx,
  platform: Platform,
  accountId: string,
  browser: Browser,
  workstation: Buffer | undefined,
): Promise<void> {
  const digest = workstation ?? deviceDigest(platform, browser);
  const facts = await deviceFacts(tx, accountId, digest);
  const known = facts.last_seen_at !== null;
  await rememberDevice(tx, accountId, known && digest ? digest : (workstation ?? giveCookie(platform, browser)));
  if (known || !facts.any) return;
  const account = await accountById(tx, accountId);
  if (!account) return;
  await platform.mail.post(tx, {
    template: newDeviceSignIn,
    to: account.email,
    language: account.language,
    firstName: account.first_name,
    timeZone: account.time_zone,
    about: { kind: 'account', id: accountId },
    values: {
      at: tx.now,
      device: deviceName(browser.userAgent) || undefined,
      networkAddress: browser.address,
      url: `${platform.config.publicUrl}/account/sessions`,
    },
  });
}

/** A cookie of its own for each browser, given where it has none that this account knows. */
function giveCookie(platform: Platform, browser: Browser): Buffer {
  const present = browser.cookie(deviceCookie(platform));
  const token = present && /^[A-Za-z0-9_-]{43}$/.test(present) ? present : newToken();
  browser.setCookie(deviceCookie(platform), token, lives.knownDevice / 1000);
  return digestOf(token);
}
