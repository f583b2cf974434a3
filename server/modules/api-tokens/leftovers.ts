import type { Leftovers } from '../module.ts';
import { settleTokensOfLeaver, tokensOfLeaver } from './store.ts';

/** A leaver's API tokens: suspended while deactivated, ended with the membership, unless they are ticked to stay. */
export const apiTokensLeft: Leftovers = {
  everywhere: true,
  async list(tx, scope, leaver) {
    const rows = await tokensOfLeaver(tx, scope, leaver.accountId);
    return rows.map((row) => ({
      kind: 'api_token',
      id: row.id,
      practice: row.place,
      madeAt: row.made_at.toISOString(),
      lastUsedAt: row.last_used_at?.toISOString() ?? null,
      expiresAt: row.expires_at.toISOString(),
      scopes: row.scopes,
    }));
  },
  async end(tx, scope, leaver, { act, keep }) {
    const settled = await settleTokensOfLeaver(tx, scope, leaver.accountId, { keep, forGood: act === 'remove' });
    const ending = act === 'remove' ? 'apiTokenEnded' : 'apiTokenSuspended';
    return settled.map(({ id, kept }) => ({
      action: kept ? 'apiTokenKept' : ending,
      subject: { kind: 'account', id: leaver.accountId },
      changes: [{ field: 'token', after: id }],
    }));
  },
};
