import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  listFactors,
  listSessions,
  listWorkstations,
  lockWorkstation,
  makeWorkstation,
  removePin,
  removeWorkstation,
  setPin,
  signIn,
  signInOptions,
  signOut,
  switchPerson,
} from '#contract/identity.ts';
import type { TestBrowser } from '#testing/browser.ts';
import { makeWorld, type Organisation, type Person, type World } from '#testing/world.ts';
import { password, withPassword } from './testing/with-password.ts';

let world: World;
let practice: Organisation;
beforeAll(async () => {
  world = await makeWorld(inject('postgresUrl'), { idle: true });
  practice = await world.practice(await world.group());
});
afterAll(() => world.stop());

const pin = '482915';

async function member(role: 'front_desk' | 'practitioner' | 'owner_manager' = 'front_desk'): Promise<Person> {
  const person = await withPassword(world);
  await world.member(practice, person, role);
  return person;
}

async function withPin(role?: 'front_desk' | 'owner_manager'): Promise<Person> {
  const person = await member(role);
  await (await world.as(person)).call(setPin, { body: { pin, password } });
  return person;
}

/** A browser at the front desk where these people have signed in fully, one after the other. */
async function desk(...people: Person[]): Promise<{ browser: TestBrowser; workstationId: string; admin: Person }> {
  const admin = await member('owner_manager');
  const browser = await world.as(admin);
  const made = await browser.call(makeWorkstation, {
    params: { practiceId: practice.id },
    body: { name: 'Front desk' },
  });
  for (const person of people) await browser.call(signIn, { body: { email: person.email, password } });
  return { browser, workstationId: made.id, admin };
}

const switchTo = (person: Person, typed = pin) => ({ body: { accountId: person.id, pin: typed } });

async function whoIsIn(browser: TestBrowser): Promise<string> {
  const { sessions } = await browser.call(listSessions, {});
  const [row] = await world.sql<{ account_id: string }>('select account_id from sessions where id = $1', [
    sessions.find((session) => session.current)!.id,
  ]);
  return row!.account_id;
}

describe('a PIN', () => {
  it('isn’t set without the password, nor when anybody would guess it', async () => {
    const browser = await world.as(await member());
    expect(await browser.refusal(setPin, { body: { pin, password: 'not it at all' } })).toBe('wrong_password');
    expect(await browser.refusal(setPin, { body: { pin: '123456', password } })).toBe('pin_too_simple');
    expect(await browser.refusal(setPin, { body: { pin: '12345', password } })).toBe('invalid');
    expect((await browser.call(listFactors, {})).pin).toBe(false);
  });

  it('is worth nothing at an ordinary browser', async () => {
    const person = await withPin();
    expect(await world.stranger().refusal(switchPerson, switchTo(person))).toBe('not_a_workstation');
    const browser = world.stranger();
    browser.cookies.set('midline_workstation', 'C'.repeat(43));
    expect(await browser.refusal(switchPerson, switchTo(person))).toBe('not_a_workstation');
  });

  it('doesn’t work for somebody who hasn’t signed in fully at this workstation in the last seven days', async () => {
    const [ann, ben] = [await withPin(), await withPin()];
    const { browser } = await desk(ann);
    expect(await browser.refusal(switchPerson, switchTo(ben))).toBe('wrong_credentials');
    await browser.call(switchPerson, switchTo(ann));
    world.clock.pass({ days: 4 });
    await browser.call(switchPerson, switchTo(ann));
    world.clock.pass({ days: 3, seconds: 1 });
    expect(await browser.refusal(switchPerson, switchTo(ann))).toBe('wrong_credentials');
  });

  it('doesn’t work for an unknown account, a removed PIN, or somebody deactivated meanwhile, all with one answer', async () => {
    const [ann, ben] = [await withPin(), await withPin()];
    const { browser } = await desk(ann, ben);
    await (await world.as(ann)).call(removePin, {});
    await world.sql('update members set deactivated_at = $2 where account_id = $1', [ben.id, world.clock.now()]);
    const answers = [
      await browser.try(switchPerson, switchTo(ann)),
      await browser.try(switchPerson, switchTo(ben)),
      await browser.try(switchPerson, { body: { accountId: randomUUID(), pin } }),
    ];
    expect(new Set(answers.map((answer) => JSON.stringify(answer.problem))).size).toBe(1);
    expect(answers[0]!.problem.code).toBe('wrong_credentials');
    expect(await (await world.as(ann)).refusal(removePin, {})).toBe('not_found');
  });

  it('can’t be guessed: each failure makes the next wait longer, for this person at this workstation', async () => {
    const [ann, ben] = [await withPin(), await withPin()];
    const { browser } = await desk(ann, ben);
    for (let i = 0; i < 3; i++)
      expect(await browser.refusal(switchPerson, switchTo(ann, '000111'))).toBe('wrong_credentials');
    expect(await browser.refusal(switchPerson, switchTo(ann))).toBe('wait_before_retry');
    await browser.call(switchPerson, switchTo(ben));
  });

  it('changes person, and each act has its real author', async () => {
    const [ann, ben] = [await withPin(), await withPin()];
    const { browser } = await desk(ann, ben);
    expect(await whoIsIn(browser)).toBe(ben.id);
    const bens = browser.cookies.get('midline_session')!;
    await browser.call(switchPerson, switchTo(ann));
    expect(await whoIsIn(browser)).toBe(ann.id);
    const thief = world.stranger();
    thief.cookies.set('midline_session', bens);
    expect(await thief.refusal(listSessions, {})).toBe('not_signed_in');
    const entries = await world.sql<{ account_id: string }>(
      `select account_id from audit_entries where action = 'switchPerson' and subject_id = $1 and organisation_id = $2`,
      [ann.id, practice.id],
    );
    expect(entries).toEqual([{ account_id: ann.id }]);
  });

  it('carries the second factor of the last full sign-in there, and no other', async () => {
    const ann = await withPin();
    const { browser, workstationId } = await desk(ann);
    await browser.call(switchPerson, switchTo(ann));
    const open = async () =>
      world.sql<{ second_factor_at: Date | null }>(
        'select second_factor_at from sessions where account_id = $1 and workstation_id = $2 and ended_at is null',
        [ann.id, workstationId],
      );
    expect(await open()).toEqual([{ second_factor_at: null }]);
    const at = world.clock.now();
    await world.sql('update sessions set second_factor_at = $2 where account_id = $1 and workstation_id is not null', [
      ann.id,
      at,
    ]);
    await browser.call(switchPerson, switchTo(ann));
    expect(await open()).toEqual([{ second_factor_at: at }]);
  });
});

describe('a shared workstation', () => {
  it('is made by those who may edit security settings, and by nobody else', async () => {
    const desk = await world.as(await member('front_desk'));
    const input = { params: { practiceId: practice.id }, body: { name: 'Mine' } };
    expect(await desk.refusal(makeWorkstation, input)).toBe('not_allowed');
    expect(await (await world.as(await withPassword(world))).refusal(makeWorkstation, input)).toBe('not_found');
  });

  it('locks when nobody uses it for the minutes that the practice set', async () => {
    const ann = await withPin();
    const { browser } = await desk(ann);
    world.clock.pass({ minutes: 4, seconds: 50 });
    await browser.call(listSessions, {});
    world.clock.pass({ minutes: 4, seconds: 50 });
    await browser.call(listSessions, {});
    world.clock.pass({ minutes: 5, seconds: 1 });
    expect(await browser.refusal(listSessions, {})).toBe('locked');
    expect(await browser.refusal(listSessions, {})).toBe('locked');
    await browser.call(switchPerson, switchTo(ann));
    await browser.call(listSessions, {});
  });

  it('locks on demand, and somebody else goes on', async () => {
    const [ann, ben] = [await withPin(), await withPin()];
    const { browser } = await desk(ann, ben);
    await browser.call(lockWorkstation, {});
    expect(await browser.refusal(listSessions, {})).toBe('locked');
    await browser.call(switchPerson, switchTo(ann));
    expect(await whoIsIn(browser)).toBe(ann.id);
  });

  it('locked can still be signed out of', async () => {
    const { browser } = await desk(await withPin());
    await browser.call(lockWorkstation, {});
    const token = browser.cookies.get('midline_session')!;
    await browser.call(signOut, {});
    browser.cookies.set('midline_session', token);
    expect(await browser.refusal(listSessions, {})).toBe('not_signed_in');
  });

  it('is what only its own browser can be locked as', async () => {
    expect(await (await world.as(await member())).refusal(lockWorkstation, {})).toBe('not_a_workstation');
  });

  it('lists at its sign-in page its practice’s people who can come in by PIN or passkey, and only there', async () => {
    const [ann, without] = [await withPin(), await member()];
    const { browser } = await desk(ann, without);
    await browser.call(signOut, {});
    const { workstation } = await browser.call(signInOptions, {});
    expect(workstation!.practiceName).toBe(practice.name);
    expect(workstation!.people).toContainEqual({ accountId: ann.id, name: `${ann.firstName} ${ann.lastName}` });
    expect(workstation!.people.map((person) => person.accountId)).not.toContain(without.id);
    expect((await world.stranger().call(signInOptions, {})).workstation).toBeNull();
  });

  it('signs everybody out after half a day without use', async () => {
    const ann = await withPin();
    const { browser } = await desk(ann);
    world.clock.pass({ hours: 12, seconds: 1 });
    expect(await browser.refusal(listSessions, {})).toBe('not_signed_in');
  });

  it('tells nobody by mail each time a colleague changes person there', async () => {
    const ann = await withPin();
    const { browser } = await desk(ann);
    const before = (await world.letters(ann.email)).length;
    await browser.call(signIn, { body: { email: ann.email, password } });
    await browser.call(switchPerson, switchTo(ann));
    expect(await world.letters(ann.email)).toHaveLength(before);
  });

  it('removed becomes an ordinary browser: its sessions end, PINs stop, and other practices can’t do it', async () => {
    const ann = await withPin();
    const { browser, workstationId, admin } = await desk(ann);
    const admins = await world.as(admin);
    const here = { params: { practiceId: practice.id } };
    const listed = (await admins.call(listWorkstations, here)).workstations.find((each) => each.id === workstationId);
    expect(listed).toMatchObject({ name: 'Front desk', here: false });
    const other = await world.practice(await world.group());
    const boss = await withPassword(world);
    await world.member(other, boss, 'owner_manager');
    const bosses = await world.as(boss);
    expect(await bosses.refusal(removeWorkstation, { params: { practiceId: other.id, workstationId } })).toBe(
      'not_found',
    );
    await admins.call(removeWorkstation, { params: { practiceId: practice.id, workstationId } });
    expect(await browser.refusal(listSessions, {})).toBe('not_signed_in');
    expect(await browser.refusal(switchPerson, switchTo(ann))).toBe('not_a_workstation');
    expect((await browser.call(signInOptions, {})).workstation).toBeNull();
    expect(await admins.refusal(removeWorkstation, { params: { practiceId: practice.id, workstationId } })).toBe(
      'not_found',
    );
    await admins.call(listSessions, {});
  });
});
