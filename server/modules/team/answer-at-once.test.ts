import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import * as team from '#contract/team.ts';
import {
  anotherGroup,
  dentist,
  inside,
  invitationsIn,
  invitee,
  memberRow,
  newestLink,
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

let counter = 0;
const someAddress = () => `answer${++counter}@invited.example`;

/** Invites to North; returns the invitation's id and the link's secret. */
async function invite(body = invitee(someAddress())) {
  const { id, email } = await here.adminBrowser.call(team.invite, { params: inside(here.north), body });
  return { id, email, token: await newestLink(here, email) };
}

describe('at the same moment', () => {
  test('accepting while being added: one membership, and neither side sees a failure', async () => {
    for (let round = 0; round < 5; round += 1) {
      const person = await here.person();
      const { id } = await invite(invitee(person.email));
      // Known to the manager only from now on: North's Admin had to invite.
      await here.member(here.south, person, 'front_desk');
      const browser = await here.as(person);
      const [accepted, added] = await Promise.all([
        browser.try(team.acceptInvitation, { params: { invitationId: id }, body: {} }),
        here.managerBrowser.try(team.addMember, {
          params: inside(here.north),
          body: { email: person.email, role: 'front_desk' },
        }),
      ]);
      expect([200, 409]).toContain(accepted.status);
      expect([200, 409]).toContain(added.status);
      if (accepted.status === 409) expect(accepted.problem.code).toBe('invitation_accepted');
      if (added.status === 409) expect(added.problem.code).toBe('already_member');
      expect(
        await here.sql('select from members where organisation_id = $1 and account_id = $2', [
          here.north.id,
          person.id,
        ]),
      ).toHaveLength(1);
      expect((await invitationsIn(here.adminBrowser, here.north))[0]).toMatchObject({
        email: person.email,
        state: 'accepted',
      });
    }
  });

  test('accepting while being invited again: a member isn’t invited', async () => {
    for (let round = 0; round < 5; round += 1) {
      const person = await here.person();
      const { id } = await invite(invitee(person.email));
      const browser = await here.as(person);
      const [, again] = await Promise.all([
        browser.call(team.acceptInvitation, { params: { invitationId: id }, body: {} }),
        here.managerBrowser.try(team.invite, { params: inside(here.north), body: invitee(person.email) }),
      ]);
      expect(['invitation_open', 'already_member']).toContain(again.problem.code);
    }
  });

  test('accepting in two practices of the group: one practitioner record', async () => {
    const person = await here.person({ firstName: 'Twin', lastName: 'Practice' });
    const ids = [];
    for (const practice of [here.north, here.south]) {
      const { id } = await here.managerBrowser.call(team.invite, {
        params: inside(practice),
        body: dentist(person.email),
      });
      ids.push(id);
    }
    const browser = await here.as(person);
    await Promise.all(
      ids.map((invitationId) => browser.call(team.acceptInvitation, { params: { invitationId }, body: {} })),
    );
    const rows = [await memberRow(here, here.north, person), await memberRow(here, here.south, person)];
    expect(rows[0]!.practitioner_id).toBe(rows[1]!.practitioner_id);
    expect(await here.sql('select from practitioners where account_id = $1', [person.id])).toHaveLength(1);
  });

  test('accepting while it is revoked: either a member or revoked, never both', async () => {
    for (let round = 0; round < 5; round += 1) {
      const person = await here.person();
      const { id } = await invite(invitee(person.email));
      const browser = await here.as(person);
      const [accepted, revoked] = await Promise.all([
        browser.try(team.acceptInvitation, { params: { invitationId: id }, body: {} }),
        here.adminBrowser.try(team.revokeInvitation, { params: { ...inside(here.north), invitationId: id } }),
      ]);
      expect([accepted.status, revoked.status].sort()).toEqual(expect.arrayContaining([200]));
      expect((await memberRow(here, here.north, person)) !== undefined).toBe(accepted.status === 200);
      expect(revoked.status === 200).toBe(accepted.status !== 200);
    }
  });
});
