import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { endOtherSessions, endSession, listSessions, signIn, signOut } from '#contract/identity.ts';
import { makeWorld, type World } from '#testing/world.ts';
import { password, withPassword } from './testing/with-password.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld(inject('postgresUrl'), { idle: true });
});
afterAll(() => world.stop());

const wrong = (email: string) => ({ body: { email, password: 'not the password' } });

describe('signing in', () => {
  it('with a wrong password and with an unknown address gets the very same answer', async () => {
    const person = await withPassword(world);
    const known = await world.stranger().try(signIn, wrong(person.email));
    const unknown = await world.stranger().try(signIn, wrong('nobody@example.org'));
    expect(known.problem).toEqual(unknown.problem);
    expect(known.problem.code).toBe('wrong_credentials');
    expect(known.headers.getSetCookie()).toEqual([]);
  });

  it('has to wait longer after each failure, the same for addresses that exist and that don’t', async () => {
    const person = await withPassword(world);
    for (const email of [person.email, 'nobody.waits@example.org']) {
      const stranger = world.stranger();
      for (let i = 0; i < 3; i++) expect(await stranger.refusal(signIn, wrong(email))).toBe('wrong_credentials');
      const early = await stranger.try(signIn, { body: { email, password } });
      expect([early.problem.code, early.problem.facts]).toEqual(['wait_before_retry', { seconds: 1 }]);
      expect(early.headers.get('retry-after')).toBe('1');
      world.clock.pass({ seconds: 1 });
      expect(await stranger.refusal(signIn, wrong(email))).toBe('wrong_credentials');
      expect((await stranger.try(signIn, wrong(email))).problem.facts).toEqual({ seconds: 2 });
      world.clock.pass({ seconds: 2 });
    }
    await world.stranger().call(signIn, { body: { email: person.email, password } });
  });

  it('with the address written in capitals doesn’t get around the wait', async () => {
    const person = await withPassword(world);
    for (let i = 0; i < 3; i++) await world.stranger().refusal(signIn, wrong(person.email));
    expect(await world.stranger().refusal(signIn, wrong(person.email.toUpperCase()))).toBe('wait_before_retry');
  });

  it('counts guesses made at the same moment one by one', async () => {
    const person = await withPassword(world);
    const codes = await Promise.all(
      Array.from({ length: 8 }, () => world.stranger().refusal(signIn, wrong(person.email))),
    );
    expect(codes.filter((code) => code === 'wrong_credentials')).toHaveLength(3);
    expect(codes.filter((code) => code === 'wait_before_retry')).toHaveLength(5);
  });

  it('forgets failures after a success, and after a day', async () => {
    const person = await withPassword(world);
    for (let i = 0; i < 2; i++) await world.stranger().refusal(signIn, wrong(person.email));
    await world.stranger().call(signIn, { body: { email: person.email, password } });
    for (let i = 0; i < 3; i++)
      expect(await world.stranger().refusal(signIn, wrong(person.email))).toBe('wrong_credentials');
    world.clock.pass({ days: 1, seconds: 1 });
    for (let i = 0; i < 3; i++)
      expect(await world.stranger().refusal(signIn, wrong(person.email))).toBe('wrong_credentials');
    expect(await world.stranger().refusal(signIn, wrong(person.email))).toBe('wait_before_retry');
  });

  it('works on the person’s own browser however many strangers are guessing', async () => {
    const person = await withPassword(world);
    const own = world.stranger();
    await own.call(signIn, { body: { email: person.email, password } });
    await own.call(signOut, {});
    for (let i = 0; i < 4; i++) await world.stranger().refusal(signIn, wrong(person.email));
    expect(await world.stranger().refusal(signIn, { body: { email: person.email, password } })).toBe(
      'wait_before_retry',
    );
    expect(await own.call(signIn, { body: { email: person.email, password } })).toEqual({ next: 'done' });
  });

  it('gives a new cookie each time, and the former one opens nothing', async () => {
    const person = await withPassword(world);
    const browser = world.stranger();
    browser.cookies.set('midline_session', 'chosen-by-an-attacker-chosen-by-an-attacker');
    await browser.call(signIn, { body: { email: person.email, password } });
    const first = browser.cookies.get('midline_session')!;
    expect(first).toMatch(/^[A-Za-z0-9_-]{43}$/);
    await browser.call(signIn, { body: { email: person.email.toUpperCase(), password } });
    expect(browser.cookies.get('midline_session')).not.toBe(first);
    const thief = world.stranger();
    thief.cookies.set('midline_session', first);
    expect(await thief.refusal(listSessions, {})).toBe('not_signed_in');
    expect((await browser.call(listSessions, {})).sessions).toHaveLength(1);
  });

  it('keeps nothing in the database from which a cookie could be made', async () => {
    const person = await withPassword(world);
    const browser = world.stranger();
    const response = await browser.try(signIn, { body: { email: person.email, password } });
    const cookies = response.headers.getSetCookie();
    expect(cookies.find((line) => line.startsWith('midline_session='))).toMatch(
      /; Path=\/; HttpOnly; SameSite=Lax; Max-Age=2592000$/,
    );
    const rows = await world.sql<{ digest: Buffer }>('select digest from sessions where account_id = $1', [person.id]);
    expect(rows[0]!.digest.toString('latin1')).not.toContain(browser.cookies.get('midline_session'));
  });

  it('under https gives cookies that other hosts of the domain can’t set and that never travel in the clear', async () => {
    const secure = await makeWorld(inject('postgresUrl'), {
      idle: true,
      env: { PUBLIC_URL: 'https://midline.example' },
    });
    try {
      const person = await withPassword(secure);
      const { headers } = await secure.stranger().try(signIn, { body: { email: person.email, password } });
      const cookies = headers.getSetCookie();
      expect(cookies.map((cookie) => cookie.split('=')[0]).sort()).toEqual([
        '__Host-midline_device',
        '__Host-midline_session',
      ]);
      for (const cookie of cookies) expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+; Secure$/);
    } finally {
      await secure.stop();
    }
  });

  it('is written down for success and failure, with who it was about', async () => {
    const person = await withPassword(world);
    await world.stranger().refusal(signIn, wrong(person.email));
    await world.stranger().call(signIn, { body: { email: person.email, password } });
    const entries = await world.sql<{ action: string; account_id: string | null }>(
      'select action, account_id from audit_entries where subject_id = $1 order by id',
      [person.id],
    );
    expect(entries).toEqual([
      { action: 'signInRefused', account_id: null },
      { action: 'signIn', account_id: person.id },
    ]);
  });

  it('as somebody else in the same browser ends the first person’s session and is written down for the right one', async () => {
    const [ann, ben] = [await withPassword(world), await withPassword(world)];
    const browser = world.stranger();
    await browser.call(signIn, { body: { email: ann.email, password } });
    const former = browser.cookies.get('midline_session')!;
    await browser.call(signIn, { body: { email: ben.email, password } });
    const thief = world.stranger();
    thief.cookies.set('midline_session', former);
    expect(await thief.refusal(listSessions, {})).toBe('not_signed_in');
    const entries = await world.sql('select 1 from audit_entries where action = $1 and account_id = $2', [
      'signIn',
      ben.id,
    ]);
    expect(entries).toHaveLength(1);
  });

  it('renews a hash that was made with parameters of former times', async () => {
    const person = await withPassword(world);
    const old = await outdatedHash();
    await world.sql('update passwords set hash = $2 where account_id = $1', [person.id, old]);
    await world.stranger().call(signIn, { body: { email: person.email, password } });
    const [row] = await world.sql<{ hash: string }>('select hash from passwords where account_id = $1', [person.id]);
    expect(row!.hash).toMatch(/m=19456,t=2,p=1/);
    await world.stranger().call(signIn, { body: { email: person.email, password } });
  });
});

describe('a sign-in from a new device', () => {
  it('is told by mail, but not the first one ever, nor one from a browser used before', async () => {
    const person = await withPassword(world);
    const own = world.stranger();
    await own.call(signIn, { body: { email: person.email, password } });
    await own.call(signOut, {});
    await own.call(signIn, { body: { email: person.email, password } });
    expect(await world.letters(person.email)).toEqual([]);
    await world.stranger().call(signIn, { body: { email: person.email, password } });
    const [letter, ...more] = await world.letters(person.email);
    expect(letter).toMatchObject({ template: 'identity.newDeviceSignIn', to: person.email });
    expect(more).toEqual([]);
  });
});

describe('sessions', () => {
  it('end after a week without use, and after thirty days in any case', async () => {
    const person = await withPassword(world);
    const [idle, busy] = [world.stranger(), world.stranger()];
    for (const browser of [idle, busy]) await browser.call(signIn, { body: { email: person.email, password } });
    for (let i = 0; i < 5; i++) {
      world.clock.pass({ days: 5 });
      await busy.call(listSessions, {});
    }
    expect(await idle.refusal(listSessions, {})).toBe('not_signed_in');
    expect((await busy.call(listSessions, {})).sessions).toHaveLength(1);
    world.clock.pass({ days: 5, seconds: 1 });
    expect(await busy.refusal(listSessions, {})).toBe('not_signed_in');
  });

  it('of others can neither be seen nor ended', async () => {
    const [ann, ben] = [await withPassword(world), await withPassword(world)];
    const [annes, bens] = [await world.as(ann), await world.as(ben)];
    const [session] = (await annes.call(listSessions, {})).sessions;
    expect(await bens.refusal(endSession, { params: { sessionId: session!.id } })).toBe('not_found');
    expect((await annes.call(listSessions, {})).sessions).toHaveLength(1);
  });

  it('are listed and ended one by one, and their pages are told', async () => {
    const person = await withPassword(world);
    const [here, there] = [await world.as(person), await world.as(person)];
    const { sessions } = await here.call(listSessions, {});
    const other = sessions.find((session) => !session.current)!;
    await here.call(endSession, { params: { sessionId: other.id } });
    expect(await there.refusal(listSessions, {})).toBe('not_signed_in');
    const events = await world.sql('select kind, account_id from events where session_id = $1', [other.id]);
    expect(events).toEqual([{ kind: 'signed_out', account_id: person.id }]);
    expect(await here.refusal(endSession, { params: { sessionId: other.id } })).toBe('not_found');
  });

  it('elsewhere end all at once, and the one here goes on', async () => {
    const person = await withPassword(world);
    const browsers = [await world.as(person), await world.as(person), await world.as(person)];
    await browsers[0]!.call(endOtherSessions, {});
    expect(await browsers[1]!.refusal(listSessions, {})).toBe('not_signed_in');
    expect(await browsers[2]!.refusal(listSessions, {})).toBe('not_signed_in');
    expect((await browsers[0]!.call(listSessions, {})).sessions).toHaveLength(1);
  });

  it('end by signing out, and signing out twice does no harm', async () => {
    const browser = await world.as(await withPassword(world));
    const token = browser.cookies.get('midline_session')!;
    await browser.call(signOut, {});
    expect(browser.cookies.has('midline_session')).toBe(false);
    browser.cookies.set('midline_session', token);
    expect(await browser.refusal(listSessions, {})).toBe('not_signed_in');
    await browser.call(signOut, {});
  });
});

async function outdatedHash(): Promise<string> {
  const { argon2Sync } = await import('node:crypto');
  const nonce = Buffer.alloc(16, 7);
  const key = argon2Sync('argon2id', {
    message: password,
    nonce,
    parallelism: 1,
    tagLength: 32,
    memory: 8192,
    passes: 1,
  });
  const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=8192,t=1,p=1$${text(nonce)}$${text(key)}`;
}
