import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { viewMe } from '#contract/identity.ts';
import * as team from '#contract/team.ts';
import { makeWorld, type Organisation, type Person, type World } from '#testing/world.ts';

let world: World;
let group: Organisation;
let north: Organisation;
let south: Organisation;
let admin: Person;
let manager: Person;

beforeAll(async () => {
  world = await makeWorld(inject('postgresUrl'));
  group = await world.group('Smile Group');
  north = await world.practice(group, 'North');
  south = await world.practice(group, 'South');
  admin = await world.person({ firstName: 'Ada', lastName: 'Admin', email: 'ada@north.example' });
  manager = await world.person({ firstName: 'Gus', lastName: 'Group', email: 'gus@group.example' });
  await world.member(north, admin, 'owner_manager');
  await world.member(group, manager, 'group_manager');
});
afterAll(() => world?.stop());

const nobody = {
  clinicalRole: null,
  specialty: '',
  registrationNumber: '',
  practitionerId: null,
};

/** The token in the newest invitation letter to an address. */
async function newestLink(email: string): Promise<string> {
  const letters = (await world.letters(email)).filter((letter) => letter.template === 'team.invitation');
  return letters.at(-1)!.values['url']!.split('/').at(-1)!;
}

describe('inviting', () => {
  test('an Admin invites somebody unknown, who sets a password and is a member at once', async () => {
    const browser = await world.as(admin);
    const params = { organisationId: north.id };
    expect(await browser.call(team.checkAddress, { params, body: { email: 'new@person.example' } })).toEqual({
      next: 'invite',
    });
    const invited = await browser.call(team.invite, {
      params,
      body: { ...nobody, email: 'new@person.example', firstName: 'Nel', lastName: 'New', role: 'front_desk' },
    });
    expect(invited).toMatchObject({ state: 'pending', level: 'user', may: ['edit', 'resend', 'revoke', 'copy_link'] });

    const stranger = world.stranger();
    const token = await newestLink('new@person.example');
    expect(await stranger.call(team.lookUpInvitation, { body: { token } })).toMatchObject({
      next: 'sign_up',
      email: 'new@person.example',
      organisation: { name: 'North' },
    });
    const joined = await stranger.call(team.signUpByInvitation, {
      body: {
        token,
        password: 'a quiet lake at noon',
        firstName: 'Nell',
        lastName: 'New',
        language: 'de',
        timeZone: 'Europe/Berlin',
      },
    });
    expect(joined.organisationId).toBe(north.id);
    const me = await stranger.call(viewMe, {});
    expect(me.account).toMatchObject({ firstName: 'Nell', email: 'new@person.example', language: 'de' });
    expect(me.contexts.map((context) => context.name)).toEqual(['North']);
    expect(
      await stranger.refusal(team.invite, {
        params,
        body: { ...nobody, email: 'x@y.example', firstName: 'X', lastName: 'Y', role: 'front_desk' },
      }),
    ).toBe('not_allowed');
  });

  test('a group manager adds a known person to a second practice by address alone', async () => {
    const dentist = await world.person({ firstName: 'Dora', lastName: 'Dent', email: 'dora@north.example' });
    await world.member(north, dentist, 'practitioner', 'user', 'dentist');
    const browser = await world.as(manager);
    const params = { organisationId: south.id };
    const found = await browser.call(team.checkAddress, { params, body: { email: 'DORA@north.example' } });
    expect(found).toMatchObject({ next: 'add', name: 'Dora Dent', role: 'practitioner', clinicalRole: 'dentist' });
    if (found.next !== 'add') throw new Error('unreachable');
    const added = await browser.call(team.addMember, {
      params,
      body: {
        email: 'dora@north.example',
        role: found.role,
        clinicalRole: found.clinicalRole,
        practitionerId: found.practitionerId,
      },
    });
    expect(added).toMatchObject({ state: 'active', level: 'user', clinicalRole: 'dentist' });
    expect((await (await world.as(dentist)).call(viewMe, {})).contexts.map((context) => context.name)).toEqual([
      'North',
      'South',
    ]);
    expect((await world.letters('dora@north.example')).map((letter) => letter.template)).toEqual([
      'team.addedToPractice',
    ]);
  });

  test('somebody from outside the group gets 404 for everything of it', async () => {
    const other = await world.person();
    const otherGroup = await world.group();
    await world.member(otherGroup, other, 'group_manager');
    const browser = await world.as(other);
    for (const organisationId of [group.id, north.id, south.id]) {
      expect(await browser.refusal(team.listMembers, { params: { organisationId } })).toBe('not_found');
      expect(await browser.refusal(team.listInvitations, { params: { organisationId } })).toBe('not_found');
    }
  });
});
