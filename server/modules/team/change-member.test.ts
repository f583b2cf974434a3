import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import * as team from '#contract/team.ts';
import type { Organisation } from '#testing/world.ts';
import { openLiveEvents } from './testing/live-events.ts';
import {
  anotherGroup,
  contextsOf,
  inside,
  invitee,
  memberRow,
  type PracticeWorld,
  practiceWorld,
} from './testing/practice-world.ts';

let shared: PracticeWorld;
let here: PracticeWorld;

beforeAll(async () => {
  shared = await practiceWorld(inject('postgresUrl'));
});
beforeEach(async () => {
  here = await anotherGroup(shared);
});
afterAll(() => shared?.stop());

const of = (organisation: Organisation, memberId: string) => ({ ...inside(organisation), memberId });
const front = { role: 'front_desk', level: 'user' } as const;

async function colleague(
  organisation = here.north,
  role: 'front_desk' | 'owner_manager' = 'front_desk',
  level?: 'admin' | 'user',
) {
  const person = await here.person();
  return { person, id: await here.member(organisation, person, role, level) };
}

describe('oneself', () => {
  test('an Admin steps back, leaves, and may deactivate themselves, while another Admin stays', async () => {
    for (const way of ['demote', 'deactivate', 'remove'] as const) {
      const { person, id } = await colleague(here.north, 'owner_manager');
      const browser = await here.as(person);
      const params = of(here.north, id);
      if (way === 'demote') {
        expect(
          await browser.call(team.changeMember, { params, body: { role: 'owner_manager', level: 'user' } }),
        ).toMatchObject({ level: 'user' });
        expect(await browser.refusal(team.removeMember, { params, body: {} })).toBe('not_allowed');
      } else if (way === 'deactivate') {
        expect(await browser.call(team.deactivateMember, { params, body: {} })).toMatchObject({ state: 'deactivated' });
      } else {
        await browser.call(team.removeMember, { params, body: {} });
      }
      const [letter] = await here.letters(person.email);
      expect(letter!.values['organisation']).toBe(here.north.name);
    }
  });

  test('a group manager leaves the whole group in one step', async () => {
    const other = await here.person();
    const id = await here.member(here.theGroup, other, 'group_manager');
    await here.member(here.south, other, 'front_desk');
    const browser = await here.as(other);
    await browser.call(team.deactivateMember, { params: of(here.theGroup, id), body: { wholeGroup: true } });
    expect(await contextsOf(browser)).toEqual([]);
    expect((await memberRow(here, here.south, other))!.deactivated_at).not.toBeNull();
  });
});

describe('changed', () => {
  test('role and level, at once, and a mail says so; nothing changed, no mail', async () => {
    const { person, id } = await colleague();
    const browser = await here.as(person);
    const events = await openLiveEvents(browser);
    const params = of(here.north, id);
    const changed = await here.adminBrowser.call(team.changeMember, {
      params,
      body: { role: 'owner_manager', level: 'admin' },
    });
    expect(changed).toMatchObject({ role: 'owner_manager', level: 'admin' });
    expect(
      (await browser.try(team.invite, { params: inside(here.north), body: invitee('now@leave.example') })).status,
    ).toBe(200);
    await events.next('access_changed');
    events.close();
    await here.adminBrowser.call(team.changeMember, { params, body: { role: 'owner_manager', level: 'admin' } });
    const letters = await here.letters(person.email);
    expect(letters.map(({ template, values }) => [template, values['role'], values['level']])).toEqual([
      ['team.roleChanged', 'owner_manager', 'admin'],
    ]);
  });

  test('a member of the group’s practice who becomes a dentist gets a record, and keeps it as front desk', async () => {
    const { person, id } = await colleague();
    const params = of(here.north, id);
    const asDentist = { role: 'practitioner', level: 'user', clinicalRole: 'dentist' } as const;
    const first = await here.adminBrowser.call(team.changeMember, { params, body: asDentist });
    expect(first.practitionerId).not.toBeNull();
    expect(await here.adminBrowser.call(team.changeMember, { params, body: front })).toMatchObject({
      practitionerId: null,
      clinicalRole: null,
    });
    expect(await here.adminBrowser.call(team.changeMember, { params, body: asDentist })).toMatchObject({
      practitionerId: first.practitionerId,
    });
    expect(await here.sql('select from practitioners where account_id = $1', [person.id])).toHaveLength(1);
  });

  test('a dentist in France can’t be changed to lack a valid number', async () => {
    const lyon = await here.practice(here.theGroup, `Lyon of ${here.theGroup.name}`, 'FR');
    const { id } = await colleague(lyon);
    const body = { role: 'practitioner', level: 'user', clinicalRole: 'dentist' } as const;
    const params = of(lyon, id);
    expect(await here.managerBrowser.refusal(team.changeMember, { params, body })).toBe('registration_number_missing');
    expect(
      await here.managerBrowser.refusal(team.changeMember, { params, body: { ...body, registrationNumber: '1' } }),
    ).toBe('registration_number_invalid');
    await here.managerBrowser.call(team.changeMember, { params, body: { ...body, registrationNumber: '79927398713' } });
  });
});

test('every member sees colleagues’ names and roles, and only Admins more', async () => {
  const { person, id } = await colleague();
  const { members, may } = await (await here.as(person)).call(team.listMembers, { params: inside(here.north) });
  const admin = members.find((one) => one.id !== id)!;
  expect(admin).toMatchObject({
    firstName: 'Ada',
    lastName: 'Admin',
    role: 'owner_manager',
    level: null,
    email: null,
    accountId: null,
    may: [],
  });
  expect(members.find((one) => one.id === id)).toMatchObject({ you: true, email: person.email, level: 'user' });
  expect(may).not.toContain('members.invite');
});
