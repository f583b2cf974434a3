import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { fillPath } from '#contract/endpoint.ts';
import { endpoints } from '#contract/index.ts';
import { viewRecordFile } from '#contract/records.ts';
import { newId } from '#platform/ids.ts';
import { stepsOnCases } from '#testing/rights/case-steps.ts';
import type { WorldCase } from '#testing/rights/cases-world.ts';
import { requestFor } from '#testing/rights/inputs.ts';
import { letIn } from '#testing/rights/naive-rules.ts';
import { type Caller, makeRightsWorld, marker, type Place, type RightsWorld } from '#testing/rights/rights-world.ts';
import { type Received, send } from '#testing/rights/send.ts';
import { rememberTables } from '#testing/rights/tables.ts';
import { namesCase, namesOrganisation, stepsOfTheWalk, walk } from '#testing/rights/walk.ts';

let world: RightsWorld;
let putBack: () => Promise<void>;

beforeAll(async () => {
  world = await makeRightsWorld(inject('postgresUrl'));
  putBack = await rememberTables(world);
});
afterAll(() => world?.stop());

describe('rights over HTTP', () => {
  test('every endpoint answers everybody everywhere as the naive rules say', { timeout: 400_000 }, async () => {
    const steps = stepsOfTheWalk(world, endpoints);
    const wrong = await walk(world, steps, putBack);
    console.info(`${endpoints.length} endpoints, ${world.callers.length} callers, ${steps.length} calls`);
    expect(wrong).toEqual([]);
    const walked = new Set(steps.map((step) => step.endpoint.name));
    const left = endpoints.filter((endpoint) => !walked.has(endpoint.name) && !namesCase(endpoint));
    expect(left.map((endpoint) => endpoint.name)).toEqual([]);
  });

  test('every endpoint of a case answers everybody on every case as the naive rules say', {
    timeout: 600_000,
  }, async () => {
    const steps = stepsOnCases(world, endpoints);
    const wrong = await walk(world, steps, putBack);
    const admitted = steps.filter((step) => step.expected === letIn).length;
    console.info(`${endpoints.filter(namesCase).length} endpoints of cases, ${steps.length} calls, ${admitted} let in`);
    expect(wrong).toEqual([]);
    const walked = new Set(steps.map((step) => step.endpoint.name));
    expect(endpoints.filter((endpoint) => namesCase(endpoint) && !walked.has(endpoint.name))).toEqual([]);
  });

  test('a file link of one case never opens the file of another, not even for those who see both', async () => {
    const { northSent, northDraft, southSent, harbourSent } = world.cases;
    let asked = 0;
    for (const caller of world.callers.filter(({ cookie }) => cookie)) {
      for (const of of [northSent, northDraft, southSent, harbourSent]) {
        for (const other of [northSent, northDraft, southSent, harbourSent].filter((each) => each !== of)) {
          for (const rendition of ['original', 'thumbnail']) {
            const path = fillPath(viewRecordFile.path, { caseId: of.id, recordId: other.records[0]!.id, rendition });
            const received = await send(world.url, { method: 'GET', path, headers: { cookie: caller.cookie! } });
            expect([caller.called, of.called, other.called, received.status >= 400]).toEqual([
              caller.called,
              of.called,
              other.called,
              true,
            ]);
            asked += 1;
          }
        }
      }
    }
    const own = fillPath(viewRecordFile.path, {
      caseId: northSent.id,
      recordId: northSent.records[0]!.id,
      rendition: 'original',
    });
    const provider = world.caller('provider');
    const opened = await send(world.url, { method: 'GET', path: own, headers: { cookie: provider.cookie! } });
    expect([opened.status, opened.body.includes(marker)]).toEqual([200, true]);
    expect(asked).toBeGreaterThan(1000);
  });

  test('who is not linked to a case gets 404 for everything of it, the same bytes as for what does not exist', async () => {
    for (const called of ['owner of another group', 'manager of another laboratory', 'instance administrator']) {
      for (const endpoint of endpoints.filter(namesCase)) {
        const nothing = await askOfCase(world.caller(called), endpoint, undefined);
        for (const of of [world.cases.northSent, world.cases.vaultSent]) {
          const real = await askOfCase(world.caller(called), endpoint, of);
          expect([called, endpoint.name, of.called, real.status]).toEqual([called, endpoint.name, of.called, 404]);
          expect(real.body.equals(nothing.body)).toBe(true);
          expect(told(real)).toEqual(told(nothing));
        }
      }
    }
  });

  test('an endpoint that nobody wrote input or a rule for fails the walk', () => {
    const unheardOf = { ...endpoints[0]!, name: 'unheardOf' };
    expect(() => stepsOfTheWalk(world, [unheardOf])).toThrow('unheardOf has no input for the tests of rights');
  });

  test('an owner of another group gets 404 for everything of this group, the same bytes as for what does not exist', async () => {
    const owner = world.caller('owner of another group');
    const { north, south, group } = world.places;
    let asked = 0;
    for (const endpoint of endpoints.filter(namesOrganisation)) {
      const nothing = await ask(owner, endpoint, unknownPlace());
      expect([endpoint.name, nothing.status, nothing.code]).toEqual([endpoint.name, 404, 'not_found']);
      for (const place of [north, south, group]) {
        const real = await ask(owner, endpoint, place);
        expect([endpoint.name, place.called, real.status]).toEqual([endpoint.name, place.called, 404]);
        expect(real.body.equals(nothing.body)).toBe(true);
        expect(told(real)).toEqual(told(nothing));
        asked += 1;
      }
    }
    expect(asked).toBeGreaterThan(80);
  });

  test('malformed ids tell no more than unknown ones', async () => {
    for (const called of ['owner of another group', 'active owner_manager admin', 'instance administrator']) {
      const caller = world.caller(called);
      for (const endpoint of endpoints.filter(namesOrganisation)) {
        const nothing = await ask(caller, endpoint, unknownPlace());
        for (const id of ['1', 'null', `${world.places.north.id}x`, '..%2f..%2f', '%00']) {
          const malformed = await ask(caller, endpoint, { ...unknownPlace(), id });
          expect([called, endpoint.name, id, malformed.status]).toEqual([called, endpoint.name, id, 404]);
          expect(malformed.body.equals(nothing.body)).toBe(true);
        }
      }
    }
  });

  test('the time of a refusal does not tell whether a practice or a person exists', async () => {
    const owner = world.caller('owner of another group');
    const members = endpoints.find((endpoint) => endpoint.name === 'listMembers')!;
    const change = endpoints.find((endpoint) => endpoint.name === 'changeMember')!;
    for (const endpoint of [members, change]) {
      const [real, nothing] = await medians(
        () => ask(owner, endpoint, world.places.north),
        () => ask(owner, endpoint, unknownPlace()),
      );
      expect(Math.max(real, nothing) / Math.min(real, nothing)).toBeLessThan(2);
    }
  });
});

function unknownPlace(): Pick<Place, 'id' | 'memberId' | 'invitationId' | 'workstationId'> {
  return { id: newId(), memberId: newId(), invitationId: newId(), workstationId: newId() };
}

async function ask(
  caller: Caller,
  endpoint: (typeof endpoints)[number],
  place: Pick<Place, 'id' | 'memberId' | 'invitationId' | 'workstationId'>,
): Promise<Received> {
  const sent = requestFor(endpoint, { ...place, organisationId: place.id, ...caller.own, instanceId: '' });
  return send(world.url, { ...sent, headers: { ...sent.headers, cookie: caller.cookie! } });
}

async function askOfCase(caller: Caller, endpoint: (typeof endpoints)[number], of: WorldCase | undefined) {
  const setup = of?.setups.at(-1);
  const ofCase = of
    ? {
        caseId: of.id,
        orderId: of.orders[0]!.id,
        recordId: of.records[0]!.id,
        setupId: setup!.id,
        commentId: setup!.comments[1]!.id,
      }
    : {};
  const sent = requestFor(endpoint, { ...ids(unknownPlace()), ...caller.own, instanceId: '', ofCase });
  return send(world.url, { ...sent, headers: { ...sent.headers, cookie: caller.cookie! } });
}

function ids({ id, ...place }: ReturnType<typeof unknownPlace>) {
  return { ...place, organisationId: id };
}

/** The headers that say anything about the answer. */
function told({ headers }: Received): Record<string, unknown> {
  const passing = ['date', 'x-ratelimit-remaining', 'x-ratelimit-reset'];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !passing.includes(name)));
}

/** Medians of two kinds of call, taken in turn so that whatever else the machine does meets both. */
async function medians(one: () => Promise<unknown>, other: () => Promise<unknown>): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < 150; round += 1) {
    for (const [index, call] of [one, other].entries()) {
      const before = performance.now();
      await call();
      times[index]!.push(performance.now() - before);
    }
  }
  const median = (all: number[]) => all.sort((a, b) => a - b)[all.length >> 1]!;
  return [median(times[0]), median(times[1])];
}
