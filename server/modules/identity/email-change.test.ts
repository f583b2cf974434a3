import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { answerEmailChange, cancelEmailChange, listSessions, requestEmailChange, signIn } from '#contract/identity.ts';
import type { TestBrowser } from '#testing/browser.ts';
import { makeWorld, type Person, type World } from '#testing/world.ts';
import { applyDueEmailChanges } from './apply-email-change.ts';
import { password, withPassword } from './testing/with-password.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld(inject('postgresUrl'), { idle: true });
});
afterAll(() => world.stop());

type Changing = { person: Person; browser: TestBrowser; newEmail: string; newToken: string; oldToken: string };
let counter = 0;

async function changing(newEmail = `new${++counter}@example.org`): Promise<Changing> {
  const person = await withPassword(world);
  const browser = await world.as(person);
  await browser.call(requestEmailChange, { body: { email: newEmail, password } });
  const newToken = await link(newEmail, 'identity.emailChangeConfirm', 'url');
  const oldToken = await link(person.email, 'identity.emailChangeNotice', 'objectUrl');
  return { person, browser, newEmail, newToken, oldToken };
}

async function link(to: string, template: string, value: string): Promise<string> {
  const letter = (await world.letters(to)).filter((each) => each.template === template).at(-1)!;
  return letter.values[value]!.split('/').at(-1)!;
}

const confirm = (token: string) => world.stranger().try(answerEmailChange, { body: { token, answer: 'confirm' } });
const object = (token: string) => world.stranger().try(answerEmailChange, { body: { token, answer: 'object' } });
const timePasses = () =>
  world.app.platform.database.worker.transaction((tx) => applyDueEmailChanges(world.app.platform, tx));

async function addressOf(person: Person): Promise<string> {
  const [row] = await world.sql<{ email: string }>('select email from accounts where id = $1', [person.id]);
  return row!.email;
}

describe('asking for another address', () => {
  it('needs the password, so that an open session isn’t enough to take an account', async () => {
    const browser = await world.as(await withPassword(world));
    expect(
      await browser.refusal(requestEmailChange, { body: { email: 'thief@example.org', password: 'not it at all' } }),
    ).toBe('wrong_password');
    expect(await world.letters('thief@example.org')).toEqual([]);
  });

  it('that somebody has already looks the same as one that nobody has', async () => {
    const taken = await withPassword(world);
    const browser = await world.as(await withPassword(world));
    const answer = await browser.try(requestEmailChange, { body: { email: taken.email, password } });
    expect(answer.status).toBe(204);
    expect((await world.letters(taken.email)).map((letter) => letter.template)).toEqual([
      'identity.emailChangeConfirm',
    ]);
  });

  it('that is the present one is refused', async () => {
    const person = await withPassword(world);
    const browser = await world.as(person);
    expect(await browser.refusal(requestEmailChange, { body: { email: person.email, password } })).toBe('invalid');
  });
});

describe('a change of address', () => {
  it('isn’t made by the new address alone, until 72 hours have passed', async () => {
    const { person, newToken, newEmail } = await changing();
    const answer = await confirm(newToken);
    expect(answer.reply.state).toBe('waiting_for_old');
    const hours = (Date.parse(answer.reply.effectiveAt!) - world.clock.now().getTime()) / 3_600_000;
    expect(Math.round(hours)).toBe(72);
    world.clock.pass({ hours: 71, minutes: 59 });
    await timePasses();
    expect(await addressOf(person)).toBe(person.email);
    world.clock.pass({ minutes: 2 });
    await timePasses();
    expect(await addressOf(person)).toBe(newEmail);
    await timePasses();
    expect(
      (await world.letters(newEmail)).filter((letter) => letter.template === 'identity.emailChanged'),
    ).toHaveLength(1);
  });

  it('isn’t made by the old address alone, however long it takes', async () => {
    const { person, oldToken } = await changing();
    expect((await confirm(oldToken)).reply).toEqual({ state: 'waiting_for_new', effectiveAt: null });
    world.clock.pass({ days: 6 });
    await timePasses();
    expect(await addressOf(person)).toBe(person.email);
  });

  it('stops when the old address objects, also after the new one confirmed', async () => {
    const { person, newToken, oldToken } = await changing();
    await confirm(newToken);
    expect((await object(oldToken)).reply.state).toBe('objected');
    expect((await confirm(newToken)).problem.code).toBe('link_used');
    expect((await confirm(oldToken)).problem.code).toBe('link_used');
    world.clock.pass({ hours: 73 });
    await timePasses();
    expect(await addressOf(person)).toBe(person.email);
  });

  it('stops when the owner of the new address wants nothing of it', async () => {
    const { newToken, oldToken } = await changing();
    expect((await object(newToken)).reply.state).toBe('objected');
    expect((await confirm(oldToken)).problem.code).toBe('link_used');
  });

  it('is made at once when both addresses confirm, keeps sessions, and tells both', async () => {
    const { person, browser, newEmail, newToken, oldToken } = await changing();
    await confirm(newToken);
    expect((await confirm(oldToken)).reply).toEqual({ state: 'changed', effectiveAt: null });
    await browser.call(listSessions, {});
    expect(await world.stranger().refusal(signIn, { body: { email: person.email, password } })).toBe(
      'wrong_credentials',
    );
    await world.stranger().call(signIn, { body: { email: newEmail, password } });
    for (const email of [person.email, newEmail]) {
      expect((await world.letters(email)).map((letter) => letter.template)).toContain('identity.emailChanged');
    }
    expect((await confirm(newToken)).problem.code).toBe('link_used');
  });

  it('confirmed twice by the same link changes nothing more', async () => {
    const { newToken } = await changing();
    const first = await confirm(newToken);
    expect((await confirm(newToken)).reply).toEqual(first.reply);
  });

  it('confirmed late, after the 72 hours, is made at once', async () => {
    const { person, newEmail, newToken } = await changing();
    world.clock.pass({ hours: 80 });
    expect((await confirm(newToken)).reply.state).toBe('changed');
    expect(await addressOf(person)).toBe(newEmail);
  });

  it('that nobody confirms within a week has expired', async () => {
    const { newToken, oldToken } = await changing();
    world.clock.pass({ days: 7, seconds: 1 });
    expect((await confirm(newToken)).problem.code).toBe('link_expired');
    await timePasses();
    expect((await object(oldToken)).problem.code).toBe('link_expired');
  });

  it('taken back, or replaced by another, leaves no working link', async () => {
    const first = await changing();
    await first.browser.call(cancelEmailChange, {});
    expect((await confirm(first.newToken)).problem.code).toBe('link_invalid');
    expect(await first.browser.refusal(cancelEmailChange, {})).toBe('not_found');
    const second = await changing();
    await second.browser.call(requestEmailChange, { body: { email: 'rather.this@example.org', password } });
    expect((await confirm(second.newToken)).problem.code).toBe('link_invalid');
    expect((await object(second.oldToken)).problem.code).toBe('link_invalid');
  });

  it('to an address that got an account meanwhile is refused when confirmed, and the account stays whole', async () => {
    const { person, newEmail, newToken, oldToken } = await changing();
    await confirm(oldToken);
    await withPassword(world, { email: newEmail.toUpperCase() });
    expect((await confirm(newToken)).problem.code).toBe('address_in_use');
    expect((await confirm(newToken)).problem.code).toBe('address_in_use');
    expect(await addressOf(person)).toBe(person.email);
    await world.stranger().call(signIn, { body: { email: person.email, password } });
  });

  it('of two people to one address at the same moment gives it to one of them', async () => {
    const [one, two] = [await changing('wanted.by.both@example.org'), await changing('wanted.by.both@example.org')];
    const firsts = await Promise.all([confirm(one.oldToken), confirm(two.oldToken)]);
    expect(firsts.map((answer) => answer.status)).toEqual([200, 200]);
    const tokens = (await world.letters('wanted.by.both@example.org')).map(
      (letter) => letter.values.url!.split('/').at(-1)!,
    );
    const answers = await Promise.all(tokens.map(confirm));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const rows = await world.sql('select 1 from accounts where email_key = $1', ['wanted.by.both@example.org']);
    expect(rows).toHaveLength(1);
  });

  it('is known to the log without the addresses being readable there', async () => {
    const { person, newEmail, newToken, oldToken } = await changing();
    await confirm(newToken);
    await confirm(oldToken);
    const entries = await world.sql<{ action: string; account_id: string; facts: unknown }>(
      'select action, account_id, facts from audit_entries where subject_id = $1 order by id',
      [person.id],
    );
    expect(entries.map((entry) => [entry.action, entry.account_id])).toEqual([
      ['requestEmailChange', person.id],
      ['answerEmailChange', person.id],
      ['changeEmail', person.id],
    ]);
    expect(JSON.stringify(entries)).not.toContain(newEmail);
  });

  it('isn’t made by a made-up link', async () => {
    expect((await confirm('B'.repeat(43))).problem.code).toBe('link_invalid');
  });
});
