import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { BodyInputOf } from '#contract/endpoint.ts';
import * as team from '#contract/team.ts';
import type { Person } from '#testing/world.ts';
import {
  anotherGroup,
  contextsOf,
  dentist,
  inside,
  invitationsIn,
  invitee,
  linksTo,
  memberRow,
  newestLink,
  type PracticeWorld,
  practiceWorld,
  signUp,
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

let counter = 0;
const someAddress = () => `someone${++counter}@invited.example`;

/** A dentist of South, whom the group manager knows and North's Admin doesn't. */
async function dentistOfSouth(): Promise<Person> {
  const person = await here.person({ firstName: 'Dora', lastName: 'Dent' });
  await here.member(here.south, person, 'practitioner', 'user', 'dentist');
  return person;
}

describe('inviting is refused', () => {
  test('to members who aren’t Admin, of whatever role', async () => {
    for (const role of ['owner_manager', 'practitioner', 'front_desk'] as const) {
      const person = await here.person();
      await here.member(here.north, person, role, 'user', role === 'practitioner' ? 'dentist' : undefined);
      const browser = await here.as(person);
      const email = someAddress();
      expect(await browser.refusal(team.invite, { params: inside(here.north), body: invitee(email) })).toBe(
        'not_allowed',
      );
      expect(await browser.refusal(team.checkAddress, { params: inside(here.north), body: { email } })).toBe(
        'not_allowed',
      );
      expect(await here.letters(email)).toEqual([]);
    }
  });

  test('to the Admin of another practice, who doesn’t even learn that this one exists', async () => {
    const body = invitee(someAddress());
    expect(await here.adminBrowser.refusal(team.invite, { params: inside(here.south), body })).toBe('not_found');
    expect(await here.adminBrowser.refusal(team.invite, { params: inside(here.theGroup), body })).toBe('not_found');
  });

  test('of a group manager, by a practice’s Admin', async () => {
    const body = { ...invitee(someAddress()), role: 'group_manager' as const };
    expect(await here.adminBrowser.refusal(team.invite, { params: inside(here.north), body })).toBe(
      'role_not_of_organisation',
    );
  });

  test('by the instance administrator once the group has a manager', async () => {
    const root = await here.as(await here.person({ instanceAdministrator: true }));
    const body = { ...invitee(someAddress()), role: 'group_manager' as const };
    expect(await root.refusal(team.invite, { params: inside(here.theGroup), body })).toBe('organisation_has_manager');
    expect(await root.refusal(team.invite, { params: inside(here.north), body: invitee(someAddress()) })).toBe(
      'not_found',
    );
  });

  test('without what the role asks for, and nothing is written', async () => {
    const params = inside(here.north);
    const email = someAddress();
    for (const [body, code] of [
      [{ ...invitee(email), role: 'practitioner' as const }, 'clinical_role_missing'],
      [{ ...dentist(email), role: 'front_desk' as const }, 'clinical_role_not_of_role'],
      [{ ...invitee('not an address') }, 'invalid'],
      [{ ...invitee(email), firstName: '  ' }, 'invalid'],
      [{ ...dentist(email), practitionerId: crypto.randomUUID() }, 'practitioner_not_in_group'],
    ] as const) {
      expect(await here.adminBrowser.refusal(team.invite, { params, body })).toBe(code);
    }
    expect(await invitationsIn(here.adminBrowser, here.north)).toEqual([]);
    expect(await here.letters(email)).toEqual([]);
  });

  test('a second time while one is open, in whatever case the address is written', async () => {
    const params = inside(here.north);
    const email = someAddress();
    const first = await here.adminBrowser.call(team.invite, { params, body: invitee(email) });
    const again = await here.adminBrowser.try(team.invite, { params, body: invitee(email.toUpperCase()) });
    expect(again.problem).toMatchObject({ code: 'invitation_open', facts: { invitationId: first.id } });
    expect(await here.adminBrowser.call(team.checkAddress, { params, body: { email: email.toUpperCase() } })).toEqual({
      next: 'open_invitation',
      invitationId: first.id,
    });
  });

  test('a second time at the same moment: one is made, the other told so', async () => {
    const params = inside(here.north);
    const body = invitee(someAddress());
    const browsers = [here.adminBrowser, here.managerBrowser, await here.as(here.admin), await here.as(here.manager)];
    const answers = await Promise.all(browsers.map((browser) => browser.try(team.invite, { params, body })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    for (const { status, problem } of answers) if (status === 409) expect(problem.code).toBe('invitation_open');
    expect(await linksTo(here, body.email)).toHaveLength(1);
  });
});

describe('the address belongs to', () => {
  test('a member of this practice: refused, naming the member', async () => {
    const params = inside(here.north);
    const member = await here.person({ firstName: 'Max', lastName: 'Member' });
    const id = await here.member(here.north, member, 'front_desk');
    const email = member.email.toUpperCase();
    expect(await here.adminBrowser.call(team.checkAddress, { params, body: { email } })).toEqual({
      next: 'member',
      memberId: id,
      name: 'Max Member',
    });
    const refused = await here.adminBrowser.try(team.invite, { params, body: invitee(email) });
    expect(refused.problem).toMatchObject({ code: 'already_member', facts: { name: 'Max Member' } });
    const added = await here.managerBrowser.try(team.addMember, { params, body: { email, role: 'front_desk' } });
    expect(added.problem.code).toBe('already_member');
  });

  test('a deactivated member of it: Reactivate is offered', async () => {
    const params = inside(here.north);
    const member = await here.person({ firstName: 'Dea', lastName: 'Activated' });
    const id = await here.member(here.north, member, 'front_desk');
    await here.adminBrowser.call(team.deactivateMember, { params: { ...params, memberId: id }, body: {} });
    const { email } = member;
    expect(await here.adminBrowser.call(team.checkAddress, { params, body: { email } })).toEqual({
      next: 'reactivate',
      memberId: id,
      name: 'Dea Activated',
    });
    const refused = await here.adminBrowser.try(team.invite, { params, body: invitee(email) });
    expect(refused.problem).toMatchObject({ code: 'member_deactivated', facts: { memberId: id } });
  });

  test('someone active in another practice that the inviter also manages: Add joins at once and a mail says so', async () => {
    const params = inside(here.north);
    const person = await dentistOfSouth();
    const body = { email: person.email };
    const found = await here.managerBrowser.call(team.checkAddress, { params, body });
    expect(found).toMatchObject({ next: 'add', name: 'Dora Dent', role: 'practitioner', clinicalRole: 'dentist' });
    expect(await here.managerBrowser.refusal(team.invite, { params, body: dentist(person.email) })).toBe(
      'known_in_group',
    );
    const added = await here.managerBrowser.call(team.addMember, {
      params,
      body: { ...body, role: 'practitioner', clinicalRole: 'dentist' },
    });
    expect(added).toMatchObject({ role: 'practitioner', level: 'user', clinicalRole: 'dentist', state: 'active' });
    expect(await contextsOf(await here.as(person))).toEqual([here.north.name, here.south.name]);
    const letters = await here.letters(person.email);
    expect(letters.map(({ template, values }) => [template, values['organisation']])).toEqual([
      ['team.addedToPractice', here.north.name],
    ]);
    // The record is taken over, not made anew.
    const [north, south] = [await memberRow(here, here.north, person), await memberRow(here, here.south, person)];
    expect(north!.practitioner_id).toBe(south!.practitioner_id);
  });

  test('someone whose role is changed as they are added: level is User unless chosen, also for an owner', async () => {
    const owner = await here.person();
    await here.member(here.south, owner, 'owner_manager', 'admin');
    const params = inside(here.north);
    const added = await here.managerBrowser.call(team.addMember, {
      params,
      body: { email: owner.email, role: 'owner_manager' },
    });
    expect(added.level).toBe('user');
    const other = await dentistOfSouth();
    const chosen = await here.managerBrowser.call(team.addMember, {
      params,
      body: { email: other.email, role: 'front_desk', level: 'admin' },
    });
    expect(chosen).toMatchObject({ role: 'front_desk', level: 'admin', clinicalRole: null });
  });

  test('someone active in a practice that the inviter doesn’t manage: an invitation, and Add is refused', async () => {
    const params = inside(here.north);
    const { email } = await dentistOfSouth();
    expect(await here.adminBrowser.call(team.checkAddress, { params, body: { email } })).toEqual({ next: 'invite' });
    expect(await here.adminBrowser.refusal(team.addMember, { params, body: { email, role: 'front_desk' } })).toBe(
      'not_known_in_group',
    );
    const invited = await here.adminBrowser.call(team.invite, { params, body: dentist(email) });
    expect(invited.state).toBe('pending');
  });

  test('someone in another group of the same manager: an invitation, for switching group is a hard boundary', async () => {
    const elsewhere = await anotherGroup(here);
    await here.member(elsewhere.theGroup, here.manager, 'group_manager');
    const person = await here.person();
    await here.member(elsewhere.north, person, 'front_desk');
    expect(
      await here.managerBrowser.call(team.checkAddress, { params: inside(here.north), body: { email: person.email } }),
    ).toEqual({ next: 'invite' });
  });

  test('someone deactivated everywhere else: an invitation', async () => {
    const person = await dentistOfSouth();
    const row = await memberRow(here, here.south, person);
    const params = { ...inside(here.south), memberId: row!.id };
    await here.managerBrowser.call(team.deactivateMember, { params, body: {} });
    const found = { params: inside(here.north), body: { email: person.email } };
    expect(await here.managerBrowser.call(team.checkAddress, found)).toEqual({ next: 'invite' });
  });
});

describe('levels', () => {
  test('an owner’s default level is Admin, everybody else’s User, and another may be chosen', async () => {
    const params = inside(here.north);
    const levelOf = async (body: BodyInputOf<typeof team.invite>) =>
      (await here.adminBrowser.call(team.invite, { params, body })).level;
    expect(await levelOf({ ...invitee(someAddress()), role: 'owner_manager' })).toBe('admin');
    expect(await levelOf(dentist(someAddress()))).toBe('user');
    expect(await levelOf(invitee(someAddress()))).toBe('user');
    expect(await levelOf(invitee(someAddress(), { level: 'admin' }))).toBe('admin');
  });

  test('what was invited is what the member becomes', async () => {
    const email = someAddress();
    const params = inside(here.north);
    await here.adminBrowser.call(team.invite, {
      params,
      body: dentist(email, { level: 'admin', specialty: 'Orthodontics' }),
    });
    const stranger = here.stranger();
    await stranger.call(team.signUpByInvitation, {
      body: signUp(await newestLink(here, email), { firstName: 'Nelly' }),
    });
    const { members } = await here.adminBrowser.call(team.listMembers, { params });
    expect(members.find((one) => one.email === email)).toMatchObject({
      firstName: 'Nelly',
      role: 'practitioner',
      level: 'admin',
      clinicalRole: 'dentist',
      specialty: 'Orthodontics',
      may: ['change', 'deactivate', 'remove'],
    });
  });
});

test('every act on an invitation leaves an audit entry with its author and no personal value in the open', async () => {
  const email = someAddress();
  const params = inside(here.north);
  const { id } = await here.adminBrowser.call(team.invite, { params, body: invitee(email) });
  await here.adminBrowser.call(team.resendInvitation, { params: { ...params, invitationId: id } });
  await here.adminBrowser.call(team.revokeInvitation, { params: { ...params, invitationId: id } });
  const entries = await here.sql<{ action: string; account_id: string; facts: unknown }>(
    'select action, account_id, facts from audit_entries where subject_id = $1 order by id',
    [id],
  );
  expect(entries.map(({ action }) => action)).toEqual(['invite', 'resendInvitation', 'revokeInvitation']);
  expect(entries.every((entry) => entry.account_id === here.admin.id)).toBe(true);
  expect(JSON.stringify(entries)).not.toContain(email);
  expect(JSON.stringify(entries)).not.toContain('Nel');
});
