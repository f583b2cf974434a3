import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { runOrderHistories } from './testing/served-orders.ts';
import { type TreatmentWorld, treatmentWorld } from './testing/treatment-world.ts';

/** `npm run fuzz -- orders` runs a thousand. */
const runs = Number(process.env['FUZZ_RUNS'] ?? 25);

let world: TreatmentWorld;
beforeAll(async () => {
  world = await treatmentWorld(inject('postgresUrl'));
});
afterAll(() => world?.stop());

test('eight people at once on one order: every round comes out as if they had acted one after another, and who was late is told', {
  timeout: 60_000 + runs * 4000,
}, async () => {
  const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000_000);
  const figures = await runOrderHistories(world, runs, numbersFrom(seed)).catch((error: Error) => {
    throw new Error(`seed ${seed}: ${error.message}`);
  });
  if (runs > 25) console.info(figures);
  expect(figures.done).toBeGreaterThan(runs * 4);
});

/** Mulberry32: the same numbers for the same seed. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
