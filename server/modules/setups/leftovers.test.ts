import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import * as contract from '#contract/setups.ts';
import * as team from '#contract/team.ts';
import type { TestBrowser } from '#testing/browser.ts';
import type { Organisation, Person } from '#testing/world.ts';
import { type Place, type TreatmentWorld, treatmentWorld } from '../orders/testing/treatment-world.ts';
import { deliverVersion, setupFile } from './testing/review-world.ts';

let world: TreatmentWorld;
let place: Place;
let setupId: string;
let leaver: Person;
let maker: TestBrowser;
let params: { organisationId: string; memberId: string };

beforeAll(async () => {
  world = await treatmentWorld(inject('postgresUrl'));
  place = await world.draft();
  await world.bring(place, 'setup_in_production');
  setupId = (await deliverVersion(world, place, { recordId: await setupFile(world, place) })).id;
});
afterAll(() => world?.stop());
beforeEach(async () => {
  await world.sql('update patient_links set revoked_at = now() where revoked_at is null');
  leaver = await world.person({ firstName: 'Lena', lastName: 'Leaver' });
  const organisationId = world.practiceId;
  params = { organisationId, memberId: await world.member(named(organisationId), leaver, 'front_desk') };
  maker = await world.as(leaver);
});

const named = (id: string) => ({ id, groupId: world.groupId }) as Organisation;
const admin = () => world.browsers.admin;
const ofSetup = () => ({ caseId: place.caseId, setupId });
async function link(browser = maker) {
  const made = await browser.call(contract.makePatientLink, { params: ofSetup(), body: {} });
  return { id: made.link.id, token: made.url.split('/').at(-1)! };
}
const opens = async ({ token }: { token: string }) =>
  (await world.stranger().try(contract.openSimulation, { body: { token } })).status === 200;
const listed = async (browser = admin()) =>
  (await browser.call(team.previewLeaving, { params })).leftovers.map(({ id }) => id);
const deactivate = (body = {}) => admin().call(team.deactivateMember, { params, body });
const remove = (body = {}) => admin().call(team.removeMember, { params, body });
async function groupManager(): Promise<TestBrowser> {
  const person = await world.person();
  await world.member(named(world.groupId), person, 'group_manager');
  return world.as(person);
}
const recorded = async (linkId: string) =>
  (
    await world.sql<{ action: string }>(
      `select action from audit_entries where subject_id = $1 and action like 'patientLink%' and facts::text like '%' || $2 || '%' order by id`,
      [place.caseId, linkId],
    )
  ).map(({ action }) => action);

describe('the dialog lists', () => {
  test('the patient links that end with their maker, and no other', async () => {
    const [mine, revoked] = [await link(), await link()];
    await link(world.browsers.member);
    await maker.call(contract.revokePatientLink, { params: { caseId: place.caseId, linkId: revoked.id } });
    const expired = await link();
    await world.sql('update patient_links set expires_at = $2 where id = $1', [expired.id, world.clock.now()]);
    await opens(mine);
    const { leftovers } = await admin().call(team.previewLeaving, { params });
    const [found] = await world.sql<{ number: number }>('select number from cases where id = $1', [place.caseId]);
    expect(leftovers).toEqual([
      {
        kind: 'patient_link',
        id: mine.id,
        practice: expect.stringMatching(/^Practice/),
        caseNumber: found!.number,
        initials: 'P. P.',
        version: 1,
        expiresAt: expect.any(String),
        opened: 1,
      },
    ]);
  });

  test('to a group’s manager without the patient’s initials, and of the whole group to nobody else', async () => {
    const mine = await link();
    const manager = await groupManager();
    const { leftovers } = await manager.call(team.previewLeaving, { params, query: { wholeGroup: 'true' } });
    expect(leftovers).toMatchObject([{ id: mine.id, initials: null }]);
    expect(await admin().refusal(team.previewLeaving, { params, query: { wholeGroup: 'true' } })).toBe('not_allowed');
    expect(await maker.refusal(team.previewLeaving, { params })).toBe('not_allowed');
  });
});

describe('who is deactivated', () => {
  test('suspends their links, but for those that were ticked', async () => {
    const [kept, suspended, colleagues] = [await link(), await link(), await link(world.browsers.member)];
    await deactivate({ keep: [kept.id] });
    expect(await Promise.all([kept, suspended, colleagues].map(opens))).toEqual([true, false, true]);
    expect(await listed()).toEqual([kept.id, suspended.id]);
    expect(await recorded(kept.id)).toEqual(['patientLinkKept']);
    expect(await recorded(suspended.id)).toEqual(['patientLinkSuspended']);
    await admin().call(team.reactivateMember, { params });
    expect(await Promise.all([kept, suspended].map(opens))).toEqual([true, true]);
    // What stayed once isn't kept for ever.
    await deactivate();
    expect(await Promise.all([kept, suspended].map(opens))).toEqual([false, false]);
  });

  test('by a group’s manager for the whole group, too', async () => {
    const [kept, suspended] = [await link(), await link()];
    const manager = await groupManager();
    await manager.call(team.deactivateMember, { params, body: { wholeGroup: true, keep: [kept.id] } });
    expect(await Promise.all([kept, suspended].map(opens))).toEqual([true, false]);
  });
});

describe('who is removed', () => {
  test('ends their links for good: they don’t come back with the person', async () => {
    const [kept, ended] = [await link(), await link()];
    await remove({ keep: [kept.id] });
    expect(await Promise.all([kept, ended].map(opens))).toEqual([true, false]);
    expect(await recorded(ended.id)).toEqual(['patientLinkEnded']);
    await world.member(named(world.practiceId), leaver, 'front_desk');
    expect(await opens(ended)).toBe(false);
    const { links } = await admin().call(contract.listPatientLinks, { params: ofSetup() });
    expect(links.find(({ id }) => id === ended.id)).toMatchObject({ over: 'revoked', revokedBy: 'Pat admin' });
    // Colleagues end what stayed.
    await admin().call(contract.revokePatientLink, { params: { caseId: place.caseId, linkId: kept.id } });
    expect(await opens(kept)).toBe(false);
  });

  test('also what was only suspended when they were deactivated before', async () => {
    const suspended = await link();
    await deactivate();
    await remove();
    await world.member(named(world.practiceId), leaver, 'front_desk');
    expect(await opens(suspended)).toBe(false);
  });
});

test('a link that stayed ends when its case goes to another practice', async () => {
  const kept = await link();
  await deactivate({ keep: [kept.id] });
  const other = await world.practice(named(world.groupId));
  await world.sql('update cases set practice_id = $2 where id = $1', [place.caseId, other.id]);
  expect(await opens(kept)).toBe(false);
  await world.sql('update cases set practice_id = $2 where id = $1', [place.caseId, world.practiceId]);
  expect(await opens(kept)).toBe(true);
});

test('nothing stays because somebody else’s link was ticked', async () => {
  const [mine, colleagues] = [await link(), await link(world.browsers.member)];
  await deactivate({ keep: [colleagues.id] });
  expect(await Promise.all([mine, colleagues].map(opens))).toEqual([false, true]);
  const [row] = await world.sql<{ kept_in: string | null }>('select kept_in from patient_links where id = $1', [
    colleagues.id,
  ]);
  expect(row!.kept_in).toBeNull();
});

test('an Admin of another practice settles nothing past the application', async () => {
  const mine = await link();
  const settled = await world.app.platform.database.app.transaction(async (tx) => {
    await tx.actAs(world.people.outsider.id);
    return tx.query('select * from settle_links_of_leaver($1, $2, $3, true, now())', [world.practiceId, leaver.id, []]);
  });
  expect(settled).toEqual([]);
  expect(await opens(mine)).toBe(true);
});
