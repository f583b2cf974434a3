import { expect, test } from 'vitest';
import { runKills } from '#testing/kills/run-kills.ts';

test('a server killed while people are invited loses no acknowledged invitation and no mail', {
  timeout: 120_000,
}, async () => {
  const figures = await runKills(8);
  expect(figures).toMatchObject({ lost: [], mailsLost: [], repeatedWrongly: [], stop: { code: 0 } });
  expect(figures.acknowledged).toBeGreaterThan(50);
  expect(figures.stop.milliseconds).toBeLessThan(10_000);
});
