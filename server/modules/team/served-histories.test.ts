import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { makeWorld, type World } from '#testing/world.ts';
import { runHistories } from './testing/run-histories.ts';

/** `npm run fuzz -- invitations` runs a thousand. */
const runs = Number(process.env['FUZZ_RUNS'] ?? 60);

let world: World;
beforeAll(async () => {
  world = await makeWorld(inject('postgresUrl'));
});
afterAll(() => world?.stop());

test('random histories over HTTP on a real database come out as a naive reading of the rules says', {
  timeout: 60_000 + runs * 2000,
}, async () => {
  const figures = await runHistories(world, runs, Date.now() % 1_000_000_000);
  if (runs > 60) console.info(figures);
  expect(figures.histories).toBe(runs);
});
