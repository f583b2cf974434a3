import { expect, test } from 'vitest';
import { runKills } from '#testing/kills/run-kills.ts';

/** `npm run fuzz -- kills` runs a hundred. */
const kills = Number(process.env['FUZZ_RUNS'] ?? 8);

test('a server killed while people are invited loses no acknowledged invitation and no mail, and stops when told to', {
  timeout: 240_000 + kills * 20_000,
}, async () => {
  const figures = await runKills(kills, kills > 8 ? console.info : undefined);
  if (kills > 8) console.info(figures);
  expect(figures).toMatchObject({ lost: [], mailsLost: [], repeatedWrongly: [], stop: { code: 0 } });
  expect(figures.acknowledged).toBeGreaterThan(kills);
  expect(figures.stop.milliseconds).toBeLessThan(10_000);
});
