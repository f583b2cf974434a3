import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { deactivateMember, previewLeaving, reactivateMember, removeMember } from '#contract/team.ts';
import { addCase } from '../cases/testing/case-world.ts';
import {
  active,
  type CaseWorld,
  give,
  makeCollaboratorWorld,
  seenBy,
  stateOf,
  tick,
} from './testing/collaborator-world.ts';

let world: CaseWorld;
beforeAll(async () => {
  world = await makeCollaboratorWorld(inject('postgresUrl'));
  await tick(world);
});
afterAll(() => world?.stop());

/** A member of North who is also the provider's collaborator, on a case of North and one of South. */
async function memberAndCollaborator(practices: string[] | null = null) {
  const collaborator = await active(world, { practices });
  const memberId = await world.member(world.north, collaborator.person, 'front_desk');
  const [north, south] = [await addCase(world), await addCase(world, { practice: world.south })];
  await give(world, collaborator.id, [north, south]);
  return { ...collaborator, memberParams: { organisationId: world.north.id, memberId }, north, south };
}

const leftovers = async (params: { organisationId: string; memberId: string }) =>
  (await world.browsers.admin.call(previewLeaving, { params })).leftovers;

test('whoever leaves a practice is shown to work on its cases as a collaborator; deactivating suspends that, and coming back resumes it', async () => {
  const { id, person, memberParams, north, south } = await memberAndCollaborator();
  expect(await leftovers(memberParams)).toMatchObject([
    { kind: 'collaboration', id, provider: 'Provider Tester', practice: 'North', cases: 1 },
  ]);
  await world.browsers.admin.call(deactivateMember, { params: memberParams, body: {} });
  expect(await seenBy(world, person, [north, south])).toEqual([south.number]);
  expect(await stateOf(world, id)).toBe('active');
  await world.browsers.admin.call(reactivateMember, { params: memberParams });
  expect(await seenBy(world, person, [north, south])).toEqual([north.number, south.number]);
});

test('removing ends it on the practice’s cases for good, and altogether where it was for that practice alone', async () => {
  const wide = await memberAndCollaborator();
  await world.browsers.admin.call(removeMember, { params: wide.memberParams, body: {} });
  expect(await seenBy(world, wide.person, [wide.north, wide.south])).toEqual([wide.south.number]);
  expect(await stateOf(world, wide.id)).toBe('active');
  expect(await give(world, wide.id, [wide.north])).toMatchObject({ given: 0 });
  const narrow = await memberAndCollaborator([world.north.id]);
  await world.browsers.admin.call(removeMember, { params: narrow.memberParams, body: {} });
  expect(await seenBy(world, narrow.person, [narrow.north])).toEqual([]);
  expect(await stateOf(world, narrow.id)).toBe('ended');
});

test('what is ticked stays', async () => {
  const { id, person, memberParams, north } = await memberAndCollaborator();
  await world.browsers.admin.call(removeMember, { params: memberParams, body: { keep: [id] } });
  expect(await seenBy(world, person, [north])).toEqual([north.number]);
});
