import { z } from 'zod';
import { endpoint, tokenScopes } from './endpoint.ts';
import { id, instant, line } from './shapes.ts';

/**
 * API tokens: what a person’s software signs in with, as `Authorization: Bearer midline_…`. A token does what its person may do now and its
 * scopes say, and reaches only endpoints that declare a scope (`token`); never account, team or settings.
 */

export const tokenScope = z.enum(tokenScopes);
export const tokenDays = { usual: 90, most: 365 } as const;
export const tokenPrefix = 'midline_';

export const apiToken = z.object({
  id,
  name: z.string(),
  scopes: z.array(tokenScope),
  madeAt: instant,
  expiresAt: instant,
  lastUsedAt: instant.nullable(),
  /** From which network address. */
  lastUsedFrom: z.string().nullable(),
  /** Why it opens nothing any more; `suspended` while the person is deactivated somewhere. */
  over: z.enum(['expired', 'revoked', 'suspended']).nullable(),
});
export type ApiToken = z.infer<typeof apiToken>;

export const listApiTokens = endpoint({
  name: 'listApiTokens',
  method: 'GET',
  path: '/api/my-api-tokens',
  summary: 'My API tokens',
  access: 'signed_in',
  unrecorded: 'one’s own settings',
  reply: z.object({ tokens: z.array(apiToken) }),
  refusals: [],
});

export const makeApiToken = endpoint({
  name: 'makeApiToken',
  method: 'POST',
  path: '/api/my-api-tokens',
  summary: 'Makes an API token; it is told once, only its digest is kept',
  access: 'signed_in',
  body: z.object({
    name: line(60).min(1),
    scopes: z.array(tokenScope).min(1).max(tokenScopes.length),
    days: z.number().int().min(1).max(tokenDays.most).default(tokenDays.usual),
  }),
  reply: z.object({ token: apiToken, secret: z.string() }),
  refusals: ['too_many_tokens'],
  pace: 'guarded',
});

export const revokeApiToken = endpoint({
  name: 'revokeApiToken',
  method: 'POST',
  path: '/api/my-api-tokens/:tokenId/revoke',
  summary: 'Ends one of my API tokens at once',
  access: 'signed_in',
  params: z.object({ tokenId: id }),
  reply: apiToken,
  refusals: [],
});

/** For the software itself. */
export const viewOwnToken = endpoint({
  name: 'viewOwnToken',
  method: 'GET',
  path: '/api/token',
  summary: 'What the token presented may do, for whom, and until when',
  access: 'signed_in',
  token: 'read',
  unrecorded: 'says nothing but what the token is',
  reply: z.object({
    name: z.string(),
    scopes: z.array(tokenScope),
    expiresAt: instant,
    person: z.object({ firstName: z.string(), lastName: z.string() }),
    services: z.array(z.object({ id, name: z.string(), role: z.enum(['service_manager', 'service_member']) })),
  }),
  refusals: [],
});
