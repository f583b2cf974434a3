import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  addPasskey,
  listFactors,
  listSessions,
  passkeyOptions,
  passkeySignIn,
  passkeySignInOptions,
  removePasskey,
  renamePasskey,
} from '#contract/identity.ts';
import type { TestBrowser } from '#testing/browser.ts';
import { makeWorld, type Person, type World } from '#testing/world.ts';
import { SoftwareAuthenticator } from './testing/software-authenticator.ts';
import { withPassword } from './testing/with-password.ts';

let world: World;
let here: { origin: string; rpId: string };
beforeAll(async () => {
  world = await makeWorld(inject('postgresUrl'), { idle: true });
  const { origin, hostname } = new URL(world.app.platform.config.publicUrl);
  here = { origin, rpId: hostname };
});
afterAll(() => world.stop());

type Owner = { person: Person; browser: TestBrowser; authenticator: SoftwareAuthenticator; passkeyId: string };

async function owner(): Promise<Owner> {
  const person = await withPassword(world);
  const browser = await world.as(person);
  const authenticator = new SoftwareAuthenticator();
  const { challengeId, options } = await browser.call(passkeyOptions, {});
  const response = authenticator.create(options, here);
  const { id } = await browser.call(addPasskey, { body: { challengeId, name: 'Laptop', response } });
  return { person, browser, authenticator, passkeyId: id };
}

type Twist = Partial<Parameters<SoftwareAuthenticator['get']>[1]>;

/** Answers a fresh challenge in a fresh browser. */
async function answered(authenticator: SoftwareAuthenticator, twist: Twist = {}) {
  const browser = world.stranger();
  const { challengeId, options } = await browser.call(passkeySignInOptions, {});
  return { browser, body: { challengeId, response: authenticator.get(options, { ...here, ...twist }) } };
}

async function refusedWith(authenticator: SoftwareAuthenticator, twist: Twist): Promise<string> {
  const { browser, body } = await answered(authenticator, twist);
  return browser.refusal(passkeySignIn, { body });
}

describe('a passkey doesn’t sign in', () => {
  it('with an answer that was used before', async () => {
    const { authenticator } = await owner();
    const { browser, body } = await answered(authenticator);
    await browser.call(passkeySignIn, { body });
    expect(await world.stranger().refusal(passkeySignIn, { body })).toBe('passkey_not_accepted');
  });

  it('twice with one answer sent at the same moment', async () => {
    const { authenticator } = await owner();
    const { body } = await answered(authenticator);
    const answers = await Promise.all([1, 2, 3].map(() => world.stranger().try(passkeySignIn, { body })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 401, 401]);
  });

  it('after a failed answer to the same challenge', async () => {
    const { authenticator } = await owner();
    const browser = world.stranger();
    const { challengeId, options } = await browser.call(passkeySignInOptions, {});
    const forged = authenticator.get(options, { ...here, origin: 'https://evil.example' });
    expect(await browser.refusal(passkeySignIn, { body: { challengeId, response: forged } })).toBe(
      'passkey_not_accepted',
    );
    const right = authenticator.get(options, here);
    expect(await browser.refusal(passkeySignIn, { body: { challengeId, response: right } })).toBe(
      'passkey_not_accepted',
    );
  });

  it('from a page of another site', async () => {
    const { authenticator } = await owner();
    expect(await refusedWith(authenticator, { origin: 'https://midline.evil.example' })).toBe('passkey_not_accepted');
  });

  it('that was made for another host', async () => {
    const { authenticator } = await owner();
    expect(await refusedWith(authenticator, { rpId: 'evil.example' })).toBe('passkey_not_accepted');
  });

  it('without fingerprint or PIN of its user', async () => {
    const { authenticator } = await owner();
    expect(await refusedWith(authenticator, { verifiesUser: false })).toBe('passkey_not_accepted');
  });

  it('whose counter goes back, for it may be a copy', async () => {
    const { authenticator } = await owner();
    const { browser, body } = await answered(authenticator, { counter: 20 });
    await browser.call(passkeySignIn, { body });
    expect(await refusedWith(authenticator, { counter: 20 })).toBe('passkey_not_accepted');
    expect(await refusedWith(authenticator, { counter: 5 })).toBe('passkey_not_accepted');
  });

  it('as another account than its own', async () => {
    const { authenticator } = await owner();
    const other = await withPassword(world);
    const userHandle = Buffer.from(other.id.replaceAll('-', ''), 'hex').toString('base64url');
    expect(await refusedWith(authenticator, { userHandle })).toBe('passkey_not_accepted');
  });

  it('after five minutes, or to a challenge nobody made', async () => {
    const { authenticator } = await owner();
    const { browser, body } = await answered(authenticator);
    expect(await browser.refusal(passkeySignIn, { body: { ...body, challengeId: randomUUID() } })).toBe(
      'passkey_not_accepted',
    );
    world.clock.pass({ minutes: 5, seconds: 1 });
    expect(await browser.refusal(passkeySignIn, { body })).toBe('passkey_not_accepted');
  });

  it('to the challenge for making a passkey', async () => {
    const { authenticator, browser } = await owner();
    const { challengeId, options } = await browser.call(passkeyOptions, {});
    const response = authenticator.get(options, here);
    expect(await world.stranger().refusal(passkeySignIn, { body: { challengeId, response } })).toBe(
      'passkey_not_accepted',
    );
  });

  it('with an answer that is none', async () => {
    for (const response of [
      {},
      { id: 5 },
      { id: 'AAAA', response: null },
      { id: 'AAAA', rawId: 'AAAA', type: 'public-key', response: {} },
    ]) {
      const browser = world.stranger();
      const { challengeId } = await browser.call(passkeySignInOptions, {});
      expect(await browser.refusal(passkeySignIn, { body: { challengeId, response } })).toBe('passkey_not_accepted');
    }
  });

  it('once it was removed, which is told by mail', async () => {
    const { person, browser, authenticator, passkeyId } = await owner();
    await browser.call(removePasskey, { params: { passkeyId } });
    expect(await refusedWith(authenticator, {})).toBe('passkey_not_accepted');
    const letters = await world.letters(person.email);
    expect(letters.map((letter) => letter.template)).toEqual(['identity.passkeyAdded', 'identity.passkeyRemoved']);
    expect(letters[1]!.values.passkey).toBe('Laptop');
  });
});

describe('a passkey', () => {
  it('signs in without address and password, as two factors at once', async () => {
    const { person, authenticator } = await owner();
    const { browser, body } = await answered(authenticator);
    expect(await browser.call(passkeySignIn, { body })).toEqual({ next: 'done' });
    await browser.call(listSessions, {});
    const rows = await world.sql(
      'select 1 from sessions where account_id = $1 and ended_at is null and second_factor_at is not null',
      [person.id],
    );
    expect(rows).toHaveLength(2);
  });

  it('without a counter signs in again and again', async () => {
    const { authenticator } = await owner();
    const first = await answered(authenticator, { counter: 1 });
    expect(await first.browser.refusal(passkeySignIn, { body: first.body })).toBe('passkey_not_accepted');
    await world.sql('update passkeys set counter = 0');
    for (let i = 0; i < 2; i++) {
      const { browser, body } = await answered(authenticator, { counter: 0 });
      await browser.call(passkeySignIn, { body });
    }
  });

  it('is listed, renamed by its owner alone, and asked for no second time', async () => {
    const { browser, passkeyId } = await owner();
    const stranger = await world.as(await withPassword(world));
    expect(await stranger.refusal(renamePasskey, { params: { passkeyId }, body: { name: 'Mine now' } })).toBe(
      'not_found',
    );
    expect(await stranger.refusal(removePasskey, { params: { passkeyId } })).toBe('not_found');
    await browser.call(renamePasskey, { params: { passkeyId }, body: { name: 'Tablet' } });
    expect((await browser.call(listFactors, {})).passkeys).toMatchObject([
      { id: passkeyId, name: 'Tablet', lastUsedAt: null },
    ]);
    const { options } = await browser.call(passkeyOptions, {});
    expect(options.excludeCredentials).toHaveLength(1);
  });
});

describe('making a passkey', () => {
  it('is refused from another site, for another host, and without verifying its user', async () => {
    const browser = await world.as(await withPassword(world));
    for (const twist of [{ origin: 'https://evil.example' }, { rpId: 'evil.example' }, { verifiesUser: false }]) {
      const { challengeId, options } = await browser.call(passkeyOptions, {});
      const response = new SoftwareAuthenticator().create(options, { ...here, ...twist });
      expect(await browser.refusal(addPasskey, { body: { challengeId, name: 'x', response } })).toBe(
        'passkey_not_accepted',
      );
    }
    expect((await browser.call(listFactors, {})).passkeys).toEqual([]);
  });

  it('is refused for a challenge given to somebody else, and a second time', async () => {
    const [ann, ben] = [await world.as(await withPassword(world)), await world.as(await withPassword(world))];
    const { challengeId, options } = await ann.call(passkeyOptions, {});
    const response = new SoftwareAuthenticator().create(options, here);
    const body = { challengeId, name: 'x', response };
    expect(await ben.refusal(addPasskey, { body })).toBe('passkey_not_accepted');
    await ann.call(addPasskey, { body });
    expect(await ann.refusal(addPasskey, { body })).toBe('passkey_not_accepted');
  });
});
