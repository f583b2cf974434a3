import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import * as team from '#contract/team.ts';
import { type RecordingSmtpServer, startSmtpServer } from '#platform/mail/testing/recording-smtp-server.ts';
import { openLiveEvents } from './testing/live-events.ts';
import {
  anotherGroup,
  dentist,
  inside,
  invitationsIn,
  invitee,
  linksTo,
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
const someAddress = () => `managed${++counter}@invited.example`;

async function invited(body = invitee(someAddress())) {
  const { id, email } = await here.adminBrowser.call(team.invite, { params: inside(here.north), body });
  return { email, params: { ...inside(here.north), invitationId: id } };
}

describe('refused', () => {
  test('to everybody who may not invite here', async () => {
    const { params, email } = await invited();
    const user = await here.person();
    await here.member(here.north, user, 'owner_manager', 'user');
    const neighbour = await anotherGroup(here);
    for (const [browser, code] of [
      [await here.as(user), 'not_allowed'],
      [neighbour.adminBrowser, 'not_found'],
      [here.stranger(), 'not_signed_in'],
    ] as const) {
      const body = invitee(email);
      expect(await browser.refusal(team.editInvitation, { params, body })).toBe(code);
      expect(await browser.refusal(team.resendInvitation, { params })).toBe(code);
      expect(await browser.refusal(team.revokeInvitation, { params })).toBe(code);
      expect(await browser.refusal(team.copyInvitationLink, { params })).toBe(code);
    }
  });

  test('through another practice’s address, however right the invitation’s id', async () => {
    const { params } = await invited();
    const crossed = { ...params, ...inside(here.south) };
    expect(await here.managerBrowser.refusal(team.resendInvitation, { params: crossed })).toBe('not_found');
    expect(await here.managerBrowser.refusal(team.revokeInvitation, { params: crossed })).toBe('not_found');
  });

  test('once it has ended, whichever way', async () => {
    const accepted = await invited();
    await here.stranger().call(team.signUpByInvitation, { body: signUp(await newestLink(here, accepted.email)) });
    const declined = await invited();
    await here.stranger().call(team.declineByLink, { body: { token: await newestLink(here, declined.email) } });
    const revoked = await invited();
    await here.adminBrowser.call(team.revokeInvitation, { params: revoked.params });
    for (const { params, email } of [accepted, declined, revoked]) {
      expect(await here.adminBrowser.refusal(team.editInvitation, { params, body: invitee(email) })).toBe(
        'invitation_not_open',
      );
      expect(await here.adminBrowser.refusal(team.resendInvitation, { params })).toBe('invitation_not_open');
      expect(await here.adminBrowser.refusal(team.revokeInvitation, { params })).toBe('invitation_not_open');
      expect(await here.adminBrowser.refusal(team.copyInvitationLink, { params })).toBe('invitation_not_open');
    }
    expect((await invitationsIn(here.adminBrowser, here.north)).map(({ state, may }) => [state, may])).toEqual([
      ['revoked', []],
      ['declined', []],
      ['accepted', []],
    ]);
  });
});

test('an edited invitation offers the new terms, and the link that was sent stays valid', async () => {
  const { params, email } = await invited();
  const token = await newestLink(here, email);
  const body = dentist(email, { firstName: 'Nora', level: 'admin' });
  const edited = await here.adminBrowser.call(team.editInvitation, { params, body });
  expect(edited).toMatchObject({
    firstName: 'Nora',
    role: 'practitioner',
    clinicalRole: 'dentist',
    level: 'admin',
    state: 'pending',
  });
  expect(await linksTo(here, email)).toEqual([token]);
  expect(await here.stranger().call(team.lookUpInvitation, { body: { token } })).toMatchObject({
    firstName: 'Nora',
    role: 'practitioner',
    level: 'admin',
  });
});

test('the level stays as it was when an edit doesn’t name it', async () => {
  const { params, email } = await invited(invitee(someAddress(), { level: 'admin' }));
  const edited = await here.adminBrowser.call(team.editInvitation, {
    params,
    body: invitee(email, { lastName: 'Newer' }),
  });
  expect(edited).toMatchObject({ lastName: 'Newer', level: 'admin' });
});

test('an older link says that it is superseded and offers the newest, which goes to the invited address', async () => {
  const { params, email } = await invited();
  const first = await newestLink(here, email);
  await here.adminBrowser.call(team.resendInvitation, { params });
  const stranger = here.stranger();
  expect(await stranger.refusal(team.lookUpInvitation, { body: { token: first } })).toBe('invitation_superseded');
  expect(await stranger.refusal(team.signUpByInvitation, { body: signUp(first) })).toBe('invitation_superseded');
  expect(await stranger.refusal(team.declineByLink, { body: { token: first } })).toBe('invitation_superseded');
  // It went out a moment ago: nothing more is sent, and nothing told.
  const asked = await stranger.try(team.sendNewestLink, { body: { token: first } });
  expect([asked.status, asked.bytes.length]).toEqual([204, 0]);
  expect(await linksTo(here, email)).toHaveLength(2);
  here.clock.pass({ minutes: 2 });
  await stranger.call(team.sendNewestLink, { body: { token: first } });
  const links = await linksTo(here, email);
  expect(links).toHaveLength(3);
  expect(await stranger.refusal(team.lookUpInvitation, { body: { token: links[1]! } })).toBe('invitation_superseded');
  expect(await stranger.call(team.lookUpInvitation, { body: { token: links[2]! } })).toMatchObject({ next: 'sign_up' });
});

test('where no mail is configured its link can be copied once, and is the newest from then on', async () => {
  const { params, email } = await invited();
  const kept = await newestLink(here, email);
  const { url } = await here.adminBrowser.call(team.copyInvitationLink, { params });
  expect(await here.adminBrowser.refusal(team.copyInvitationLink, { params })).toBe('link_already_copied');
  const token = url.split('/').at(-1)!;
  expect(await here.stranger().call(team.lookUpInvitation, { body: { token } })).toMatchObject({
    next: 'sign_up',
    email,
  });
  expect(await here.stranger().refusal(team.lookUpInvitation, { body: { token: kept } })).toBe('invitation_superseded');
  const [listed] = await invitationsIn(here.adminBrowser, here.north);
  expect(listed!.may).toEqual(['edit', 'resend', 'revoke']);
});

test('what an Admin does to an invitation shows at once in another Admin’s list', async () => {
  const events = await openLiveEvents(here.managerBrowser);
  const { params } = await invited();
  expect(await events.next('invitations_changed')).toEqual({
    kind: 'invitations_changed',
    organisationId: here.north.id,
  });
  await here.adminBrowser.call(team.revokeInvitation, { params });
  await expect.poll(() => events.messages.length).toBeGreaterThan(1);
  events.close();
});

describe('with a mail server', () => {
  let smtp: RecordingSmtpServer;
  let mailing: PracticeWorld;

  beforeEach(async () => {
    smtp = await startSmtpServer();
    mailing = await practiceWorld(inject('postgresUrl'), {
      env: { SMTP_URL: smtp.url, MAIL_FROM: 'Midline <portal@midline.example>' },
    });
  });
  afterEach(async () => {
    await mailing.stop();
    await smtp.stop();
  });

  const states = async () => (await invitationsIn(mailing.adminBrowser, mailing.north)).map(({ state }) => state);
  const tokenIn = (mail: { raw: string; mail: { text?: string | undefined } }) =>
    /\/invitation\/([\w-]{43})/.exec(mail.mail.text ?? '')![1]!;

  test('Not delivered when the mail is refused; its link still works, and resending heals it', async () => {
    const params = inside(mailing.north);
    smtp.refuseRecipient = () => 550;
    const events = await openLiveEvents(mailing.managerBrowser);
    const { id, email } = await mailing.adminBrowser.call(team.invite, { params, body: invitee(someAddress()) });
    await expect.poll(states, { timeout: 15_000 }).toEqual(['not_delivered']);
    await expect.poll(() => events.messages.filter(({ kind }) => kind === 'invitations_changed').length).toBe(2);
    events.close();
    const [listed] = await invitationsIn(mailing.adminBrowser, mailing.north);
    expect(listed!.may).toEqual(['edit', 'resend', 'revoke']);
    expect(await mailing.adminBrowser.refusal(team.invite, { params, body: invitee(email) })).toBe('invitation_open');

    smtp.refuseRecipient = () => undefined;
    const again = await mailing.adminBrowser.call(team.resendInvitation, { params: { ...params, invitationId: id } });
    expect(again.state).toBe('pending');
    const mail = await smtp.mail(1);
    expect(mail.to).toEqual([email]);
    const stranger = mailing.stranger();
    await stranger.call(team.signUpByInvitation, { body: signUp(tokenIn(mail)) });
    expect(await states()).toEqual(['accepted']);
  });

  test('a late bounce of the first mail says nothing about the one sent again', async () => {
    const params = inside(mailing.north);
    const { id } = await mailing.adminBrowser.call(team.invite, { params, body: invitee(someAddress()) });
    await smtp.mail(1);
    const [first] = await mailing.sql<{ id: string }>('select id from letters where about_id = $1', [id]);
    await mailing.adminBrowser.call(team.resendInvitation, { params: { ...params, invitationId: id } });
    await smtp.mail(2);
    const { giveUp } = await import('#platform/mail/undeliverable.ts');
    const { teamModule } = await import('./index.ts');
    const { letterUndeliverable } = teamModule(mailing.app.platform);
    await mailing.app.platform.database.worker.transaction((tx) =>
      giveUp(tx, first!.id, 'mailbox was full', async (_tx, letter) => letterUndeliverable!(_tx, letter)),
    );
    expect(await states()).toEqual(['pending']);
  });

  test('the link can’t be copied, so that only the invited address has it', async () => {
    const params = inside(mailing.north);
    const { id } = await mailing.adminBrowser.call(team.invite, { params, body: invitee(someAddress()) });
    expect(
      await mailing.adminBrowser.refusal(team.copyInvitationLink, { params: { ...params, invitationId: id } }),
    ).toBe('mail_is_configured');
  });

  test('a mail server that is out of order for a moment costs nothing but the moment', async () => {
    const codes = [451];
    smtp.refuseMessage = () => codes.shift();
    const params = inside(mailing.north);
    const { email } = await mailing.adminBrowser.call(team.invite, { params, body: invitee(someAddress()) });
    await expect.poll(() => codes.length, { timeout: 15_000 }).toBe(0);
    expect(await states()).toEqual(['pending']);
    const mail = await smtp.mail(1);
    expect(mail.to).toEqual([email]);
  });
});
