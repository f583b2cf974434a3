import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { invite } from '#contract/team.ts';
import { openLiveEvents } from './modules/team/testing/live-events.ts';
import { inside, invitee, type PracticeWorld, practiceWorld } from './modules/team/testing/practice-world.ts';

let here: PracticeWorld;
beforeAll(async () => {
  here = await practiceWorld(inject('postgresUrl'));
});
afterAll(() => here?.stop());

const inviteSomebody = (email: string) =>
  here.adminBrowser.call(invite, { params: inside(here.north), body: invitee(email) });

test('a page hears what happened after it had read and before it listened, and nothing older', async () => {
  const first = await openLiveEvents(here.adminBrowser);
  await inviteSomebody('missed@live.example');
  await first.next('invitations_changed');
  first.close();
  // A page that reads slowly: whatever it shows may be from before the invitation.
  const slow = await openLiveEvents(here.adminBrowser, 30);
  expect(await slow.next('invitations_changed')).toEqual({
    kind: 'invitations_changed',
    organisationId: here.north.id,
  });
  slow.close();
  const fresh = await openLiveEvents(here.adminBrowser);
  const other = await openLiveEvents(here.managerBrowser);
  await inviteSomebody('heard@live.example');
  await Promise.all([fresh.next('invitations_changed'), other.next('invitations_changed')]);
  expect(fresh.messages.filter(({ kind }) => kind === 'invitations_changed')).toHaveLength(1);
  fresh.close();
  other.close();
});

test('and never what others may hear', async () => {
  const stranger = await here.person();
  const first = await openLiveEvents(here.adminBrowser);
  await inviteSomebody('theirs@live.example');
  await first.next('invitations_changed');
  first.close();
  const browser = await here.as(stranger);
  const events = await openLiveEvents(browser, 60);
  await here.sql(`insert into events (at, kind, account_id) values (now(), 'account_changed', $1)`, [stranger.id]);
  await events.next('account_changed');
  expect(events.messages.filter(({ organisationId }) => organisationId !== undefined)).toEqual([]);
  events.close();
});
