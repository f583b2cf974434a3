import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  beginTotp,
  confirmTotp,
  listFactors,
  listSessions,
  removeTotp,
  renewRecoveryCodes,
  signIn,
  signInSecondFactor,
} from '#contract/identity.ts';
import type { TestBrowser } from '#testing/browser.ts';
import { makeWorld, type Person, type World } from '#testing/world.ts';
import { password, withPassword } from './testing/with-password.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld(inject('postgresUrl'), { idle: true });
});
afterAll(() => world.stop());

const codeOf = (secret: string, seconds = 0) =>
  TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: world.clock.now().getTime() + seconds * 1000 });
const wrongCode = (right: string) => (right === '000000' ? '111111' : '000000');

type Enrolled = { person: Person; browser: TestBrowser; secret: string; recoveryCodes: string[] };

async function enrolled(): Promise<Enrolled> {
  const person = await withPassword(world);
  const browser = await world.as(person);
  const { secret } = await browser.call(beginTotp, { body: { password } });
  const { recoveryCodes } = await browser.call(confirmTotp, { body: { code: codeOf(secret) } });
  world.clock.pass({ seconds: 60 });
  return { person, browser, secret, recoveryCodes };
}

async function halfWay(person: Person): Promise<TestBrowser> {
  const browser = world.stranger();
  expect(await browser.call(signIn, { body: { email: person.email, password } })).toEqual({ next: 'second_factor' });
  return browser;
}

describe('a half sign-in', () => {
  it('opens nothing', async () => {
    const { person } = await enrolled();
    const browser = await halfWay(person);
    expect(await browser.refusal(listSessions, {})).toBe('second_factor_needed');
    expect(await browser.refusal(removeTotp, { body: { password } })).toBe('second_factor_needed');
  });

  it('is over after ten minutes', async () => {
    const { person, secret } = await enrolled();
    const browser = await halfWay(person);
    world.clock.pass({ minutes: 10, seconds: 1 });
    expect(await browser.refusal(signInSecondFactor, { body: { code: codeOf(secret) } })).toBe('not_signed_in');
  });

  it('can’t be completed by somebody without its cookie, nor by a full session', async () => {
    const { secret, browser } = await enrolled();
    expect(await world.stranger().refusal(signInSecondFactor, { body: { code: codeOf(secret) } })).toBe(
      'not_signed_in',
    );
    expect(await browser.refusal(signInSecondFactor, { body: { code: codeOf(secret) } })).toBe('not_signed_in');
  });

  it('is completed by a code, with a new cookie', async () => {
    const { person, secret } = await enrolled();
    const browser = await halfWay(person);
    const half = browser.cookies.get('midline_session')!;
    expect(await browser.call(signInSecondFactor, { body: { code: codeOf(secret) } })).toEqual({ next: 'done' });
    expect(browser.cookies.get('midline_session')).not.toBe(half);
    await browser.call(listSessions, {});
    const thief = world.stranger();
    thief.cookies.set('midline_session', half);
    expect(await thief.refusal(listSessions, {})).toBe('not_signed_in');
  });
});

describe('a code of the authenticator app', () => {
  it('works once, also in two browsers at the same moment', async () => {
    const { person, secret } = await enrolled();
    const browsers = [await halfWay(person), await halfWay(person)];
    const code = codeOf(secret);
    const answers = await Promise.all(browsers.map((browser) => browser.try(signInSecondFactor, { body: { code } })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 401]);
  });

  it('works half a minute early or late, and not a minute and a half', async () => {
    const { person, secret } = await enrolled();
    expect(await (await halfWay(person)).refusal(signInSecondFactor, { body: { code: codeOf(secret, -90) } })).toBe(
      'wrong_code',
    );
    expect(await (await halfWay(person)).refusal(signInSecondFactor, { body: { code: codeOf(secret, 90) } })).toBe(
      'wrong_code',
    );
    await (await halfWay(person)).call(signInSecondFactor, { body: { code: codeOf(secret, -30) } });
    world.clock.pass({ seconds: 60 });
    await (await halfWay(person)).call(signInSecondFactor, { body: { code: codeOf(secret, 30) } });
  });

  it('can’t be guessed by signing in with the password again and again', async () => {
    const { person, secret } = await enrolled();
    for (let i = 0; i < 3; i++) {
      const browser = await halfWay(person);
      expect(await browser.refusal(signInSecondFactor, { body: { code: wrongCode(codeOf(secret)) } })).toBe(
        'wrong_code',
      );
    }
    const browser = await halfWay(person);
    expect(await browser.refusal(signInSecondFactor, { body: { code: codeOf(secret) } })).toBe('wait_before_retry');
    world.clock.pass({ seconds: 2 });
    await browser.call(signInSecondFactor, { body: { code: codeOf(secret) } });
  });

  it('is kept by nobody: the secret lies encrypted in the database', async () => {
    const { person, secret } = await enrolled();
    const [row] = await world.sql<{ secret: Buffer }>('select secret from totp_secrets where account_id = $1', [
      person.id,
    ]);
    expect(row!.secret.includes(Buffer.from(Secret.fromBase32(secret).bytes))).toBe(false);
  });
});

describe('a recovery code', () => {
  it('replaces a code once', async () => {
    const { person, recoveryCodes, browser } = await enrolled();
    expect(new Set(recoveryCodes).size).toBe(10);
    const [code] = recoveryCodes;
    await (await halfWay(person)).call(signInSecondFactor, {
      body: { code: ` ${code!.toUpperCase().replace('-', ' ')}` },
    });
    expect(await (await halfWay(person)).refusal(signInSecondFactor, { body: { code: code! } })).toBe('wrong_code');
    expect((await browser.call(listFactors, {})).recoveryCodesLeft).toBe(9);
  });

  it('of somebody else doesn’t work', async () => {
    const [ann, ben] = [await enrolled(), await enrolled()];
    expect(
      await (await halfWay(ann.person)).refusal(signInSecondFactor, { body: { code: ben.recoveryCodes[0]! } }),
    ).toBe('wrong_code');
  });

  it('stops when new ones are made, for which the password is needed', async () => {
    const { person, recoveryCodes, browser } = await enrolled();
    expect(await browser.refusal(renewRecoveryCodes, { body: { password: 'not it at all' } })).toBe('wrong_password');
    const renewed = await browser.call(renewRecoveryCodes, { body: { password } });
    expect(await (await halfWay(person)).refusal(signInSecondFactor, { body: { code: recoveryCodes[1]! } })).toBe(
      'wrong_code',
    );
    await (await halfWay(person)).call(signInSecondFactor, { body: { code: renewed.recoveryCodes[1]! } });
  });
});

describe('the authenticator app', () => {
  it('isn’t set up without the password', async () => {
    const browser = await world.as(await withPassword(world));
    expect(await browser.refusal(beginTotp, { body: { password: 'not it at all' } })).toBe('wrong_password');
    expect(await browser.refusal(confirmTotp, { body: { code: '123456' } })).toBe('second_factor_off');
  });

  it('doesn’t count before its first code is confirmed', async () => {
    const person = await withPassword(world);
    const browser = await world.as(person);
    const { secret, uri } = await browser.call(beginTotp, { body: { password } });
    expect(uri).toContain(`secret=${secret}`);
    expect(await browser.refusal(confirmTotp, { body: { code: wrongCode(codeOf(secret)) } })).toBe('wrong_code');
    expect(await world.stranger().call(signIn, { body: { email: person.email, password } })).toEqual({ next: 'done' });
    expect((await browser.call(listFactors, {})).totp).toBe(false);
    expect(await browser.refusal(removeTotp, { body: { password } })).toBe('second_factor_off');
    expect(await browser.refusal(renewRecoveryCodes, { body: { password } })).toBe('second_factor_off');
  });

  it('can’t be replaced by a thief in an open session', async () => {
    const { browser } = await enrolled();
    expect(await browser.refusal(beginTotp, { body: { password } })).toBe('second_factor_already_on');
    expect(await browser.refusal(confirmTotp, { body: { code: '123456' } })).toBe('second_factor_already_on');
    expect(await browser.refusal(removeTotp, { body: { password: 'not it at all' } })).toBe('wrong_password');
  });

  it('is told by mail when it comes and goes, and its recovery codes go with it', async () => {
    const { person, browser } = await enrolled();
    await browser.call(removeTotp, { body: { password } });
    expect((await world.letters(person.email)).map((letter) => letter.template)).toEqual([
      'identity.secondFactorAdded',
      'identity.secondFactorRemoved',
    ]);
    expect(await browser.call(listFactors, {})).toEqual({
      passkeys: [],
      totp: false,
      recoveryCodesLeft: 0,
      pin: false,
      password: true,
    });
    expect(await world.stranger().call(signIn, { body: { email: person.email, password } })).toEqual({ next: 'done' });
  });
});
