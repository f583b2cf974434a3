import { expect, test } from 'vitest';
import { runUploadKills } from '#testing/kills/run-upload-kills.ts';

/** `npm run fuzz -- uploads` runs a hundred. */
const kills = Number(process.env['FUZZ_RUNS'] ?? 4);

test('a server killed during uploads loses no acknowledged byte, goes on with its checks and leaves no file behind', {
  timeout: 240_000 + kills * 20_000,
}, async () => {
  const figures = await runUploadKills(kills, kills > 4 ? console.info : undefined);
  if (kills > 4) console.info(figures);
  expect(figures).toMatchObject({ lost: [], unchecked: [], orphans: [] });
  expect(figures.uploads).toBeGreaterThan(kills);
  expect(figures.cutOff).toBeGreaterThan(0);
});
