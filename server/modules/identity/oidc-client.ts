import * as oidc from 'openid-client';
import type { Platform } from '#platform/platform.ts';
import { seal, unseal } from '#platform/secret.ts';
import { lives } from './rules.ts';

const timeoutSeconds = 5;

type Settings = NonNullable<Platform['config']['oidc']>;

const atOnce = 4;
let talking = 0;

/** A provider that hangs holds up a few sign-ins, never all of the server's connections to the database. */
async function talk<T>(work: () => Promise<T>): Promise<T> {
  if (talking >= atOnce) throw new Error('too many sign-ins wait for the provider');
  talking += 1;
  try {
    return await work();
  } finally {
    talking -= 1;
  }
}

/** What the provider says about itself, kept for an hour; any process can ask anew. */
const discovered = new Map<string, { at: number; configuration: oidc.Configuration }>();

async function configurationOf(settings: Settings, now: Date): Promise<oidc.Configuration> {
  const key = `${settings.issuer} ${settings.clientId}`;
  const kept = discovered.get(key);
  if (kept && now.getTime() - kept.at < 3_600_000) return kept.configuration;
  const issuer = new URL(settings.issuer);
  // A provider on the same machine or in a test network; otherwise https is asked for.
  const execute = issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [];
  const options = { timeout: timeoutSeconds, execute };
  const found = await oidc.discovery(issuer, settings.clientId, undefined, oidc.None(), options);
  const server = found.serverMetadata();
  // Preferred where it is offered: not every provider decodes what the basic scheme asks to be encoded.
  const post = server.token_endpoint_auth_methods_supported?.includes('client_secret_post');
  const authentication = post ? oidc.ClientSecretPost : oidc.ClientSecretBasic;
  const configuration = new oidc.Configuration(
    server,
    settings.clientId,
    undefined,
    authentication(settings.clientSecret),
  );
  configuration.timeout = timeoutSeconds;
  for (const extend of execute) extend(configuration);
  // Without this the library trusts the connection alone and leaves the identity's signature unchecked.
  oidc.enableNonRepudiationChecks(configuration);
  discovered.set(key, { at: now.getTime(), configuration });
  return configuration;
}

function redirectUri(platform: Platform): string {
  return `${platform.config.publicUrl}/sign-in/oidc`;
}

type Kept = { state: string; nonce: string; verifier: string; expiresAt: number };

/** Where to send the browser, and what it must bring back in a sealed cookie. Throws where the provider doesn't answer. */
export async function beginAtProvider(
  platform: Platform,
  settings: Settings,
  now: Date,
): Promise<{ url: string; sealed: string }> {
  const configuration = await talk(() => configurationOf(settings, now));
  const kept: Kept = {
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    verifier: oidc.randomPKCECodeVerifier(),
    expiresAt: now.getTime() + lives.oidc,
  };
  const url = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri(platform),
    scope: 'openid email profile',
    code_challenge: await oidc.calculatePKCECodeChallenge(kept.verifier),
    code_challenge_method: 'S256',
    state: kept.state,
    nonce: kept.nonce,
  });
  return { url: url.href, sealed: seal(platform.secret.key('oidc state'), JSON.stringify(kept)).toString('base64url') };
}

export type ProvedIdentity = { issuer: string; subject: string; verifiedEmail: string | null };

/** Exchanges what the provider sent back for the identity it vouches for. Throws where anything about it isn't right. */
export async function finishAtProvider(
  platform: Platform,
  settings: Settings,
  now: Date,
  query: string,
  sealed: string,
): Promise<ProvedIdentity> {
  const kept = JSON.parse(
    unseal(platform.secret.key('oidc state'), Buffer.from(sealed, 'base64url')).toString('utf8'),
  ) as Kept;
  if (kept.expiresAt < now.getTime()) throw new Error('the sign-in took too long');
  const configuration = await talk(() => configurationOf(settings, now));
  const current = new URL(`${redirectUri(platform)}?${query.replace(/^\?/, '')}`);
  const expected = { expectedState: kept.state, expectedNonce: kept.nonce, pkceCodeVerifier: kept.verifier };
  const tokens = await talk(() =>
    oidc.authorizationCodeGrant(configuration, current, { ...expected, idTokenExpected: true }),
  );
  const claims = tokens.claims();
  if (!claims) throw new Error('no identity came back');
  const { iss, sub, email, email_verified: verified } = claims;
  return { issuer: iss, subject: sub, verifiedEmail: verified === true && typeof email === 'string' ? email : null };
}
