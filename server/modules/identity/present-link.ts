import type { Tx } from '#platform/database/transaction.ts';
import { digestOf } from '#platform/secret.ts';
import { type LinkPurpose, type LinkRow, takeLink } from './store/links.ts';

/** A link as the person presented it, with when it was used and until when it lives; undefined where there is none like it. */
export async function presentLink(
  tx: Tx,
  token: string,
  purposes: readonly LinkPurpose[],
): Promise<(LinkRow & { usedAt: Date | null; expiresAt: Date }) | undefined> {
  const digest = digestOf(token);
  await tx.present({ token: digest });
  const link = await takeLink(tx, digest);
  if (!link || !purposes.includes(link.purpose)) return undefined;
  return { ...link, usedAt: link.used_at, expiresAt: link.expires_at };
}
