import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { viewMe } from '#contract/identity.ts';
import * as team from '#contract/team.ts';
import type { Person } from '#testing/world.ts';
import { openLiveEvents } from './testing/live-events.ts';
import {
  anotherGroup,
  contextsOf,
  dentist,
  inside,
  invitationsIn,
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

let counter = 0;
const someAddress = () => `answer${++counter}@invited.example`;

/** Invites to North; returns the invitation's id and the link's secret. */
async function invite(body = invitee(someAddress())) {
  const { id, email } = await here.adminBrowser.call(team.invite, { params: inside(here.north), body });
  return { id, email, token: await newestLink(here, email) };
}

describe('refused', () => {
  test('a link that nobody sent', async () => {
    const token = 'x'.repeat(43);
    const stranger = here.stranger();
    expect(await stranger.refusal(team.lookUpInvitation, { body: { token } })).toBe('link_invalid');
    expect(await stranger.refusal(team.signUpByInvitation, { body: signUp(token) })).toBe('link_invalid');
    expect(await stranger.refusal(team.declineByLink, { body: { token } })).toBe('link_invalid');
    expect(await stranger.refusal(team.sendNewestLink, { body: { token } })).toBe('link_invalid');
    expect(await stranger.refusal(team.lookUpInvitation, { body: { token: 'x' } })).toBe('invalid');
  });

  test('signing up with a common password; nothing is made, and the link goes on working', async () => {
    const { token, email } = await invite();
    const stranger = here.stranger();
    expect(await stranger.refusal(team.signUpByInvitation, { body: signUp(token, { password: 'password1234' }) })).toBe(
      'password_too_common',
    );
    expect(await here.sql('select from accounts where email_key = $1', [email])).toEqual([]);
    await stranger.call(team.signUpByInvitation, { body: signUp(token) });
  });

  test('somebody else’s invitation, by its id', async () => {
    const { id } = await invite();
    const other = await here.as(await here.person());
    const params = { invitationId: id };
    expect(await other.refusal(team.acceptInvitation, { params, body: {} })).toBe('not_found');
    expect(await other.refusal(team.declineInvitation, { params })).toBe('not_found');
    expect(await here.adminBrowser.refusal(team.acceptInvitation, { params, body: {} })).toBe('not_found');
  });

  test('everything, to an invited person who hasn’t accepted', async () => {
    const person = await here.person();
    await invite(invitee(person.email));
    const browser = await here.as(person);
    expect(await contextsOf(browser)).toEqual([]);
    expect(await browser.refusal(team.listMembers, { params: inside(here.north) })).toBe('not_found');
    expect(await browser.refusal(team.listInvitations, { params: inside(here.north) })).toBe('not_found');
  });

  test('signing up, and declining by link alone, for an address that has an account', async () => {
    const person = await here.person();
    const { token } = await invite(invitee(person.email.toUpperCase()));
    const stranger = here.stranger();
    expect(await stranger.call(team.lookUpInvitation, { body: { token } })).toMatchObject({
      next: 'sign_in',
      signedInAs: null,
    });
    expect(await stranger.refusal(team.signUpByInvitation, { body: signUp(token) })).toBe('invitation_needs_sign_in');
    expect(await stranger.refusal(team.declineByLink, { body: { token } })).toBe('invitation_needs_sign_in');
  });
});

describe('with an account', () => {
  let person: Person;
  beforeEach(async () => {
    person = await here.person({ firstName: 'Ina', lastName: 'Invited' });
  });

  test('a waiting invitation shows after any sign-in, link or no link, and is approved', async () => {
    const { id } = await invite(invitee(person.email.toUpperCase()));
    const browser = await here.as(person);
    expect((await browser.call(viewMe, {})).waitingInvitations).toBe(1);
    const { invitations } = await browser.call(team.listMyInvitations, {});
    expect(invitations).toMatchObject([
      { id, organisation: { name: here.north.name }, invitedBy: 'Ada Admin', role: 'front_desk' },
    ]);
    expect(await browser.call(team.acceptInvitation, { params: { invitationId: id }, body: {} })).toEqual({
      organisationId: here.north.id,
    });
    expect(await contextsOf(browser)).toEqual([here.north.name]);
    expect((await browser.call(viewMe, {})).waitingInvitations).toBe(0);
    const letters = await here.letters(here.admin.email);
    expect(letters.at(-1)).toMatchObject({ template: 'team.invitationAccepted', values: { person: 'Ina Invited' } });
  });

  test('it shows at once to somebody signed in, and goes at once when it is revoked', async () => {
    const browser = await here.as(person);
    const events = await openLiveEvents(browser);
    const { id } = await invite(invitee(person.email));
    expect(await events.next('my_invitations_changed')).toEqual({ kind: 'my_invitations_changed' });
    await here.adminBrowser.call(team.revokeInvitation, { params: { ...inside(here.north), invitationId: id } });
    await expect.poll(() => events.messages.filter(({ kind }) => kind === 'my_invitations_changed').length).toBe(2);
    expect((await browser.call(team.listMyInvitations, {})).invitations).toEqual([]);
    events.close();
  });

  test('an open page hears that it may see the practice now', async () => {
    const { id } = await invite(invitee(person.email));
    const browser = await here.as(person);
    const events = await openLiveEvents(browser);
    await browser.call(team.acceptInvitation, { params: { invitationId: id }, body: {} });
    await events.next('access_changed');
    await here.adminBrowser.call(team.invite, { params: inside(here.north), body: invitee(someAddress()) });
    await expect.poll(() => events.messages.some(({ organisationId }) => organisationId === here.north.id)).toBe(true);
    events.close();
  });

  test('declined: the inviter is told, nobody joined, and it can’t be accepted any more', async () => {
    const { id, token } = await invite(invitee(person.email));
    const browser = await here.as(person);
    await browser.call(team.declineInvitation, { params: { invitationId: id } });
    expect(await browser.refusal(team.acceptInvitation, { params: { invitationId: id }, body: {} })).toBe(
      'invitation_declined',
    );
    expect(await browser.refusal(team.declineInvitation, { params: { invitationId: id } })).toBe('invitation_declined');
    expect(await browser.refusal(team.lookUpInvitation, { body: { token } })).toBe('invitation_declined');
    expect((await here.letters(here.admin.email)).at(-1)).toMatchObject({ template: 'team.invitationDeclined' });
    expect(await memberRow(here, here.north, person)).toBeUndefined();
    expect(await invitationsIn(here.adminBrowser, here.north)).toMatchObject([{ state: 'declined' }]);
    // Asked again, they may change their mind.
    const again = await invite(invitee(person.email));
    await browser.call(team.acceptInvitation, { params: { invitationId: again.id }, body: {} });
  });

  test('signed in with another address: told so, and the invitation stays intact', async () => {
    const { id, token } = await invite(invitee(person.email));
    const other = await here.person();
    const browser = await here.as(other);
    expect(await browser.call(team.lookUpInvitation, { body: { token } })).toMatchObject({
      next: 'switch',
      email: person.email,
      signedInAs: other.email,
    });
    expect(await browser.refusal(team.acceptInvitation, { params: { invitationId: id }, body: {} })).toBe('not_found');
    const own = await here.as(person);
    expect(await own.call(team.lookUpInvitation, { body: { token } })).toMatchObject({ next: 'accept' });
    await own.call(team.acceptInvitation, { params: { invitationId: id }, body: {} });
  });

  test('an inviter who has left isn’t told', async () => {
    const other = await here.person();
    const membership = await here.member(here.north, other, 'owner_manager');
    const browser = await here.as(other);
    const { id } = await browser.call(team.invite, { params: inside(here.north), body: invitee(person.email) });
    await here.adminBrowser.call(team.removeMember, {
      params: { ...inside(here.north), memberId: membership },
      body: {},
    });
    await (await here.as(person)).call(team.acceptInvitation, { params: { invitationId: id }, body: {} });
    expect((await here.letters(other.email)).map(({ template }) => template)).toEqual(['team.removed']);
  });
});

describe('without an account', () => {
  test('signing up makes account, membership and session in one step, with the names corrected', async () => {
    const { token, email } = await invite();
    const stranger = here.stranger();
    await stranger.call(team.signUpByInvitation, {
      body: signUp(token, { firstName: 'Néla', lastName: 'Neu', language: 'de' }),
    });
    const me = await stranger.call(viewMe, {});
    expect(me.account).toMatchObject({ firstName: 'Néla', lastName: 'Neu', email, language: 'de' });
    expect(me.contexts).toMatchObject([{ name: here.north.name, landing: 'manage_orders' }]);
    expect(await stranger.refusal(team.signUpByInvitation, { body: signUp(token) })).toBe('invitation_accepted');
  });

  test('in a browser signed in with somebody else’s account: it changes person, and the log names the new one', async () => {
    const { token, email } = await invite();
    const browser = await here.as(await here.person());
    await browser.call(team.signUpByInvitation, { body: signUp(token) });
    expect((await browser.call(viewMe, {})).account.email).toBe(email);
    const [entry] = await here.sql<{ account_id: string; subject_id: string }>(
      `select account_id, subject_id from audit_entries where action = 'signUpByInvitation' and organisation_id = $1`,
      [here.north.id],
    );
    expect(entry!.account_id).toBe(entry!.subject_id);
  });

  test('declining by the link', async () => {
    const { token, email } = await invite();
    await here.stranger().call(team.declineByLink, { body: { token } });
    expect(await here.stranger().refusal(team.signUpByInvitation, { body: signUp(token) })).toBe('invitation_declined');
    expect(await here.sql('select from accounts where email_key = $1', [email])).toEqual([]);
  });
});

describe('a dentist in France', () => {
  test('needs a valid RPPS number to accept, by sign-up and by approval', async () => {
    const lyon = await here.practice(here.theGroup, `Lyon ${++counter}`, 'FR');
    const known = await here.person();
    for (const email of [someAddress(), known.email]) {
      const { id } = await here.managerBrowser.call(team.invite, { params: inside(lyon), body: dentist(email) });
      const token = await newestLink(here, email);
      const browser = email === known.email ? await here.as(known) : here.stranger();
      expect(await browser.call(team.lookUpInvitation, { body: { token } })).toMatchObject({
        registrationNumberAsked: true,
      });
      const accept = async (registrationNumber: string) => {
        const answer =
          email === known.email
            ? await browser.try(team.acceptInvitation, { params: { invitationId: id }, body: { registrationNumber } })
            : await browser.try(team.signUpByInvitation, { body: signUp(token, { registrationNumber }) });
        return answer.status === 200 ? 'accepted' : answer.problem.code;
      };
      expect(await accept('')).toBe('registration_number_missing');
      expect(await accept('79927398714')).toBe('registration_number_invalid');
      expect(await accept('799 2739 8713')).toBe('accepted');
      const [record] = await here.sql<{ registration_number: string }>(
        'select p.registration_number from members m join practitioners p on p.id = m.practitioner_id where m.organisation_id = $1 and m.email_key = $2',
        [lyon.id, email],
      );
      expect(record!.registration_number).toBe('79927398713');
    }
  });

  test('isn’t asked again for the number that the invitation carries, and other roles aren’t asked at all', async () => {
    const lyon = await here.practice(here.theGroup, `Lyon ${++counter}`, 'FR');
    const params = inside(lyon);
    for (const body of [dentist(someAddress(), { registrationNumber: '79927398713' }), invitee(someAddress())]) {
      await here.managerBrowser.call(team.invite, { params, body });
      const token = await newestLink(here, body.email);
      expect(await here.stranger().call(team.lookUpInvitation, { body: { token } })).toMatchObject({
        registrationNumberAsked: false,
      });
      await here.stranger().call(team.signUpByInvitation, { body: signUp(token) });
    }
    expect(
      await here.managerBrowser.refusal(team.invite, {
        params,
        body: dentist(someAddress(), { registrationNumber: '12' }),
      }),
    ).toBe('registration_number_invalid');
  });
});
