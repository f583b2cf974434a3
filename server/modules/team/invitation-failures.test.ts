import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { viewMe } from '#contract/identity.ts';
import * as team from '#contract/team.ts';
import {
  anotherGroup,
  contextsOf,
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

/*
 * The failures of other products that section 2.3 says must each be impossible, one test each, named after its sentence.
 */

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
const someAddress = () => `failure${++counter}@invited.example`;

async function invite(email = someAddress(), organisation = here.north) {
  const browser = organisation === here.north ? here.adminBrowser : here.managerBrowser;
  const { id } = await browser.call(team.invite, { params: inside(organisation), body: invitee(email) });
  return { id, email, token: await newestLink(here, email), params: { ...inside(organisation), invitationId: id } };
}

/** Days later; sessions have ended meanwhile, and the Admin signs in again. */
async function daysLater(days: number): Promise<void> {
  here.clock.pass({ days });
  here.adminBrowser = await here.as(here.admin);
}

const lookUp = (token: string) => here.stranger().try(team.lookUpInvitation, { body: { token } });

test('an invited person is told "invalid link" though the invitation is open', async () => {
  const { email, token, params } = await invite();
  // Looked at by the mail server's scanner, opened twice, edited, and opened on the last day.
  for (let times = 0; times < 3; times += 1) expect((await lookUp(token)).status).toBe(200);
  await here.adminBrowser.call(team.editInvitation, { params, body: invitee(email, { lastName: 'Newer' }) });
  here.clock.pass({ days: 6, hours: 23 });
  expect((await lookUp(token)).reply).toMatchObject({ next: 'sign_up', lastName: 'Newer' });
  // The address came to an account meanwhile, in another case of letters: another way on, never an invalid link.
  const person = await here.person({ email: email.toUpperCase() });
  expect((await lookUp(token)).reply).toMatchObject({ next: 'sign_in' });
  expect(await (await here.as(person)).call(team.lookUpInvitation, { body: { token } })).toMatchObject({
    next: 'accept',
  });
  // Every link that was ever sent for an open invitation leads somewhere.
  await here.adminBrowser.call(team.resendInvitation, { params });
  await here.adminBrowser.call(team.resendInvitation, { params });
  for (const link of (await linksTo(here, email)).slice(0, -1)) {
    expect((await lookUp(link)).problem.code).toBe('invitation_superseded');
  }
  expect((await lookUp(await newestLink(here, email))).status).toBe(200);
});

test('an expired invitation can’t be sent again', async () => {
  const { email, token, params } = await invite();
  await daysLater(8);
  expect((await lookUp(token)).problem.code).toBe('invitation_expired');
  const [listed] = await invitationsIn(here.adminBrowser, here.north);
  expect(listed).toMatchObject({ state: 'expired', may: ['resend', 'revoke'] });
  expect(await here.adminBrowser.call(team.resendInvitation, { params })).toMatchObject({ state: 'pending' });
  await here.stranger().call(team.signUpByInvitation, { body: signUp(await newestLink(here, email)) });
  // Inviting anew goes as well: the expired one makes way.
  const other = await invite();
  await daysLater(8);
  expect(
    await here.adminBrowser.call(team.checkAddress, { params: inside(here.north), body: { email: other.email } }),
  ).toEqual({ next: 'invite' });
  await invite(other.email);
  expect((await invitationsIn(here.adminBrowser, here.north)).map(({ state }) => state)).toEqual([
    'pending',
    'expired',
    'accepted',
  ]);
});

test('the invitation of an existing user stays pending for ever', async () => {
  const person = await here.person();
  const { id } = await invite(person.email);
  // Without the mail and without the link: it waits in the interface.
  const browser = await here.as(person);
  expect((await browser.call(viewMe, {})).waitingInvitations).toBe(1);
  await browser.call(team.acceptInvitation, { params: { invitationId: id }, body: {} });
  expect(await invitationsIn(here.adminBrowser, here.north)).toMatchObject([{ state: 'accepted' }]);
  expect(await contextsOf(browser)).toEqual([here.north.name]);
  // Nor does it when the person becomes a member by another way.
  const added = await here.person();
  await invite(added.email);
  await here.member(here.south, added, 'front_desk');
  await here.managerBrowser.call(team.addMember, {
    params: inside(here.north),
    body: { email: added.email, role: 'front_desk' },
  });
  expect((await invitationsIn(here.adminBrowser, here.north))[0]).toMatchObject({
    email: added.email,
    state: 'accepted',
  });
});

test('signing up in the middle of the flow invalidates it', async () => {
  const email = someAddress();
  const north = await invite(email);
  const south = await invite(email, here.south);
  const browser = here.stranger();
  expect((await lookUp(south.token)).reply).toMatchObject({ next: 'sign_up' });
  await browser.call(team.signUpByInvitation, { body: signUp(north.token) });
  // The page that was open before goes on from where it stood, in the same browser and in another.
  expect(await browser.call(team.lookUpInvitation, { body: { token: south.token } })).toMatchObject({
    next: 'accept',
    id: south.id,
  });
  expect((await lookUp(south.token)).reply).toMatchObject({ next: 'sign_in' });
  expect(await browser.refusal(team.signUpByInvitation, { body: signUp(south.token) })).toBe(
    'invitation_needs_sign_in',
  );
  await browser.call(team.acceptInvitation, { params: { invitationId: south.id }, body: {} });
  expect(await contextsOf(browser)).toEqual([here.north.name, here.south.name]);
});

test('the resent link is invalid at once', async () => {
  const { email, params } = await invite();
  for (let times = 0; times < 3; times += 1) {
    const [resent] = await Promise.all([
      here.adminBrowser.call(team.resendInvitation, { params }),
      lookUp(await newestLink(here, email)),
    ]);
    expect(resent.state).toBe('pending');
  }
  // Two people resend at once: the newest of the two letters works.
  await Promise.all(
    [here.adminBrowser, here.managerBrowser].map((browser) => browser.call(team.resendInvitation, { params })),
  );
  const works = [];
  for (const link of await linksTo(here, email)) works.push((await lookUp(link)).status);
  expect(works.filter((status) => status === 200)).toHaveLength(1);
  const working = (await linksTo(here, email))[works.indexOf(200)]!;
  await here.stranger().call(team.signUpByInvitation, { body: signUp(working) });
});

test('it expires within minutes', async () => {
  const { token, params } = await invite();
  const [listed] = await invitationsIn(here.adminBrowser, here.north);
  expect(Date.parse(listed!.expiresAt) - Date.parse(listed!.sentAt)).toBe(7 * 86_400_000);
  here.clock.pass({ days: 6, hours: 23, minutes: 59 });
  expect((await lookUp(token)).status).toBe(200);
  here.clock.pass({ minutes: 2 });
  expect((await lookUp(token)).problem.code).toBe('invitation_expired');
  here.adminBrowser = await here.as(here.admin);
  const resent = await here.adminBrowser.call(team.resendInvitation, { params });
  expect(Date.parse(resent.expiresAt) - here.clock.now().getTime()).toBeGreaterThan(7 * 86_400_000 - 60_000);
});

test('it collides with an account provisioned another way', async () => {
  // The account comes into being after the invitation, e.g. through the OpenID provider or another organisation.
  const { id, email, token } = await invite();
  const person = await here.person({ email: email.toUpperCase() });
  expect(await here.stranger().refusal(team.signUpByInvitation, { body: signUp(token) })).toBe(
    'invitation_needs_sign_in',
  );
  const browser = await here.as(person);
  await browser.call(team.acceptInvitation, { params: { invitationId: id }, body: {} });
  expect(await contextsOf(browser)).toEqual([here.north.name]);
  expect(await here.sql('select from accounts where email_key = $1', [email])).toHaveLength(1);

  // A member is invited under another address, and later changes to it: one membership, and the invitation has its end.
  const member = await here.person();
  const memberId = await here.member(here.north, member, 'front_desk');
  const other = await invite();
  await here.sql('update accounts set email = $2, email_key = $2 where id = $1', [member.id, other.email]);
  const theirs = await here.as(member);
  expect((await theirs.call(team.listMyInvitations, {})).invitations).toHaveLength(1);
  expect(await theirs.call(team.acceptInvitation, { params: { invitationId: other.id }, body: {} })).toEqual({
    organisationId: here.north.id,
  });
  expect(await here.sql('select id from members where account_id = $1', [member.id])).toEqual([{ id: memberId }]);
  expect((await invitationsIn(here.adminBrowser, here.north))[0]).toMatchObject({ state: 'accepted' });

  // A deactivated member doesn't get back in that way.
  const out = await here.person();
  const outId = await here.member(here.north, out, 'front_desk');
  await here.adminBrowser.call(team.deactivateMember, { params: { ...inside(here.north), memberId: outId }, body: {} });
  const third = await invite();
  await here.sql('update accounts set email = $2, email_key = $2 where id = $1', [out.id, third.email]);
  expect(
    await (await here.as(out)).refusal(team.acceptInvitation, { params: { invitationId: third.id }, body: {} }),
  ).toBe('own_membership_deactivated');
});

test('another address than the one invited can take it over', async () => {
  const { id, email, token } = await invite();
  const thief = await here.person();
  const browser = await here.as(thief);
  expect(await browser.call(team.lookUpInvitation, { body: { token } })).toMatchObject({ next: 'switch' });
  expect(await browser.refusal(team.acceptInvitation, { params: { invitationId: id }, body: {} })).toBe('not_found');
  // Whoever signs up by the link gets the invited address, whatever else they send along.
  const body = { ...signUp(token), email: 'thief@elsewhere.example' };
  await browser.call(team.signUpByInvitation, { body });
  expect((await browser.call(viewMe, {})).account.email).toBe(email);
  expect(await memberRow(here, here.north, thief)).toBeUndefined();
  // Similar addresses are other addresses.
  for (const other of [`x${email}`, `${email}x`, email.replace('@', '+1@'), email.replace('@', '.@')]) {
    const person = await here.person({ email: other });
    expect((await (await here.as(person)).call(team.listMyInvitations, {})).invitations).toEqual([]);
  }
});

test('two browser tabs accept at once and make two memberships', async () => {
  const person = await here.person();
  const { id } = await invite(person.email);
  const tabs = [await here.as(person), await here.as(person), await here.as(person)];
  const answers = await Promise.all(
    tabs.map((tab) => tab.try(team.acceptInvitation, { params: { invitationId: id }, body: {} })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  for (const { status, problem } of answers) if (status !== 200) expect(problem.code).toBe('invitation_accepted');
  expect(await here.sql('select from members where account_id = $1', [person.id])).toHaveLength(1);

  const stranger = await invite();
  const signUps = await Promise.all(
    [here.stranger(), here.stranger(), here.stranger()].map((tab) =>
      tab.try(team.signUpByInvitation, { body: signUp(stranger.token) }),
    ),
  );
  expect(signUps.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  expect(await here.sql('select from accounts where email_key = $1', [stranger.email])).toHaveLength(1);
  expect(
    await here.sql('select from members where organisation_id = $1 and email_key = $2', [
      here.north.id,
      stranger.email,
    ]),
  ).toHaveLength(1);
  // One letter told the inviter.
  const told = (await here.letters(here.admin.email)).filter(({ template }) => template === 'team.invitationAccepted');
  expect(told).toHaveLength(2);
});

test('accepting after revocation works', async () => {
  const person = await here.person();
  const { id, token, params } = await invite(person.email);
  const browser = await here.as(person);
  expect((await browser.call(team.lookUpInvitation, { body: { token } })).next).toBe('accept');
  await here.adminBrowser.call(team.revokeInvitation, { params });
  expect(await browser.refusal(team.acceptInvitation, { params: { invitationId: id }, body: {} })).toBe(
    'invitation_revoked',
  );
  expect((await browser.call(team.listMyInvitations, {})).invitations).toEqual([]);
  expect(await memberRow(here, here.north, person)).toBeUndefined();
  expect(await browser.refusal(team.listMembers, { params: inside(here.north) })).toBe('not_found');
});

test('revoking leaves a live link', async () => {
  const { email, params } = await invite();
  await here.adminBrowser.call(team.resendInvitation, { params });
  const { url } = await here.adminBrowser.call(team.copyInvitationLink, { params });
  const links = [...(await linksTo(here, email)), url.split('/').at(-1)!];
  await here.adminBrowser.call(team.revokeInvitation, { params });
  here.clock.pass({ minutes: 5 });
  const before = (await here.letters(email)).length;
  for (const token of links) {
    const stranger = here.stranger();
    expect(await stranger.refusal(team.lookUpInvitation, { body: { token } })).toBe('invitation_revoked');
    expect(await stranger.refusal(team.signUpByInvitation, { body: signUp(token) })).toBe('invitation_revoked');
    expect(await stranger.refusal(team.declineByLink, { body: { token } })).toBe('invitation_revoked');
    expect(await stranger.refusal(team.sendNewestLink, { body: { token } })).toBe('invitation_revoked');
  }
  expect((await here.letters(email)).length).toBe(before);
  expect(await here.sql('select from accounts where email_key = $1', [email])).toEqual([]);
});
