import type { Answer, Call } from '#access/route.ts';
import {
  type ApiToken,
  type listApiTokens,
  type makeApiToken,
  type revokeApiToken,
  tokenPrefix,
  type viewOwnToken,
} from '#contract/api-tokens.ts';
import { newId } from '#platform/ids.ts';
import { announce } from '#platform/live/announce.ts';
import { refuse } from '#platform/refusal.ts';
import { digestOf, newToken } from '#platform/secret.ts';
import { insertToken, revokeTokenRow, servicesOf, type TokenRow, tokenOf, tokensOf } from './store.ts';

/** Nobody needs more at once. */
const most = 20;
const dayMs = 24 * 60 * 60_000;

export async function listTheTokens({ tx, actor }: Call<typeof listApiTokens>) {
  const rows = await tokensOf(tx, actor.accountId);
  return { tokens: rows.map((row) => described(row, tx.now)) };
}

/** The secret is told here and never again. */
export async function makeTheToken(call: Call<typeof makeApiToken>): Promise<Answer<typeof makeApiToken>> {
  const { tx, actor, body } = call;
  const held = await tokensOf(tx, actor.accountId);
  if (held.filter((row) => overBecause(row, tx.now) !== 'revoked' && row.expires_at > tx.now).length >= most)
    return refuse('too_many_tokens');
  const secret = tokenPrefix + newToken();
  const token = {
    id: newId(),
    accountId: actor.accountId,
    name: body.name,
    digest: digestOf(secret),
    scopes: [...new Set(body.scopes)],
    secondFactor: actor.secondFactor,
    expiresAt: new Date(tx.now.getTime() + body.days * dayMs),
  };
  await insertToken(tx, token);
  await announce(tx, { kind: 'account_changed', accountId: actor.accountId });
  call.audit({
    subject: { kind: 'account', id: actor.accountId },
    changes: [
      { field: 'name', after: token.name },
      { field: 'token_scopes', after: token.scopes.join(', ') },
      { field: 'until', after: token.expiresAt.toISOString().slice(0, 10) },
    ],
  });
  const row = await tokenOf(tx, actor.accountId, token.id);
  return { token: described(row!, tx.now), secret };
}

/** At once: the next request with it is refused, its stream ends. */
export async function revokeTheToken(call: Call<typeof revokeApiToken>): Promise<Answer<typeof revokeApiToken>> {
  const { tx, actor, params } = call;
  const row = await tokenOf(tx, actor.accountId, params.tokenId);
  if (!row) return refuse('not_found');
  if (await revokeTokenRow(tx, actor.accountId, row.id)) {
    await announce(tx, { kind: 'signed_out', accountId: actor.accountId, sessionId: row.id });
    await announce(tx, { kind: 'account_changed', accountId: actor.accountId });
  }
  call.audit({ subject: { kind: 'account', id: actor.accountId }, changes: [{ field: 'name', before: row.name }] });
  return described({ ...row, revoked_at: row.revoked_at ?? tx.now }, tx.now);
}

export async function viewTheOwnToken({ tx, actor }: Call<typeof viewOwnToken>): Promise<Answer<typeof viewOwnToken>> {
  // A browser's session isn't a token.
  if (!actor.token) return refuse('invalid', { errors: [{ path: 'authorization', reason: 'no_token' }] });
  const { name, scopes, expiresAt } = actor.token;
  return {
    name,
    scopes: [...scopes],
    expiresAt: expiresAt.toISOString(),
    person: { firstName: actor.firstName, lastName: actor.lastName },
    services: await servicesOf(tx, actor.accountId),
  };
}

function overBecause(row: TokenRow, now: Date): ApiToken['over'] {
  if (row.revoked_at) return 'revoked';
  if (row.expires_at <= now) return 'expired';
  return row.suspended ? 'suspended' : null;
}

function described(row: TokenRow, now: Date): ApiToken {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    madeAt: row.made_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    lastUsedFrom: row.last_used_from,
    over: overBecause(row, now),
  };
}
