import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { endpoints } from '#contract/index.ts';
import { stepsOnCases } from '#testing/rights/case-steps.ts';
import { seesCase } from '#testing/rights/naive-cases.ts';
import { letIn } from '#testing/rights/naive-rules.ts';
import { type Caller, makeRightsWorld, marker, type RightsWorld } from '#testing/rights/rights-world.ts';
import { send } from '#testing/rights/send.ts';
import { digestOfTables, rememberTables } from '#testing/rights/tables.ts';
import { namesOrganisation, type Step, stepsOfTheWalk, walk } from '#testing/rights/walk.ts';

/** Inside a practice, what a colleague may do with its cases and patients is the guard's to say: the database keeps practices apart. */
const heldByTheGuardAlone = ['editPatient', 'offerHandOvers', 'withdrawHandOver'];

describe('with the application check switched off, the database', () => {
  let world: RightsWorld;

  beforeAll(async () => {
    world = await makeRightsWorld(inject('postgresUrl'), { guard: { wide: true }, env: { LOG_LEVEL: 'silent' } });
  });
  afterAll(() => world?.stop());

  const outsiders = [
    'owner of another group',
    'deactivated owner_manager admin',
    'removed owner_manager admin',
    'deactivated group_manager',
    'removed group_manager',
    'manager of another laboratory',
    'technician of another laboratory',
    'nobody in particular',
  ];

  test.each(outsiders)('shows nothing of the group to, and lets nothing of it be changed by: %s', async (called) => {
    const before = await digestOfTables(world);
    const steps = foreignSteps(world, world.caller(called));
    expect(steps.length).toBeGreaterThan(90);
    for (const step of steps) {
      const received = await send(world.url, step.sent);
      expect([name(step), received.body.includes(marker)]).toEqual([name(step), false]);
      if (step.endpoint.method === 'GET' || received.status >= 300) continue;
      expect([name(step), await digestOfTables(world)]).toEqual([name(step), before]);
    }
    expect(await digestOfTables(world)).toBe(before);
  });

  test.each(['active owner_manager user', 'active practitioner user', 'active front_desk user'])(
    'lets nothing of the practice be changed by somebody at level User: %s',
    async (called) => {
      const before = await digestOfTables(world);
      const steps = stepsOfTheWalk(world, endpoints, [world.caller(called)]).filter(
        (step) =>
          step.endpoint.method !== 'GET' &&
          namesOrganisation(step.endpoint) &&
          step.expected !== letIn &&
          !heldByTheGuardAlone.includes(step.endpoint.name),
      );
      expect(steps.length).toBeGreaterThan(100);
      for (const step of steps) {
        const received = await send(world.url, step.sent);
        if (received.status < 300) expect([name(step), await digestOfTables(world)]).toEqual([name(step), before]);
      }
      expect(await digestOfTables(world)).toBe(before);
    },
  );

  test('keeps the instance from those who do not run it', async () => {
    const before = await digestOfTables(world);
    for (const called of ['owner of another group', 'active owner_manager admin', 'nobody in particular']) {
      const caller = world.caller(called);
      const steps = stepsOfTheWalk(world, endpoints, [caller]).filter(
        (step) => step.endpoint.access === 'instance.run',
      );
      expect(steps.length).toBeGreaterThan(3);
      for (const step of steps) {
        const received = await send(world.url, step.sent);
        if (called !== 'active owner_manager admin') {
          expect([name(step), received.body.includes(marker)]).toEqual([name(step), false]);
        }
        expect([name(step), received.body.includes('a@b.example')]).toEqual([name(step), false]);
      }
    }
    expect(await digestOfTables(world)).toBe(before);
  });
});

describe('with both walls away', () => {
  test('an outsider reads and changes the group: what the tests of either wall would see', async () => {
    const world = await makeRightsWorld(inject('postgresUrl'), { guard: { wide: true }, env: { LOG_LEVEL: 'silent' } });
    try {
      await switchPoliciesOff(world);
      const before = await digestOfTables(world);
      const received = await Promise.all(
        foreignSteps(world, world.caller('owner of another group')).map(async (step) => ({
          step,
          ...(await send(world.url, step.sent)),
        })),
      );
      const seen = new Set(received.filter(({ body }) => body.includes(marker)).map(({ step }) => step.endpoint.name));
      expect([...seen]).toEqual(
        expect.arrayContaining([
          'listMembers',
          'listInvitations',
          'viewPractice',
          'viewLogo',
          'viewHistory',
          'viewRecordFile',
          'viewSetupFile',
          'listPatientLinks',
          'listSetupComments',
        ]),
      );
      expect(await digestOfTables(world)).not.toBe(before);
    } finally {
      await world.stop();
    }
  });
});

describe('with the database policies switched off, the application', () => {
  let world: RightsWorld;
  let putBack: () => Promise<void>;

  beforeAll(async () => {
    world = await makeRightsWorld(inject('postgresUrl'));
    await switchPoliciesOff(world);
    putBack = await rememberTables(world);
  });
  afterAll(() => world?.stop());

  test('still refuses everybody what the rules refuse, and nothing changes by it', { timeout: 300_000 }, async () => {
    const before = await digestOfTables(world);
    const someone =
      /^(active (owner_manager|practitioner|technician)|deactivated (owner|group)|removed (owner|group)|owner|Admin|inst|nobody|at a|await|provider|submitter|manager of|technician)/;
    const callers = world.callers.filter((caller) => someone.test(caller.called));
    const steps = [...stepsOfTheWalk(world, endpoints, callers), ...stepsOnCases(world, endpoints, callers)].filter(
      (step) => step.expected !== letIn,
    );
    expect(steps.length).toBeGreaterThan(5000);
    const wrong = await walk(world, steps, async () => undefined);
    expect(wrong).toEqual([]);
    expect(await digestOfTables(world)).toBe(before);
  });

  test('still shows nobody what belongs to another group, in whatever it does let them read', async () => {
    // The people of the other laboratory aren’t among them: one case of this group was sent there, too.
    for (const called of ['owner of another group', 'nobody in particular']) {
      const caller = world.caller(called);
      const steps = [...stepsOfTheWalk(world, endpoints, [caller]), ...stepsOnCases(world, endpoints, [caller])].filter(
        (step) => step.expected === letIn,
      );
      expect(steps.length).toBeGreaterThan(30);
      for (const step of steps) {
        const received = await send(world.url, step.sent);
        expect([name(step), received.body.includes(marker)]).toEqual([name(step), false]);
        if (step.endpoint.method !== 'GET') await putBack();
      }
    }
  });
});

async function switchPoliciesOff(world: RightsWorld): Promise<void> {
  const tables = await world.sql<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'midline'::regnamespace and relkind = 'r' and relrowsecurity`,
  );
  expect(tables.length).toBeGreaterThan(20);
  for (const table of tables) await world.sql(`alter table midline.${table.name} disable row level security`);
}

/** Calls about the organisations of the group that somebody doesn't belong to, and cases that nothing links them to. */
function foreignSteps(world: RightsWorld, caller: Caller): Step[] {
  const linked = Object.values(world.cases)
    .filter(({ naive }) => seesCase(caller.person, naive))
    .map(({ called }) => called);
  return [
    ...stepsOfTheWalk(world, endpoints, [caller]).filter(
      (step) => namesOrganisation(step.endpoint) && /^(north|south|vault|group)\b/.test(step.where),
    ),
    ...stepsOnCases(world, endpoints, [caller], { everyTarget: true }).filter(
      (step) => /^(north|south|vault)/.test(step.where) && !linked.some((called) => step.where.startsWith(called)),
    ),
  ];
}

function name(step: Step): string {
  return `${step.caller.called}: ${step.endpoint.name} at ${step.where}`;
}
