import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { readAudit } from '#contract/audit.ts';
import { createPractice, editPractice, viewPractice } from '#contract/practices.ts';
import { makeWorld, type Organisation, type Person, type World } from '../../testing/world.ts';

let world: World;
let group: Organisation;
let north: Organisation;
let south: Organisation;
let director: Person;
let manager: Person;

beforeAll(async () => {
  world = await makeWorld(inject('postgresUrl'));
  group = await world.group('Lakeside Dental');
  north = await world.practice(group, 'Lakeside North');
  south = await world.practice(group, 'Lakeside South');
  director = await world.person({ firstName: 'Dora', lastName: 'North' });
  await world.member(north, director, 'owner_manager', 'admin');
  manager = await world.person({ firstName: 'Max', lastName: 'Group' });
  await world.member(group, manager, 'group_manager');
});
afterAll(() => world?.stop());

const information = {
  name: 'Lakeside North',
  streetAddress: 'Seestraße 5',
  city: 'Konstanz',
  postalCode: '78464',
  country: 'DE',
  phone: '+49 7531 1234',
  email: 'north@lakeside.example',
  timeZone: 'Europe/Berlin',
  language: 'de' as const,
};

describe('who may not', () => {
  test('a stranger is asked to sign in', async () => {
    expect(await world.stranger().refusal(viewPractice, { params: { practiceId: north.id } })).toBe('not_signed_in');
  });

  test('a director changes only their own practice: the other one isn’t there for them', async () => {
    const browser = await world.as(director);
    const params = { practiceId: south.id };
    expect(await browser.refusal(viewPractice, { params })).toBe('not_found');
    expect(await browser.refusal(editPractice, { params, body: { ...information, version: 1 } })).toBe('not_found');
  });

  test('the owner of another group finds nothing', async () => {
    const elsewhere = await world.practice(await world.group(), 'Elsewhere');
    const owner = await world.person();
    await world.member(elsewhere, owner, 'owner_manager', 'admin');
    const browser = await world.as(owner);
    expect(await browser.refusal(viewPractice, { params: { practiceId: north.id } })).toBe('not_found');
    expect(await browser.refusal(createPractice, { params: { groupId: group.id }, body: information })).toBe(
      'not_found',
    );
  });

  test('a user of the practice may not view or edit its information, and is told which right is missing', async () => {
    const user = await world.person();
    await world.member(north, user, 'front_desk', 'user');
    const browser = await world.as(user);
    const view = await browser.try(viewPractice, { params: { practiceId: north.id } });
    expect([view.status, view.problem.code, view.problem.needs]).toEqual([
      403,
      'not_allowed',
      'practice_information.see',
    ]);
  });

  test('an owner at level User sees the page read-only', async () => {
    const owner = await world.person();
    await world.member(north, owner, 'owner_manager', 'user');
    const browser = await world.as(owner);
    const practice = await browser.call(viewPractice, { params: { practiceId: north.id } });
    expect(practice.may).toContain('practice_information.see');
    expect(practice.may).not.toContain('practice_information.edit');
    const body = { ...information, version: practice.version };
    expect(await browser.refusal(editPractice, { params: { practiceId: north.id }, body })).toBe('not_allowed');
  });

  test('an Admin of one practice can’t add another to the group', async () => {
    const browser = await world.as(director);
    expect(await browser.refusal(createPractice, { params: { groupId: group.id }, body: information })).toBe(
      'not_found',
    );
  });

  test('a practice isn’t reached through a group’s address, nor a group through a practice’s', async () => {
    const browser = await world.as(manager);
    expect(await browser.refusal(viewPractice, { params: { practiceId: group.id } })).toBe('not_found');
    expect(await browser.refusal(createPractice, { params: { groupId: north.id }, body: information })).toBe(
      'not_found',
    );
  });
});

describe('what isn’t accepted', () => {
  test.each([
    ['name', { name: '   ' }],
    ['name', { name: 'x'.repeat(121) }],
    ['name', { name: 'a\u0000b' }],
    ['country', { country: 'Germany' }],
    ['timeZone', { timeZone: 'Mars/Olympus' }],
    ['email', { email: 'not an address' }],
    ['language', { language: 'xx' }],
  ])('a wrong %s is refused, naming the field, and changes nothing', async (field, wrong) => {
    const browser = await world.as(director);
    const before = await browser.call(viewPractice, { params: { practiceId: north.id } });
    const body = { ...information, version: before.version, ...wrong } as typeof information & { version: number };
    const answer = await browser.try(editPractice, { params: { practiceId: north.id }, body });
    expect([answer.status, answer.problem.code, answer.problem.errors?.[0]?.path]).toEqual([422, 'invalid', field]);
    expect(await browser.call(viewPractice, { params: { practiceId: north.id } })).toEqual(before);
  });

  test('a name that the group has already, in other letters or spaces, is refused', async () => {
    const browser = await world.as(manager);
    const { version } = await browser.call(viewPractice, { params: { practiceId: north.id } });
    for (const name of ['lakeside SOUTH', 'Lakeside  South', 'Ｌakeside South']) {
      const body = { ...information, name, version };
      expect(await browser.refusal(editPractice, { params: { practiceId: north.id }, body })).toBe('name_taken');
      expect(
        await browser.refusal(createPractice, { params: { groupId: group.id }, body: { ...information, name } }),
      ).toBe('name_taken');
    }
  });

  test('of two people editing at once, the later is told instead of overwriting', async () => {
    const [one, other] = await Promise.all([world.as(director), world.as(manager)]);
    const { version } = await one.call(viewPractice, { params: { practiceId: north.id } });
    const answers = await Promise.all(
      [one, other].map((browser, index) =>
        browser.try(editPractice, {
          params: { practiceId: north.id },
          body: { ...information, city: `City ${index}`, version },
        }),
      ),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect(answers.find((answer) => answer.status === 409)?.problem.code).toBe('changed_meanwhile');
    const winner = answers.find((answer) => answer.status === 200)!;
    const after = await one.call(viewPractice, { params: { practiceId: north.id } });
    expect([after.city, after.version]).toEqual([winner.reply.city, version + 1]);
  });
});

describe('what happens', () => {
  test('an Admin changes the practice, and the log keeps former and new values', async () => {
    const browser = await world.as(director);
    const before = await browser.call(viewPractice, { params: { practiceId: north.id } });
    const body = { ...information, city: 'Radolfzell', version: before.version };
    const after = await browser.call(editPractice, { params: { practiceId: north.id }, body });
    expect(after).toMatchObject({
      ...information,
      city: 'Radolfzell',
      groupName: 'Lakeside Dental',
      version: before.version + 1,
    });
    const log = await browser.call(readAudit, {
      params: { organisationId: north.id },
      query: { action: 'editPractice' },
    });
    expect(log.entries[0]).toMatchObject({
      person: 'Dora North',
      position: 'owner_manager_admin',
      subject: 'Lakeside North',
    });
    expect(log.entries[0]?.changes).toContainEqual({ field: 'city', before: before.city, after: 'Radolfzell' });
    const events = await world.sql('select 1 from events where kind = $1 and organisation_id = $2', [
      'practice_changed',
      north.id,
    ]);
    expect(events.length).toBeGreaterThan(0);
  });

  test('a group manager adds a practice and manages it at once', async () => {
    const browser = await world.as(manager);
    const made = await browser.call(createPractice, {
      params: { groupId: group.id },
      body: { ...information, name: 'Lakeside West' },
    });
    expect(made).toMatchObject({
      name: 'Lakeside West',
      groupId: group.id,
      groupName: 'Lakeside Dental',
      logoVersion: null,
    });
    expect(made.may).toContain('practice_information.edit');
    expect(await browser.call(viewPractice, { params: { practiceId: made.id } })).toEqual(made);
  });

  test('two group managers adding the same name at once make one practice', async () => {
    const browser = await world.as(manager);
    const answers = await Promise.all(
      [1, 2, 3].map(() =>
        browser.try(createPractice, { params: { groupId: group.id }, body: { ...information, name: 'Lakeside Twin' } }),
      ),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
  });
});
