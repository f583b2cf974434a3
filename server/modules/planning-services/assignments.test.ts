import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { viewCase } from '#contract/cases.ts';
import { markReady, takeBackReady } from '#contract/collaboration.ts';
import { listCases } from '#contract/manage-orders.ts';
import { assignCases, setDefaultMember, viewAssignments } from '#contract/planning-services.ts';
import { deactivateMember, removeMember } from '#contract/team.ts';
import { newId } from '#platform/ids.ts';
import { of } from '../cases/testing/case-world.ts';
import { openLiveEvents } from '../team/testing/live-events.ts';
import { give, givenCase, makeServiceWorld, type OfService, type ServiceWorld, take } from './testing/service-world.ts';

let world: ServiceWorld;
beforeAll(async () => {
  world = await makeServiceWorld(inject('postgresUrl'));
});
afterAll(() => world?.stop());

const inService = () => ({ params: { organisationId: world.service.id } });
const accountOf = (name: OfService | null) => (name ? world.served[name].person.id : null);
const assign = (caseIds: string[], to: OfService | null, by: OfService = 'chief') =>
  world.served[by].browser.call(assignCases, { ...inService(), body: { caseIds, accountId: accountOf(to) } });
const sees = async (name: OfService, caseId: string) =>
  (await world.served[name].browser.try(viewCase, of({ caseId }))).status === 200;
const row = async (caseId: string) => {
  const { rows } = await world.served.chief.browser.call(listCases, { ...inService(), query: { limit: 100 } });
  return rows.find(({ id }) => id === caseId);
};

describe('who may assign', () => {
  test('members, other services and the provider side can’t assign, nor see who has what', async () => {
    const { caseId } = await givenCase(world);
    const body = { caseIds: [caseId], accountId: world.served.ann.person.id };
    for (const [browser, refusal] of [
      [world.served.ann.browser, 'not_allowed'],
      [world.served.strange.browser, 'not_found'],
      [world.browsers.provider, 'not_found'],
      [world.browsers.manager, 'not_found'],
    ] as const) {
      expect(await browser.refusal(assignCases, { ...inService(), body })).toBe(refusal);
      expect(await browser.refusal(viewAssignments, inService())).toBe(refusal);
    }
    expect(await sees('ann', caseId)).toBe(false);
  });

  test('a case can’t go to somebody who isn’t an active member', async () => {
    const { caseId } = await givenCase(world);
    for (const accountId of [world.served.strange.person.id, world.people.provider.id, newId()])
      expect(
        await world.served.chief.browser.refusal(assignCases, {
          ...inService(),
          body: { caseIds: [caseId], accountId },
        }),
      ).toBe('not_a_member_of_service');
  });

  test('a case that isn’t given to the service is left out, and nobody sees it by that', async () => {
    const given = await givenCase(world);
    const taken = await givenCase(world);
    await take(world, taken.caseId, world.collaborationId);
    expect(await assign([given.caseId, taken.caseId, newId()], 'ann')).toEqual({ changed: 1, skipped: 2 });
    expect(await sees('ann', taken.caseId)).toBe(false);
    expect(await sees('ann', given.caseId)).toBe(true);
  });
});

describe('assigning', () => {
  test('a member’s mark counts as the service’s, and ends with the assignment only for the member', async () => {
    const { caseId } = await givenCase(world);
    const body = { version: 1, contentHash: 'a'.repeat(64) };
    expect(await world.served.ann.browser.refusal(markReady, { ...of({ caseId }), body })).toBe('not_found');
    await assign([caseId], 'ann');
    await world.served.ann.browser.call(markReady, { ...of({ caseId }), body });
    const status = async () => {
      const { row } = await world.browsers.provider.call(viewCase, of({ caseId }));
      return [row.collaboratorStatus, row.ready];
    };
    expect(await status()).toEqual(['ready', 1]);
    await assign([caseId], 'ben');
    expect(await status()).toEqual(['ready', 1]);
    await world.served.ben.browser.call(takeBackReady, of({ caseId }));
    expect(await status()).toEqual(['evaluating', 0]);
  });

  test('a manager sees every case of the service, a member only the assigned ones', async () => {
    const { caseId } = await givenCase(world);
    expect([await sees('chief', caseId), await sees('ann', caseId), await sees('strange', caseId)]).toEqual([
      true,
      false,
      false,
    ]);
    await assign([caseId], 'ann');
    expect([await sees('ann', caseId), await sees('ben', caseId)]).toEqual([true, false]);
    expect((await row(caseId))?.technician).toBe('Ann Planner');
  });

  test('assigned to another, the former sees it no longer; back to nobody, neither does', async () => {
    const { caseId } = await givenCase(world);
    await assign([caseId], 'ann');
    await assign([caseId], 'ben');
    expect([await sees('ann', caseId), await sees('ben', caseId)]).toEqual([false, true]);
    expect(await assign([caseId], 'ben')).toEqual({ changed: 0, skipped: 0 });
    await assign([caseId], null);
    expect([await sees('ben', caseId), await sees('chief', caseId)]).toEqual([false, true]);
    await assign([caseId], 'ann');
    expect(await sees('ann', caseId)).toBe(true);
  });

  test('many at once, found again by whose they are and by nobody’s, and counted', async () => {
    const cases = await Promise.all([1, 2, 3, 4].map(() => givenCase(world)));
    const ids = cases.map(({ caseId }) => caseId);
    const before = await world.served.chief.browser.call(viewAssignments, inService());
    const count = (given: typeof before, name: OfService) =>
      given.members.find(({ accountId }) => accountId === accountOf(name))!.cases;
    expect(await assign(ids.slice(0, 3), 'ben')).toEqual({ changed: 3, skipped: 0 });
    const after = await world.served.chief.browser.call(viewAssignments, inService());
    expect(count(after, 'ben') - count(before, 'ben')).toBe(3);
    expect(before.nobody - after.nobody).toBe(3);
    const found = async (query: object) => {
      const { rows } = await world.served.chief.browser.call(listCases, {
        ...inService(),
        query: { limit: 100, ...query },
      });
      return rows.map(({ id }) => id).filter((id) => ids.includes(id));
    };
    expect((await found({ technician: accountOf('ben') })).sort()).toEqual(ids.slice(0, 3).sort());
    expect(await found({ unassigned: 'true' })).toEqual([ids[3]]);
  });

  test('the member hears of it at once', async () => {
    const { caseId } = await givenCase(world);
    const live = await openLiveEvents(world.served.ann.browser);
    await assign([caseId], 'ann');
    await live.next('cases_changed');
    live.close();
  });
});

describe('new cases of a provider', () => {
  const choose = (name: OfService | null) =>
    world.served.chief.browser.call(setDefaultMember, {
      params: { organisationId: world.service.id, practitionerId: world.practitioners.provider },
      body: { accountId: accountOf(name) },
    });

  test('only of a provider who works with the service, and only to a member', async () => {
    const params = { organisationId: world.service.id, practitionerId: world.practitioners.second };
    const { browser } = world.served.chief;
    expect(await browser.refusal(setDefaultMember, { params, body: { accountId: accountOf('ann') } })).toBe(
      'not_found',
    );
    expect(
      await browser.refusal(setDefaultMember, {
        params: { ...params, practitionerId: world.practitioners.provider },
        body: { accountId: accountOf('strange') },
      }),
    ).toBe('not_a_member_of_service');
  });

  test('go to whom the manager chose, at once; those given before stay nobody’s', async () => {
    const former = await givenCase(world);
    await choose('ann');
    const { providers } = await world.served.chief.browser.call(viewAssignments, inService());
    expect(providers).toMatchObject([{ name: 'Provider Tester', defaultMember: { name: 'Ann Planner' } }]);
    const { caseId } = await givenCase(world);
    expect([await sees('ann', caseId), await sees('ann', former.caseId)]).toEqual([true, false]);
    await choose(null);
    expect(await sees('ann', (await givenCase(world)).caseId)).toBe(false);
  });

  test('taken away and given again, a case is nobody’s', async () => {
    const { caseId } = await givenCase(world);
    await assign([caseId], 'ann');
    await take(world, caseId, world.collaborationId);
    expect([await sees('ann', caseId), await sees('chief', caseId)]).toEqual([false, false]);
    await give(world, caseId, world.collaborationId);
    expect([await sees('ann', caseId), await sees('chief', caseId)]).toEqual([false, true]);
  });
});

describe('a member who leaves', () => {
  test('sees the cases no longer, and they are nobody’s: deactivated or removed', async () => {
    for (const [endpoint, name] of [
      [deactivateMember, 'ann'],
      [removeMember, 'ben'],
    ] as const) {
      const { caseId } = await givenCase(world);
      await assign([caseId], name);
      const live = await openLiveEvents(world.served.chief.browser);
      await world.served.chief.browser.call(endpoint, {
        params: { organisationId: world.service.id, memberId: world.served[name].memberId },
        body: {},
      });
      await live.next('cases_changed');
      live.close();
      expect(await sees(name, caseId)).toBe(false);
      expect((await row(caseId))?.technician).toBeNull();
    }
  });
});
