import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export const client = { id: 'midline', secret: 'the-secret-of-midline' };

type Claims = Record<string, unknown>;
type Grant = { claims: Claims; challenge: string; redirectUri: string; key: KeyObject };

const keys = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

/** A small OpenID provider: discovery, keys and token endpoint over HTTP, with PKCE and signed identities. */
export class OpenIdProvider {
  private readonly grants = new Map<string, Grant>();
  private readonly pair = keys();
  private readonly strangers = keys();
  private server!: Server;
  issuer = '';

  async start(): Promise<void> {
    this.server = createServer(async (request, response) => {
      const answer = await this.answer(request);
      response.writeHead(answer ? 200 : 400, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? { error: 'invalid_grant' }));
    });
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.issuer = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Somebody signs in here: what the browser then brings back to the page it came from. `twist` changes the signed claims. */
  signsIn(authorizationUrl: string, person: Claims, twist: Claims & { forged?: boolean } = {}): string {
    const asked = new URL(authorizationUrl).searchParams;
    const code = randomBytes(16).toString('hex');
    const now = Math.floor(Date.now() / 1000);
    const { forged, ...claims } = twist;
    this.grants.set(code, {
      claims: {
        iss: this.issuer,
        aud: client.id,
        iat: now,
        exp: now + 300,
        nonce: asked.get('nonce'),
        ...person,
        ...claims,
      },
      challenge: asked.get('code_challenge')!,
      redirectUri: asked.get('redirect_uri')!,
      key: forged ? this.strangers.privateKey : this.pair.privateKey,
    });
    return new URLSearchParams({ code, state: asked.get('state')!, iss: this.issuer }).toString();
  }

  private async answer(request: IncomingMessage): Promise<object | undefined> {
    if (request.url === '/.well-known/openid-configuration') {
      return {
        issuer: this.issuer,
        authorization_endpoint: `${this.issuer}/authorize`,
        token_endpoint: `${this.issuer}/token`,
        jwks_uri: `${this.issuer}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      };
    }
    if (request.url === '/keys')
      return { keys: [{ ...this.pair.publicKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'one' }] };
    if (request.url === '/token') return this.redeem(request);
    return undefined;
  }

  private async redeem(request: IncomingMessage): Promise<object | undefined> {
    let text = '';
    for await (const chunk of request) text += chunk;
    const sent = new URLSearchParams(text);
    const grant = this.grants.get(sent.get('code') ?? '');
    this.grants.delete(sent.get('code') ?? '');
    const known = isClient(request.headers.authorization);
    const verified =
      createHash('sha256')
        .update(sent.get('code_verifier') ?? '')
        .digest('base64url') === grant?.challenge;
    if (!grant || !verified || !known || sent.get('redirect_uri') !== grant.redirectUri) return undefined;
    return {
      access_token: randomBytes(8).toString('hex'),
      token_type: 'Bearer',
      id_token: jwt(grant.claims, grant.key),
    };
  }
}

/** The basic scheme with both parts form-encoded, as RFC 6749 has it. */
function isClient(authorization: string | undefined): boolean {
  const [id, secret] = Buffer.from(authorization?.replace('Basic ', '') ?? '', 'base64')
    .toString()
    .split(':')
    .map(decodeURIComponent);
  return id === client.id && secret === client.secret;
}

function jwt(claims: Claims, key: KeyObject): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'RS256', kid: 'one' })}.${part(claims)}`;
  return `${signed}.${createSign('sha256').update(signed).sign(key).toString('base64url')}`;
}
