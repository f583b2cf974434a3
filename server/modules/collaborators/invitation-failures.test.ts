import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import * as collaborators from '#contract/collaborators.ts';
import { addCase } from '../cases/testing/case-world.ts';
import {
  acceptAs,
  add,
  type CaseWorld,
  daysLater,
  give,
  linksTo,
  listed,
  makeCollaboratorWorld,
  newestLink,
  registration,
  seenBy,
  someAddress,
  stateOf,
  tick,
} from './testing/collaborator-world.ts';

/*
 * The failures of other products that section 2.3 says must each be impossible, for collaborators as for members: one test each.
 */

let world: CaseWorld;
beforeAll(async () => {
  world = await makeCollaboratorWorld(inject('postgresUrl'));
  await tick(world);
});
afterAll(() => world?.stop());

const lookUp = (token: string, browser = world.stranger()) =>
  browser.try(collaborators.lookUpCollaboration, { body: { token, language: 'en' } });
const register = (token: string, browser = world.stranger()) =>
  browser.try(collaborators.registerCollaborator, { body: registration(token) });
const resend = (params: Awaited<ReturnType<typeof add>>['params']) =>
  world.browsers.provider.call(collaborators.resendCollaborator, { params });

test('an invited person is told "invalid link" though the invitation is open', async () => {
  const email = someAddress();
  const { token, params } = await add(world, email);
  for (let times = 0; times < 3; times += 1) expect((await lookUp(token)).status).toBe(200);
  await world.browsers.provider.call(collaborators.changeCollaborator, {
    params,
    body: { grants: ['prices'], practices: null, futureCases: false },
  });
  world.clock.pass({ days: 6, hours: 23 });
  expect((await lookUp(token)).reply).toMatchObject({ next: 'register', grants: ['prices'] });
  // The address came to an account meanwhile, in another case of letters: another way on, never an invalid link.
  const person = await world.person({ email: email.toUpperCase() });
  expect((await lookUp(token)).reply).toMatchObject({ next: 'sign_in' });
  expect((await lookUp(token, await world.as(person))).reply).toMatchObject({ next: 'accept' });
  await daysLater(world, 0);
  await resend(params);
  await resend(params);
  for (const link of (await linksTo(world, email)).slice(0, -1))
    expect((await lookUp(link)).problem.code).toBe('invitation_superseded');
  expect((await lookUp(await newestLink(world, email))).status).toBe(200);
});

test('an expired invitation can’t be sent again', async () => {
  const email = someAddress();
  const { token, params, id } = await add(world, email);
  await daysLater(world, 8);
  expect((await lookUp(token)).problem.code).toBe('invitation_expired');
  expect(await stateOf(world, id)).toBe('expired');
  expect((await resend(params)).state).toBe('waiting');
  expect((await register(await newestLink(world, email))).status).toBe(200);
  // Adding anew goes as well: the expired one makes way, and stays expired.
  const other = someAddress();
  const first = await add(world, other);
  await daysLater(world, 8);
  await add(world, other);
  expect(await stateOf(world, first.id)).toBe('expired');
  expect(await world.browsers.provider.refusal(collaborators.resendCollaborator, { params: first.params })).toBe(
    'invitation_not_open',
  );
});

test('the invitation of an existing user stays pending for ever', async () => {
  const person = await world.person();
  const { id } = await add(world, person.email);
  // Without the mail and without the link: it waits in the interface.
  const browser = await world.as(person);
  expect((await browser.call(collaborators.listMyCollaborations, {})).waiting).toMatchObject([{ id }]);
  expect((await acceptAs(browser, id)).status).toBe(204);
  expect(await stateOf(world, id)).toBe('active');
  expect((await browser.call(collaborators.listMyCollaborations, {})).waiting).toEqual([]);
});

test('signing up in the middle of the flow invalidates it', async () => {
  const email = someAddress();
  const { token, id } = await add(world, email);
  expect((await lookUp(token)).reply).toMatchObject({ next: 'register' });
  const person = await world.person({ email });
  expect((await lookUp(token)).reply).toMatchObject({ next: 'sign_in' });
  expect((await register(token)).problem.code).toBe('invitation_needs_sign_in');
  const browser = await world.as(person);
  expect((await lookUp(token, browser)).reply).toMatchObject({ next: 'accept', id });
  expect((await acceptAs(browser, id)).status).toBe(204);
});

test('the resent link is invalid at once', async () => {
  const email = someAddress();
  const { params } = await add(world, email);
  for (let times = 0; times < 3; times += 1) {
    const [resent] = await Promise.all([resend(params), newestLink(world, email).then((token) => lookUp(token))]);
    expect(resent.state).toBe('waiting');
    expect((await lookUp(await newestLink(world, email))).status).toBe(200);
  }
  // Asked for twice at once: one of the two letters works.
  await Promise.all([resend(params), resend(params)]);
  const opened = await Promise.all((await linksTo(world, email)).map(async (token) => (await lookUp(token)).status));
  expect(opened.filter((status) => status === 200)).toHaveLength(1);
});

test('it expires within minutes', async () => {
  const { token, expiresAt, sentAt } = await add(world);
  expect(Date.parse(expiresAt) - Date.parse(sentAt)).toBe(7 * 86_400_000);
  world.clock.pass({ days: 6, hours: 23, minutes: 59 });
  expect((await lookUp(token)).status).toBe(200);
  expect((await register(token)).status).toBe(200);
  await daysLater(world, 0);
});

test('it collides with an account provisioned another way', async () => {
  const email = someAddress();
  const { token, id } = await add(world, email);
  // Somebody else’s invitation makes the account first, and a practice’s membership besides.
  const person = await world.person({ email });
  await world.member(world.south, person, 'front_desk');
  const browser = await world.as(person);
  expect((await lookUp(token, browser)).reply).toMatchObject({ next: 'accept' });
  expect((await acceptAs(browser, id)).status).toBe(204);
  expect(await stateOf(world, id)).toBe('active');
});

test('another address than the one invited can take it over', async () => {
  const { token, id } = await add(world);
  const thief = await world.person();
  const browser = await world.as(thief);
  expect((await lookUp(token, browser)).reply).toMatchObject({ next: 'switch', signedInAs: thief.email });
  expect((await acceptAs(browser, id)).status).toBe(404);
  expect(await browser.refusal(collaborators.declineCollaboration, { params: { collaborationId: id } })).toBe(
    'not_found',
  );
  // Nor past the application: with link and session in hand, the database refuses.
  const { digestOf } = await import('#platform/secret.ts');
  const past = world.app.platform.database.app.transaction(async (tx) => {
    await tx.actAs(thief.id);
    await tx.present({ token: digestOf(token) });
    await tx.query('update collaborations set accepted_at = $2, accepted_by = $3, account_id = $3 where id = $1', [
      id,
      tx.now,
      thief.id,
    ]);
  });
  await expect(past).rejects.toThrow('only whom it is for');
  expect(await stateOf(world, id)).toBe('waiting');
  expect((await register(token)).status).toBe(200);
});

test('two browser tabs accept at once and make two memberships', async () => {
  const person = await world.person();
  const made = await addCase(world);
  const { id } = await add(world, person.email);
  await give(world, id, [made]);
  const [one, other] = [await world.as(person), await world.as(person)];
  const answers = await Promise.all([acceptAs(one, id), acceptAs(other, id)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  expect(await world.sql(`select id from consents where collaboration_id = $1`, [id])).toHaveLength(1);
  expect(await seenBy(world, person, [made])).toEqual([made.number]);
  // Two tabs register at once: one account.
  const { token } = await add(world);
  const registered = await Promise.all([register(token), register(token)]);
  expect(registered.filter(({ status }) => status === 200)).toHaveLength(1);
});

test('accepting after revocation works', async () => {
  const person = await world.person();
  const made = await addCase(world);
  const { id, params } = await add(world, person.email);
  await give(world, id, [made]);
  await world.browsers.provider.call(collaborators.revokeCollaborator, { params });
  expect((await acceptAs(await world.as(person), id)).problem.code).toBe('invitation_revoked');
  expect(await seenBy(world, person, [made])).toEqual([]);
  expect(
    (await world.sql('select id from case_collaborators where collaboration_id = $1 and taken_at is null', [id]))
      .length,
  ).toBe(0);
  // Revoked at the very moment of accepting: one of the two, never both.
  const again = await add(world, person.email);
  const browser = await world.as(person);
  const [accepted, revoked] = await Promise.all([
    acceptAs(browser, again.id),
    world.browsers.provider.try(collaborators.revokeCollaborator, { params: again.params }),
  ]);
  expect([accepted.status, revoked.status].sort()).not.toEqual([200, 204]);
});

test('revoking leaves a live link', async () => {
  const email = someAddress();
  const { params } = await add(world, email);
  await resend(params);
  await world.browsers.provider.call(collaborators.revokeCollaborator, { params });
  for (const token of await linksTo(world, email)) {
    expect((await lookUp(token)).problem.code).toBe('invitation_revoked');
    expect((await register(token)).problem.code).toBe('invitation_revoked');
    expect(await world.stranger().refusal(collaborators.sendNewestCollaborationLink, { body: { token } })).toBe(
      'invitation_revoked',
    );
  }
  expect((await listed(world)).find(({ id }) => id === params.collaborationId)).toMatchObject({
    state: 'revoked',
    may: [],
  });
});

test('an older link says so, and sends the newest one on to the invited address alone', async () => {
  const email = someAddress();
  const { token, params } = await add(world, email);
  world.clock.pass({ minutes: 5 });
  await resend(params);
  world.clock.pass({ minutes: 5 });
  expect((await lookUp(token)).problem.code).toBe('invitation_superseded');
  await world.stranger().call(collaborators.sendNewestCollaborationLink, { body: { token } });
  expect(await linksTo(world, email)).toHaveLength(3);
  expect((await register(await newestLink(world, email))).status).toBe(200);
});
