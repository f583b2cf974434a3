import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { finishOidc, listSessions, signInOptions, startOidc } from '#contract/identity.ts';
import type { TestBrowser } from '#testing/browser.ts';
import { makeWorld, type World } from '#testing/world.ts';
import { client, OpenIdProvider } from './testing/openid-provider.ts';
import { withPassword } from './testing/with-password.ts';

let world: World;
const provider = new OpenIdProvider();
beforeAll(async () => {
  await provider.start();
  const env = {
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: client.id,
    OIDC_CLIENT_SECRET: client.secret,
    OIDC_LABEL: 'Clinic login',
  };
  world = await makeWorld(inject('postgresUrl'), { idle: true, env });
});
afterAll(async () => {
  await world.stop();
  await provider.stop();
});

type Twist = Parameters<OpenIdProvider['signsIn']>[2];

/** Goes to the provider and back with this identity. */
async function comesBack(person: Record<string, unknown>, twist?: Twist, browser: TestBrowser = world.stranger()) {
  const { url } = await browser.call(startOidc, {});
  const query = provider.signsIn(url, person, twist);
  return { browser, query, answer: await browser.try(finishOidc, { body: { query } }) };
}

const verified = (sub: string, email: string) => ({ sub, email, email_verified: true });

describe('sign-in at an OpenID provider is refused', () => {
  it('for somebody without an account, and makes none', async () => {
    const { answer } = await comesBack(verified('nobody', 'nobody@example.org'));
    expect(answer.problem.code).toBe('oidc_no_account');
    expect(await world.sql('select 1 from accounts where email_key = $1', ['nobody@example.org'])).toEqual([]);
  });

  it('for an address that the provider hasn’t verified', async () => {
    const person = await withPassword(world);
    for (const email_verified of [false, 'true', undefined]) {
      const { answer } = await comesBack({ sub: 'unverified', email: person.email, email_verified });
      expect(answer.problem.code).toBe('oidc_no_account');
    }
    expect(await world.sql('select 1 from oidc_identities where account_id = $1', [person.id])).toEqual([]);
  });

  it('for another identity with an address that is linked already: it may have been given to somebody else', async () => {
    const person = await withPassword(world);
    expect((await comesBack(verified('first holder', person.email))).answer.status).toBe(200);
    expect((await comesBack(verified('second holder', person.email))).answer.problem.code).toBe('oidc_no_account');
  });

  it('when the answer was meant for another browser, arrives twice, or comes too late', async () => {
    const person = await withPassword(world);
    const browser = world.stranger();
    const { url } = await browser.call(startOidc, {});
    const query = provider.signsIn(url, verified('once', person.email));
    expect(await world.stranger().refusal(finishOidc, { body: { query } })).toBe('oidc_failed');
    const other = world.stranger();
    await other.call(startOidc, {});
    expect(await other.refusal(finishOidc, { body: { query } })).toBe('oidc_failed');
    const cookie = browser.cookies.get('midline_oidc')!;
    await browser.call(finishOidc, { body: { query } });
    const again = world.stranger();
    again.cookies.set('midline_oidc', cookie);
    expect(await again.refusal(finishOidc, { body: { query } })).toBe('oidc_failed');
    const slow = world.stranger();
    const started = await slow.call(startOidc, {});
    world.clock.pass({ minutes: 10, seconds: 1 });
    expect(
      await slow.refusal(finishOidc, {
        body: { query: provider.signsIn(started.url, verified('once', person.email)) },
      }),
    ).toBe('oidc_failed');
  });

  it.each<[string, Twist]>([
    ['signed by somebody else', { forged: true }],
    ['for another application', { aud: 'other' }],
    ['from another provider', { iss: 'https://evil.example' }],
    ['answering another question', { nonce: 'another' }],
    ['that is no longer valid', { exp: Math.floor(Date.now() / 1000) - 60 }],
  ])('for an identity %s', async (_, twist) => {
    const person = await withPassword(world);
    const { answer, browser } = await comesBack(verified('twisted', person.email), twist);
    expect(answer.problem.code).toBe('oidc_failed');
    expect(await browser.refusal(listSessions, {})).toBe('not_signed_in');
  });

  it('when the person cancelled there, or what came back is no answer', async () => {
    for (const query of ['error=access_denied&state=x', '', 'code=made-up', '%']) {
      const browser = world.stranger();
      await browser.call(startOidc, {});
      expect(await browser.refusal(finishOidc, { body: { query } })).toBe('oidc_failed');
    }
  });

  it('with a made-up cookie', async () => {
    const browser = world.stranger();
    browser.cookies.set('midline_oidc', Buffer.from('{"state":"x"}').toString('base64url'));
    expect(await browser.refusal(finishOidc, { body: { query: 'code=x&state=x' } })).toBe('oidc_failed');
  });
});

describe('sign-in at an OpenID provider', () => {
  it('is offered by its label', async () => {
    expect((await world.stranger().call(signInOptions, {})).oidc).toEqual({ label: 'Clinic login' });
  });

  it('works the first time by verified address, then by identity, also after the address changed on either side', async () => {
    const person = await withPassword(world);
    const first = await comesBack(verified('stable', person.email.toUpperCase()));
    expect(first.answer.reply).toEqual({ next: 'done' });
    await first.browser.call(listSessions, {});
    await world.sql('update accounts set email = $2, email_key = $2 where id = $1', [person.id, 'moved@example.org']);
    const second = await comesBack({ sub: 'stable', email: 'else@example.org', email_verified: false });
    expect(second.answer.reply).toEqual({ next: 'done' });
    const rows = await world.sql('select distinct account_id from sessions where account_id = $1', [person.id]);
    expect(rows).toHaveLength(1);
  });

  it('still asks for the authenticator app where the account has one', async () => {
    const person = await withPassword(world);
    await world.sql(
      `insert into totp_secrets (account_id, secret, confirmed_at, created_at) values ($1, 'x', $2, $2)`,
      [person.id, world.clock.now()],
    );
    const { answer, browser } = await comesBack(verified('with app', person.email));
    expect(answer.reply).toEqual({ next: 'second_factor' });
    expect(await browser.refusal(listSessions, {})).toBe('second_factor_needed');
  });

  it('sends nothing to the provider’s page from which an answer could be forged', async () => {
    const { url } = await world.stranger().call(startOidc, {});
    const asked = new URL(url).searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect([...asked.keys()].sort()).toEqual([
      'client_id',
      'code_challenge',
      'code_challenge_method',
      'nonce',
      'redirect_uri',
      'response_type',
      'scope',
      'state',
    ]);
  });
});

describe('without a configured provider', () => {
  it('there is no such sign-in', async () => {
    const plain = await makeWorld(inject('postgresUrl'), { idle: true });
    try {
      expect((await plain.stranger().call(signInOptions, {})).oidc).toBeNull();
      expect(await plain.stranger().refusal(startOidc, {})).toBe('oidc_not_configured');
      expect(await plain.stranger().refusal(finishOidc, { body: { query: 'code=x' } })).toBe('oidc_not_configured');
    } finally {
      await plain.stop();
    }
  });
});

describe('a provider that doesn’t answer', () => {
  it('is a refusal, not a failure', async () => {
    const env = {
      OIDC_ISSUER: 'http://127.0.0.1:9',
      OIDC_CLIENT_ID: 'x',
      OIDC_CLIENT_SECRET: 'x',
      LOG_LEVEL: 'silent',
    };
    const alone = await makeWorld(inject('postgresUrl'), { idle: true, env });
    try {
      expect(await alone.stranger().refusal(startOidc, {})).toBe('oidc_failed');
    } finally {
      await alone.stop();
    }
  });
});
