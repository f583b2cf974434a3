import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import * as team from '#contract/team.ts';
import type { TestBrowser } from '#testing/browser.ts';
import type { Organisation, Person } from '#testing/world.ts';
import { openLiveEvents } from './testing/live-events.ts';
import {
  anotherGroup,
  contextsOf,
  dentist,
  inside,
  invitee,
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

async function idOf(organisation: Organisation, person: Person): Promise<string> {
  return (await memberRow(here, organisation, person))!.id;
}

/** What every way of letting somebody go answers: a code, or null where it was done. */
async function everyWay(browser: TestBrowser, params: { organisationId: string; memberId: string }) {
  const codes: Record<string, string | null> = {};
  codes['demote'] = (await browser.try(team.changeMember, { params, body: front })).problem?.code ?? null;
  codes['deactivate'] = (await browser.try(team.deactivateMember, { params, body: {} })).problem?.code ?? null;
  codes['remove'] = (await browser.try(team.removeMember, { params, body: {} })).problem?.code ?? null;
  return codes;
}

describe('refused', () => {
  test('to members who aren’t Admin, and to other practices', async () => {
    const { id } = await colleague();
    const user = await colleague(here.north, 'owner_manager', 'user');
    const neighbour = await anotherGroup(here);
    const params = of(here.north, id);
    const all = (code: string) => ({ demote: code, deactivate: code, remove: code });
    expect(await everyWay(await here.as(user.person), params)).toEqual(all('not_allowed'));
    expect(await everyWay(neighbour.adminBrowser, params)).toEqual(all('not_found'));
    expect(await everyWay(here.stranger(), params)).toEqual(all('not_signed_in'));
    expect(await everyWay(neighbour.adminBrowser, of(neighbour.north, id))).toEqual(all('not_found'));
    expect(await everyWay(here.managerBrowser, of(here.south, id))).toEqual(all('not_found'));
  });

  test('the last Admin of a practice can’t be removed, deactivated or demoted, by whomever', async () => {
    const params = of(here.north, await idOf(here.north, here.admin));
    const all = { demote: 'last_admin', deactivate: 'last_admin', remove: 'last_admin' };
    expect(await everyWay(here.adminBrowser, params)).toEqual(all);
    expect(await everyWay(here.managerBrowser, params)).toEqual(all);
    // A deactivated Admin doesn't count.
    const other = await colleague(here.north, 'owner_manager');
    await here.adminBrowser.call(team.deactivateMember, { params: of(here.north, other.id), body: {} });
    expect(await everyWay(here.managerBrowser, params)).toEqual(all);
  });

  test('the last manager of a group can’t be removed, deactivated or demoted', async () => {
    const params = of(here.theGroup, await idOf(here.theGroup, here.manager));
    expect(await here.managerBrowser.refusal(team.removeMember, { params, body: {} })).toBe('last_group_manager');
    expect(await here.managerBrowser.refusal(team.deactivateMember, { params, body: { wholeGroup: true } })).toBe(
      'last_group_manager',
    );
    expect(await here.managerBrowser.refusal(team.changeMember, { params, body: front })).toBe(
      'role_not_of_organisation',
    );
  });

  test('a practice’s Admin can’t act on a group manager who is a member there; another group manager can', async () => {
    const id = await here.member(here.north, here.manager, 'owner_manager', 'user');
    const params = of(here.north, id);
    expect(await everyWay(here.adminBrowser, params)).toEqual({
      demote: 'not_allowed',
      deactivate: 'not_allowed',
      remove: 'not_allowed',
    });
    const refused = await here.adminBrowser.try(team.removeMember, { params, body: {} });
    expect(refused.problem.needs).toBe('group_managers.act_on');
    const { members } = await here.adminBrowser.call(team.listMembers, { params: inside(here.north) });
    expect(members.find((one) => one.id === id)).toMatchObject({ groupManager: true, may: [] });
    const other = await here.person();
    await here.member(here.theGroup, other, 'group_manager');
    await (await here.as(other)).call(team.removeMember, { params, body: {} });
  });

  test('the whole group, to a practice’s Admin', async () => {
    const { id } = await colleague();
    const params = of(here.north, id);
    expect(await here.adminBrowser.refusal(team.deactivateMember, { params, body: { wholeGroup: true } })).toBe(
      'not_allowed',
    );
    expect(await here.adminBrowser.refusal(team.removeMember, { params, body: { wholeGroup: true } })).toBe(
      'not_allowed',
    );
  });

  test('what doesn’t fit the member’s state', async () => {
    const { id } = await colleague();
    const params = of(here.north, id);
    expect(await here.adminBrowser.refusal(team.reactivateMember, { params })).toBe('member_not_deactivated');
    await here.adminBrowser.call(team.deactivateMember, { params, body: {} });
    expect(await here.adminBrowser.refusal(team.deactivateMember, { params, body: {} })).toBe('member_deactivated');
    expect(await here.adminBrowser.refusal(team.changeMember, { params, body: front })).toBe('member_deactivated');
    await here.adminBrowser.call(team.removeMember, { params, body: {} });
    expect(await everyWay(here.adminBrowser, params)).toEqual({
      demote: 'not_found',
      deactivate: 'not_found',
      remove: 'not_found',
    });
    expect(await here.adminBrowser.refusal(team.reactivateMember, { params })).toBe('not_found');
  });

  test('by the database itself, to whoever gets past the application: the last Admin stays', async () => {
    const id = await idOf(here.north, here.admin);
    for (const change of [`level = 'user'`, 'deactivated_at = now()', 'removed_at = now()']) {
      await expect(here.sql(`update members set ${change} where id = $1`, [id])).rejects.toMatchObject({
        constraint: 'members_keep_an_admin',
      });
    }
    await expect(
      here.sql('update members set removed_at = now() where organisation_id = $1', [here.theGroup.id]),
    ).rejects.toThrow();
  });
});

describe('deactivated', () => {
  test('the person is out at once: the next request, the open stream, the list of practices', async () => {
    const { person, id } = await colleague();
    const browser = await here.as(person);
    expect(await contextsOf(browser)).toEqual([here.north.name]);
    const events = await openLiveEvents(browser);
    const left = await here.adminBrowser.call(team.deactivateMember, { params: of(here.north, id), body: {} });
    expect(left).toMatchObject({ id, state: 'deactivated', may: ['reactivate', 'remove'] });
    expect(await browser.refusal(team.listMembers, { params: inside(here.north) })).toBe('not_found');
    expect(await contextsOf(browser)).toEqual([]);
    await events.next('access_changed');
    // From then on the stream tells nothing of the practice any more.
    const heard = events.messages.length;
    await here.adminBrowser.call(team.invite, { params: inside(here.north), body: invitee('silent@leave.example') });
    const other = await openLiveEvents(here.managerBrowser);
    await here.adminBrowser.call(team.invite, { params: inside(here.north), body: invitee('silent2@leave.example') });
    await other.next('invitations_changed');
    expect(events.messages.slice(heard).filter(({ organisationId }) => organisationId === here.north.id)).toEqual([]);
    events.close();
    other.close();
    expect((await here.letters(person.email)).map(({ template }) => template)).toEqual(['team.deactivated']);
  });

  test('their sessions at the practice’s shared workstations end, others go on', async () => {
    const { person, id } = await colleague();
    const workstation = crypto.randomUUID();
    await here.sql(
      `insert into workstations (id, practice_id, name, digest, created_by, created_at) values ($1, $2, 'Desk', sha256($3), $4, now())`,
      [workstation, here.north.id, Buffer.from(workstation), here.admin.id],
    );
    const [atDesk, own] = [await here.as(person), await here.as(person)];
    const [newest] = await here.sql<{ id: string }>(
      'select id from sessions where account_id = $1 order by id limit 1',
      [person.id],
    );
    await here.sql('update sessions set workstation_id = $2 where id = $1', [newest!.id, workstation]);
    const shown = await here.adminBrowser.call(team.previewLeaving, { params: of(here.north, id) });
    expect(shown).toMatchObject({ leftovers: [], sessions: 1, cases: { open: 0, closed: 0 } });
    const events = await openLiveEvents(atDesk);
    await here.adminBrowser.call(team.deactivateMember, { params: of(here.north, id), body: {} });
    await events.next('signed_out');
    await events.ended;
    expect(await atDesk.refusal(team.listMyInvitations, {})).toBe('not_signed_in');
    expect((await own.try(team.listMyInvitations, {})).status).toBe(200);
  });

  test('reversible: reactivated, everything is as it was', async () => {
    const { person, id } = await colleague(here.north, 'owner_manager');
    const browser = await here.as(person);
    const before = await memberRow(here, here.north, person);
    await here.adminBrowser.call(team.deactivateMember, { params: of(here.north, id), body: {} });
    expect(await here.adminBrowser.call(team.reactivateMember, { params: of(here.north, id) })).toMatchObject({
      state: 'active',
      level: 'admin',
    });
    expect(await memberRow(here, here.north, person)).toEqual(before);
    expect(
      (await browser.try(team.invite, { params: inside(here.north), body: invitee('back@leave.example') })).status,
    ).toBe(200);
    expect((await here.letters(person.email)).map(({ template }) => template)).toEqual([
      'team.deactivated',
      'team.reactivated',
    ]);
  });

  test('for the whole group by its manager: every practice at once, one letter in the group’s name', async () => {
    const { person, id } = await colleague();
    await here.member(here.south, person, 'owner_manager', 'user');
    const elsewhere = await anotherGroup(here);
    await here.member(elsewhere.north, person, 'front_desk');
    const browser = await here.as(person);
    await here.managerBrowser.call(team.deactivateMember, { params: of(here.north, id), body: { wholeGroup: true } });
    expect(await contextsOf(browser)).toEqual([elsewhere.north.name]);
    const letters = await here.letters(person.email);
    expect(letters.map(({ template, values }) => [template, values['organisation']])).toEqual([
      ['team.deactivated', here.theGroup.name],
    ]);
    const entries = await here.sql<{ organisation_id: string }>(
      `select organisation_id from audit_entries where action in ('deactivateMember', 'memberDeactivated') and subject_id = $1`,
      [person.id],
    );
    expect(entries.map((entry) => entry.organisation_id).sort()).toEqual([here.north.id, here.south.id].sort());
  });

  test('for the whole group from a practice where they were deactivated before', async () => {
    const { person, id } = await colleague();
    await here.member(here.south, person, 'front_desk');
    await here.managerBrowser.call(team.deactivateMember, { params: of(here.north, id), body: {} });
    await here.managerBrowser.call(team.deactivateMember, { params: of(here.north, id), body: { wholeGroup: true } });
    expect(await contextsOf(await here.as(person))).toEqual([]);
  });
});

describe('removed', () => {
  test('the person no longer sees the practice; the row stays, and what they did keeps its author', async () => {
    const { person, id } = await colleague(here.north, 'owner_manager');
    const browser = await here.as(person);
    const invited = await browser.call(team.invite, {
      params: inside(here.north),
      body: invitee('kept@leave.example'),
    });
    await here.adminBrowser.call(team.removeMember, { params: of(here.north, id), body: {} });
    expect(await contextsOf(browser)).toEqual([]);
    expect(await browser.refusal(team.listMembers, { params: inside(here.north) })).toBe('not_found');
    expect((await memberRow(here, here.north, person))!.removed_at).not.toBeNull();
    const { members } = await here.adminBrowser.call(team.listMembers, { params: inside(here.north) });
    expect(members.map((one) => one.id)).not.toContain(id);
    const { invitations } = await here.adminBrowser.call(team.listInvitations, { params: inside(here.north) });
    expect(invitations.find((one) => one.id === invited.id)!.invitedBy).toBe(`${person.firstName} ${person.lastName}`);
    expect((await here.letters(person.email)).map(({ template }) => template)).toEqual(['team.removed']);
  });

  test('a former member who is invited again gets the old practitioner record', async () => {
    const email = 'former@leave.example';
    await here.adminBrowser.call(team.invite, { params: inside(here.north), body: dentist(email) });
    const browser = here.stranger();
    await browser.call(team.signUpByInvitation, { body: signUp(await newestLink(here, email)) });
    const first = (await memberRow(here, here.north, { email }))!;
    await here.adminBrowser.call(team.removeMember, { params: of(here.north, first.id), body: {} });
    expect(await here.adminBrowser.call(team.checkAddress, { params: inside(here.north), body: { email } })).toEqual({
      next: 'invite',
    });
    const again = await here.adminBrowser.call(team.invite, {
      params: inside(here.north),
      body: dentist(email, { lastName: 'Married' }),
    });
    await browser.call(team.acceptInvitation, { params: { invitationId: again.id }, body: {} });
    const second = (await memberRow(here, here.north, { email }))!;
    expect(second.id).not.toBe(first.id);
    expect(second.practitioner_id).toBe(first.practitioner_id);
  });

  test('a group manager dismissed keeps the memberships of single practices', async () => {
    const other = await here.person();
    const id = await here.member(here.theGroup, other, 'group_manager');
    await here.member(here.north, other, 'front_desk');
    const browser = await here.as(other);
    await here.managerBrowser.call(team.removeMember, { params: of(here.theGroup, id), body: {} });
    expect(await contextsOf(browser)).toEqual([here.north.name]);
    expect((await here.letters(other.email)).map(({ template }) => template)).toEqual(['team.groupManagerDismissed']);
  });
});
