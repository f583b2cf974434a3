import type { OrganisationScope } from '#access/scope.ts';
import type { TokenScope } from '#contract/endpoint.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type TokenRow = {
  id: string;
  name: string;
  scopes: TokenScope[];
  made_at: Date;
  expires_at: Date;
  last_used_at: Date | null;
  last_used_from: string | null;
  revoked_at: Date | null;
  suspended: boolean;
};

const columns = `t.id, t.name, t.scopes, t.made_at, t.expires_at, t.last_used_at, t.last_used_from, t.revoked_at, api_token_suspended(t.id) as suspended`;

/** The account's tokens, the newest first: all that open something, and those that ended in the last ninety days. */
export function tokensOf(tx: Tx, accountId: string): Promise<TokenRow[]> {
  return tx.query<TokenRow>(
    `select ${columns} from api_tokens t where t.account_id = $1 and least(t.expires_at, t.revoked_at) > $2::timestamptz - interval '90 days'
      order by t.made_at desc, t.id desc`,
    [accountId, tx.now],
  );
}

export async function tokenOf(tx: Tx, accountId: string, tokenId: string): Promise<TokenRow | undefined> {
  const [row] = await tx.query<TokenRow>(`select ${columns} from api_tokens t where t.account_id = $1 and t.id = $2`, [
    accountId,
    tokenId,
  ]);
  return row;
}

export type NewToken = {
  id: string;
  accountId: string;
  name: string;
  digest: Buffer;
  scopes: readonly TokenScope[];
  secondFactor: boolean;
  expiresAt: Date;
};

export async function insertToken(tx: Tx, token: NewToken): Promise<void> {
  await tx.query(
    `insert into api_tokens (id, account_id, name, digest, scopes, second_factor, made_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [token.id, token.accountId, token.name, token.digest, token.scopes, token.secondFactor, tx.now, token.expiresAt],
  );
}

/** False where it had ended before. */
export async function revokeTokenRow(tx: Tx, accountId: string, tokenId: string): Promise<boolean> {
  const rows = await tx.query(
    `update api_tokens set revoked_at = $3, revoked_because = 'owner' where account_id = $1 and id = $2 and revoked_at is null returning id`,
    [accountId, tokenId, tx.now],
  );
  return rows.length > 0;
}

/** Planning services where the account works. */
export function servicesOf(tx: Tx, accountId: string) {
  return tx.query<{ id: string; name: string; role: 'service_manager' | 'service_member' }>(
    `select o.id, o.name, m.role from members m join organisations o on o.id = m.organisation_id
      where m.account_id = $1 and o.kind = 'planning_service' and m.removed_at is null and m.deactivated_at is null order by o.name, o.id`,
    [accountId],
  );
}

export type LeftToken = Pick<TokenRow, 'id' | 'made_at' | 'last_used_at' | 'expires_at' | 'scopes'> & { place: string };

/** Of somebody who leaves the organisation. */
export function tokensOfLeaver(tx: Tx, scope: OrganisationScope, accountId: string): Promise<LeftToken[]> {
  return tx.query<LeftToken>(
    'select t.*, o.name as place from tokens_of_leaver($1, $2, $3) t join organisations o on o.id = $1',
    [scope.organisationId, accountId, tx.now],
  );
}

export function settleTokensOfLeaver(
  tx: Tx,
  scope: OrganisationScope,
  accountId: string,
  how: { keep: ReadonlySet<string>; forGood: boolean },
): Promise<{ id: string; kept: boolean }[]> {
  return tx.query('select * from settle_tokens_of_leaver($1, $2, $3, $4, $5)', [
    scope.organisationId,
    accountId,
    [...how.keep],
    how.forGood,
    tx.now,
  ]);
}
