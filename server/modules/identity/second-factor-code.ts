import { createHmac, randomInt } from 'node:crypto';
import { Secret as OtpSecret, TOTP } from 'otpauth';
import type { Tx } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import { seal, unseal } from '#platform/secret.ts';
import { isAppCode, plainCode } from './rules.ts';
import {
  replaceRecoveryCodes,
  saveTotp,
  spendRecoveryCode,
  spendTotpStep,
  type TotpRow,
  totpOf,
} from './store/factors.ts';

const period = 30;

/** Makes a new secret for an authenticator app; it counts once confirmed. */
export async function makeTotp(
  platform: Platform,
  tx: Tx,
  accountId: string,
  email: string,
): Promise<{ secret: string; uri: string }> {
  const secret = new OtpSecret({ size: 20 });
  await saveTotp(tx, accountId, seal(platform.secret.key('totp'), Buffer.from(secret.bytes), accountId));
  const totp = new TOTP({ issuer: 'Midline', label: email, secret, digits: 6, period });
  return { secret: secret.base32, uri: totp.toString() };
}

/** Uses up a code of the authenticator app: right now, or half a minute early or late, and never twice. */
export async function spendAppCode(
  platform: Platform,
  tx: Tx,
  accountId: string,
  row: TotpRow,
  code: string,
): Promise<boolean> {
  const bytes = unseal(platform.secret.key('totp'), row.secret, accountId);
  const secret = new OtpSecret({ buffer: new Uint8Array(bytes).buffer });
  const timestamp = tx.now.getTime();
  const delta = TOTP.validate({ token: code, secret, digits: 6, period, timestamp, window: 1 });
  return delta !== null && spendTotpStep(tx, accountId, TOTP.counter({ period, timestamp }) + delta);
}

/** Uses up a code of the authenticator app or a recovery code, and says which it was. */
export async function spendSecondFactorCode(
  platform: Platform,
  tx: Tx,
  accountId: string,
  typed: string,
): Promise<'app_code' | 'recovery_code' | undefined> {
  const code = plainCode(typed);
  if (!isAppCode(code)) {
    return (await spendRecoveryCode(tx, accountId, recoveryDigest(platform, accountId, code)))
      ? 'recovery_code'
      : undefined;
  }
  const row = await totpOf(tx, accountId);
  const right = row?.confirmed_at && (await spendAppCode(platform, tx, accountId, row, code));
  return right ? 'app_code' : undefined;
}

/** Ten new recovery codes instead of the former ones; only their digests are kept. */
export async function makeRecoveryCodes(platform: Platform, tx: Tx, accountId: string): Promise<string[]> {
  const codes = Array.from({ length: 10 }, () => `${letters(5)}-${letters(5)}`);
  await replaceRecoveryCodes(
    tx,
    accountId,
    codes.map((code) => recoveryDigest(platform, accountId, plainCode(code))),
  );
  return codes;
}

/** Without letters and digits that are taken for each other. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

function letters(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

function recoveryDigest(platform: Platform, accountId: string, plain: string): Buffer {
  return createHmac('sha256', platform.secret.key('recovery codes')).update(`${accountId} ${plain}`).digest();
}
