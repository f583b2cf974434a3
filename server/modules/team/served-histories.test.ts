import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { makeWorld, type World } from '#testing/world.ts';
import { runHistories } from './testing/run-histories.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld(inject('postgresUrl'));
});
afterAll(() => world?.stop());

/** The rest of the thousand: npm run fuzz -- invitations. */
test('random histories over HTTP on a real database come out as a naive reading of the rules says', async () => {
  const { histories } = await runHistories(world, 100, Date.now() % 1_000_000_000);
  expect(histories).toBe(100);
});
