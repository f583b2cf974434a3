import type { Tx } from '#platform/database/transaction.ts';

export type LinkPurpose = 'set_up' | 'password_reset' | 'email_change_new' | 'email_change_old';

export type LinkRow = {
  purpose: LinkPurpose;
  account_id: string | null;
  email_change_id: string | null;
  expires_at: Date;
  used_at: Date | null;
};

/** The link that was presented, taken for the rest of the transaction so that it can't be used twice at once. */
export async function takeLink(tx: Tx, digest: Buffer): Promise<LinkRow | undefined> {
  const [row] = await tx.query<LinkRow>(
    'select purpose, account_id, email_change_id, expires_at, used_at from link_secrets where digest = $1 for update',
    [digest],
  );
  return row;
}

export async function insertLink(
  tx: Tx,
  link: { digest: Buffer; purpose: LinkPurpose; accountId: string | null; emailChangeId?: string; expiresAt: Date },
): Promise<void> {
  await tx.query(
    `insert into link_secrets (digest, purpose, account_id, email_change_id, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)`,
    [link.digest, link.purpose, link.accountId, link.emailChangeId ?? null, tx.now, link.expiresAt],
  );
}

/** Ends every link of this purpose that the account still has. */
export async function spendLinks(tx: Tx, accountId: string, purpose: LinkPurpose): Promise<void> {
  await tx.query('update link_secrets set used_at = $3 where account_id = $1 and purpose = $2 and used_at is null', [
    accountId,
    purpose,
    tx.now,
  ]);
}

/** Marks the set-up link used by the account that it made. */
export async function spendSetUpLinkRow(tx: Tx, digest: Buffer, accountId: string): Promise<void> {
  await tx.query('update link_secrets set used_at = $2, account_id = $3 where digest = $1', [
    digest,
    tx.now,
    accountId,
  ]);
}

/** Links of this purpose made since a moment. */
export async function countLinks(tx: Tx, accountId: string, purpose: LinkPurpose, since: Date): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    'select count(*)::int as count from link_secrets where account_id = $1 and purpose = $2 and created_at > $3',
    [accountId, purpose, since],
  );
  return row!.count;
}

/** As midline_worker. */
export async function deleteSetUpLinks(tx: Tx): Promise<void> {
  await tx.query(`delete from link_secrets where purpose = 'set_up' and used_at is null`);
}

/** As midline_worker. */
export async function deleteOldLinks(tx: Tx, before: Date): Promise<void> {
  await tx.query('delete from link_secrets where expires_at < $1', [before]);
}
