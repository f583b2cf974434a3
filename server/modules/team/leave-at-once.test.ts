import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import * as team from '#contract/team.ts';
import type { TestBrowser } from '#testing/browser.ts';
import type { Organisation, Person } from '#testing/world.ts';
import { anotherGroup, inside, memberRow, type PracticeWorld, practiceWorld } from './testing/practice-world.ts';

let shared: PracticeWorld;
let here: PracticeWorld;

beforeAll(async () => {
  shared = await practiceWorld(inject('postgresUrl'));
});
beforeEach(async () => {
  here = await anotherGroup(shared);
});
afterAll(() => shared?.stop());

const of = (organisation: Organisation, memberId: string) => ({ ...inside(organisation), memberId });
const front = { role: 'front_desk', level: 'user' } as const;

async function colleague(
  organisation = here.north,
  role: 'front_desk' | 'owner_manager' = 'front_desk',
  level?: 'admin' | 'user',
) {
  const person = await here.person();
  return { person, id: await here.member(organisation, person, role, level) };
}

async function idOf(organisation: Organisation, person: Person): Promise<string> {
  return (await memberRow(here, organisation, person))!.id;
}

describe('at the same moment', () => {
  test('two Admins demoting, deactivating or removing each other leave one', async () => {
    for (const way of ['demote', 'deactivate', 'remove'] as const) {
      const world = await anotherGroup(here);
      const other = await world.person();
      const otherId = await world.member(world.north, other, 'owner_manager');
      const adminId = (await memberRow(world, world.north, world.admin))!.id;
      const act = (browser: TestBrowser, memberId: string) => {
        const params = of(world.north, memberId);
        if (way === 'demote') return browser.try(team.changeMember, { params, body: front });
        if (way === 'deactivate') return browser.try(team.deactivateMember, { params, body: {} });
        return browser.try(team.removeMember, { params, body: {} });
      };
      const answers = await Promise.all([act(world.adminBrowser, otherId), act(await world.as(other), adminId)]);
      const codes = answers.map(({ status, problem }) => (status < 300 ? 'done' : problem.code));
      expect(codes).toContain('done');
      // Whoever comes second is refused: as the last one's counterpart, or as Admin no more.
      expect(['last_admin', 'not_allowed', 'not_found']).toContain(codes.find((code) => code !== 'done'));
      const left = await here.sql(
        `select from members where organisation_id = $1 and level = 'admin' and removed_at is null and deactivated_at is null`,
        [world.north.id],
      );
      expect(left).toHaveLength(1);
    }
  });

  test('two transactions past the application demote two Admins: the second is refused at its commit', async () => {
    const other = await colleague(here.north, 'owner_manager');
    const ids = [other.id, await idOf(here.north, here.admin)];
    const outcomes = await Promise.allSettled(
      ids.map((id) => here.sql(`update members set level = 'user' where id = $1`, [id])),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('two managers deactivating the same person for the whole group, from different practices', async () => {
    const second = await here.person();
    await here.member(here.theGroup, second, 'group_manager');
    const secondBrowser = await here.as(second);
    for (let round = 0; round < 3; round += 1) {
      const { person, id } = await colleague(here.north);
      const southId = await here.member(here.south, person, 'front_desk');
      const answers = await Promise.all([
        here.managerBrowser.try(team.deactivateMember, { params: of(here.north, id), body: { wholeGroup: true } }),
        secondBrowser.try(team.deactivateMember, { params: of(here.south, southId), body: { wholeGroup: true } }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    }
  });
});
