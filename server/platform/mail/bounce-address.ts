import { createHmac, timingSafeEqual } from 'node:crypto';
import type { MailSettings } from './settings.ts';

const pattern = /^bounce\+([0-9a-f]{32})\.([0-9a-f]{16})@(.+)$/;

/** The return address of one letter, which only mail servers that got the letter can know; undefined where none is set up. */
export function bounceAddress(settings: MailSettings, letterId: string): string | undefined {
  if (!settings.bounces) return undefined;
  const plain = letterId.replaceAll('-', '');
  return `bounce+${plain}.${signature(settings, plain)}@${settings.bounces.domain}`;
}

/** The letter that a return address belongs to; undefined for any other address, forged ones included. */
export function letterOfBounceAddress(settings: MailSettings, address: string): string | undefined {
  const [, plain, signed, domain] = pattern.exec(address.toLowerCase()) ?? [];
  if (!plain || !signed || domain !== settings.bounces?.domain.toLowerCase()) return undefined;
  if (!timingSafeEqual(Buffer.from(signed), Buffer.from(signature(settings, plain)))) return undefined;
  return plain.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function signature({ secret }: MailSettings, plain: string): string {
  return createHmac('sha256', secret.key('bounces')).update(plain).digest('hex').slice(0, 16);
}
