import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { runDecisionHistories } from './testing/served-decisions.ts';
import { type TreatmentWorld, treatmentWorld } from './testing/treatment-world.ts';

/** `npm run fuzz -- decisions` runs a thousand. */
const runs = Number(process.env['FUZZ_RUNS'] ?? 12);

let world: TreatmentWorld;
beforeAll(async () => {
  world = await treatmentWorld(inject('postgresUrl'));
});
afterAll(() => world?.stop());

test('eight decide at once on a real database: each version has one outcome, for the content that was seen, and whoever was late is told', {
  timeout: 60_000 + runs * 5000,
}, async () => {
  const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000_000);
  const figures = await runDecisionHistories(world, runs, seed).catch((error: Error) => {
    throw new Error(`seed ${seed}: ${error.message}`);
  });
  if (runs > 12) console.info(figures);
  expect(figures.done).toBeGreaterThan(runs * 5);
  expect(figures.late).toBeGreaterThan(runs * 10);
});
