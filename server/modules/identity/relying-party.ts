import type { Platform } from '#platform/platform.ts';

/** Who this installation is to a passkey: its host name and the origin its pages come from. */
export function relyingParty(platform: Platform): { id: string; origin: string; name: string } {
  const url = new URL(platform.config.publicUrl);
  return { id: url.hostname, origin: url.origin, name: 'Midline' };
}

/** EdDSA, ES256 and RS256, which every authenticator knows one of; nothing that Node still calls experimental. */
export const passkeyAlgorithms = [-8, -7, -257];

/** The handle by which authenticators know an account: its id's sixteen bytes. */
export function userHandle(accountId: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(accountId.replaceAll('-', ''), 'hex'));
}
