import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  addPasskey,
  endOtherSessions,
  listSessions,
  passkeyOptions,
  passkeySignIn,
  passkeySignInOptions,
  requestPasswordReset,
  signIn,
} from '#contract/identity.ts';
import { migrate } from '#platform/database/migrate.ts';
import { TestBrowser } from '#testing/browser.ts';
import { makeWorld, type World } from '#testing/world.ts';
import { type App, makeApp } from '../../app.ts';
import { SoftwareAuthenticator } from './testing/software-authenticator.ts';
import { password, withPassword } from './testing/with-password.ts';

let world: World;
let second: App;
let secondUrl: string;
beforeAll(async () => {
  world = await makeWorld(inject('postgresUrl'), { idle: true });
  const { config, clock, log, secret } = world.app.platform;
  second = await makeApp({ config, clock, log, secret, urls: await migrate(world.databaseUrl, secret) });
  await second.server.listen({ host: '127.0.0.1', port: 0 });
  await second.work();
  secondUrl = `http://127.0.0.1:${(second.server.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await second.stop();
  await world.stop();
});

/** The same browser, reaching the other process. */
function there(browser: TestBrowser): TestBrowser {
  const other = new TestBrowser(secondUrl);
  for (const [name, value] of browser.cookies) other.cookies.set(name, value);
  return other;
}

describe('with two server processes on one database', () => {
  it('guesses are counted together', async () => {
    const person = await withPassword(world);
    const body = { email: person.email, password: 'not it at all' };
    await world.stranger().refusal(signIn, { body });
    await new TestBrowser(secondUrl).refusal(signIn, { body });
    await world.stranger().refusal(signIn, { body });
    expect(await new TestBrowser(secondUrl).refusal(signIn, { body })).toBe('wait_before_retry');
  });

  it('a sign-in at one is good at the other, until either ends it', async () => {
    const person = await withPassword(world);
    const [here, elsewhere] = [world.stranger(), world.stranger()];
    for (const browser of [here, elsewhere]) await browser.call(signIn, { body: { email: person.email, password } });
    await there(elsewhere).call(listSessions, {});
    await there(here).call(endOtherSessions, {});
    expect(await elsewhere.refusal(listSessions, {})).toBe('not_signed_in');
    await here.call(listSessions, {});
  });

  it('a passkey’s challenge from one is answered once, at either', async () => {
    const { origin, hostname: rpId } = new URL(world.app.platform.config.publicUrl);
    const authenticator = new SoftwareAuthenticator();
    const owner = await world.as(await withPassword(world));
    const made = await owner.call(passkeyOptions, {});
    const credential = authenticator.create(made.options, { origin, rpId });
    await there(owner).call(addPasskey, {
      body: { challengeId: made.challengeId, name: 'Phone', response: credential },
    });
    const { challengeId, options } = await world.stranger().call(passkeySignInOptions, {});
    const body = { challengeId, response: authenticator.get(options, { origin, rpId }) };
    const browsers = [world.stranger(), new TestBrowser(secondUrl)];
    const answers = await Promise.all(browsers.map((browser) => browser.try(passkeySignIn, { body })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 401]);
  });

  it('a reset asked for at one is mailed by the other', async () => {
    const person = await withPassword(world);
    await world.stranger().call(requestPasswordReset, { body: { email: person.email } });
    await expect
      .poll(async () => (await world.letters(person.email)).map((letter) => letter.template), { timeout: 10_000 })
      .toEqual(['identity.passwordReset']);
  });
});
