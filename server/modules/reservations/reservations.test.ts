import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { listReservations, readReservations, releaseSetup, reserveSetup } from '#contract/reservations.ts';
import { newId } from '#platform/ids.ts';
import type { TestBrowser } from '#testing/browser.ts';
import { of } from '../cases/testing/case-world.ts';
import { givenCase, makeServiceWorld, type ServiceWorld, take } from '../planning-services/testing/service-world.ts';
import { type Reviewed, reviewedCase } from '../setup-comments/testing/reviewed-case.ts';
import { openLiveEvents } from '../team/testing/live-events.ts';

let world: ServiceWorld;
beforeAll(async () => {
  world = await makeServiceWorld(inject('postgresUrl'));
});
afterAll(() => world?.stop());

const version = (made: Reviewed) => ({ params: { caseId: made.caseId, setupId: made.setupId } });
const reserve = (browser: TestBrowser, made: Reviewed, hours = 4) =>
  browser.call(reserveSetup, { ...version(made), body: { hours } });
const standing = async (browser: TestBrowser, made: Reviewed) =>
  (await browser.call(readReservations, of(made))).reservations.map(({ by, service }) => [by, service]);

describe('who may reserve', () => {
  test('the laboratory can’t, whoever isn’t on the case finds nothing', async () => {
    const made = await givenCase(world);
    for (const [browser, code] of [
      [world.browsers.technician, 'not_allowed'],
      [world.browsers.otherLabManager, 'not_found'],
      [world.browsers.outsider, 'not_found'],
      [world.served.ann.browser, 'not_found'],
      [world.served.strange.browser, 'not_found'],
    ] as const) {
      expect(await browser.refusal(reserveSetup, { ...version(made), body: {} })).toBe(code);
      expect(await browser.refusal(releaseSetup, version(made))).toBe(code);
    }
    expect(await standing(world.browsers.provider, made)).toEqual([]);
  });

  test('a version of another case, or one that is decided, can’t be reserved', async () => {
    const [made, other] = [await givenCase(world), await givenCase(world)];
    const mixed = { params: { caseId: made.caseId, setupId: other.setupId }, body: {} };
    expect(await world.served.chief.browser.refusal(reserveSetup, mixed)).toBe('not_found');
    await world.sql(`update setups set decision = 'declined' where id = $1`, [made.setupId]);
    const decided = { ...version(made), body: {} };
    expect(await world.served.chief.browser.refusal(reserveSetup, decided)).toBe('setup_not_open');
  });

  test('not for no time, and not for ever', async () => {
    const made = await givenCase(world);
    for (const hours of [0, -1, 0.5, 73])
      expect(await world.served.chief.browser.refusal(reserveSetup, { ...version(made), body: { hours } })).toBe(
        'invalid',
      );
  });
});

describe('a reservation', () => {
  test('says person and service to every side, on the case and beside a list', async () => {
    const made = await givenCase(world);
    const made2 = await givenCase(world);
    await reserve(world.served.chief.browser, made);
    for (const browser of [
      world.browsers.provider,
      world.browsers.desk,
      world.browsers.technician,
      world.served.chief.browser,
    ])
      expect(await standing(browser, made)).toEqual([['Chief Planner', 'Plan & Co']]);
    const query = { cases: [made.caseId, made2.caseId, newId()].join(',') };
    const beside = async (browser: TestBrowser) => (await browser.call(listReservations, { query })).reservations;
    expect(await beside(world.browsers.desk)).toMatchObject([{ caseId: made.caseId, yours: false, version: 1 }]);
    expect(await beside(world.served.chief.browser)).toMatchObject([{ caseId: made.caseId, yours: true }]);
    for (const browser of [world.browsers.outsider, world.browsers.otherLabManager, world.served.strange.browser])
      expect(await beside(browser)).toEqual([]);
  });

  test('is prolonged by saying it again, released by whoever made it, and blocks nobody', async () => {
    const made = await givenCase(world);
    const first = await reserve(world.browsers.provider, made, 1);
    const longer = await reserve(world.browsers.provider, made, 8);
    expect([longer.since, longer.until > first.until]).toEqual([first.since, true]);
    await reserve(world.served.chief.browser, made);
    expect((await standing(world.browsers.desk, made)).length).toBe(2);
    await world.served.chief.browser.call(releaseSetup, version(made));
    expect(await standing(world.browsers.desk, made)).toEqual([['Provider Tester', null]]);
    await world.served.chief.browser.call(releaseSetup, version(made));
  });

  test('every side hears of it at once, nobody else', async () => {
    const made = await givenCase(world);
    const [lab, desk, strange] = await Promise.all(
      [world.browsers.technician, world.browsers.desk, world.served.strange.browser].map((each) =>
        openLiveEvents(each),
      ),
    );
    await reserve(world.served.chief.browser, made);
    const ofThis = (live: typeof lab) =>
      live!.messages.filter(({ kind, caseId }) => kind === 'reservations_changed' && caseId === made.caseId);
    await expect.poll(() => [ofThis(lab).length, ofThis(desk).length]).toEqual([1, 1]);
    expect(ofThis(strange)).toEqual([]);
    for (const live of [lab, desk, strange]) live!.close();
  });

  test('ends with the decision, withdrawal, a cancelled order, its time, and access to the case', async () => {
    const endings: [string, (made: Reviewed) => Promise<unknown>][] = [
      ['decision', (made) => world.sql(`update setups set decision = 'approved' where id = $1`, [made.setupId])],
      ['withdrawal', (made) => world.sql('update setups set withdrawn_at = now() where id = $1', [made.setupId])],
      ['cancelled', (made) => world.sql(`update orders set category = 'cancelled' where id = $1`, [made.orderId])],
      ['taken away', (made) => take(world, made.caseId, world.collaborationId)],
    ];
    for (const [called, end] of endings) {
      const made = await givenCase(world);
      await reserve(world.served.chief.browser, made);
      expect([called, (await standing(world.browsers.provider, made)).length]).toEqual([called, 1]);
      await end(made);
      expect([called, await standing(world.browsers.provider, made)]).toEqual([called, []]);
    }
    const made = await reviewedCase(world);
    await world.sql('select refresh_case($1)', [made.caseId]);
    await reserve(world.browsers.desk, made, 1);
    await world.sql(
      `update setup_reservations set since = since - interval '2 hours', until = until - interval '2 hours' where setup_id = $1`,
      [made.setupId],
    );
    expect(await standing(world.browsers.provider, made)).toEqual([]);
  });
});
