import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { endpoints } from '#contract/index.ts';
import { complaintAbout, type Strange, strangeRequests } from '#testing/rights/fuzz.ts';
import { makeRightsWorld, type RightsWorld } from '#testing/rights/rights-world.ts';
import { send } from '#testing/rights/send.ts';
import { digestOfTables, rememberTables } from '#testing/rights/tables.ts';

const patience = process.env['FUZZ_RUNS'] ? 36_000_000 : 180_000;
const runs = Number(process.env['FUZZ_RUNS'] ?? 2_500);

let world: RightsWorld;
let putBack: () => Promise<void>;

beforeAll(async () => {
  world = await makeRightsWorld(inject('postgresUrl'));
  putBack = await rememberTables(world);
});
afterAll(() => world?.stop());

describe('bad input', () => {
  const refused: Strange[] = [];
  const seen = new Set<string>();

  test(`gets a refusal and never a 500, in ${runs} strange requests to every endpoint`, {
    timeout: 3_600_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(strangeRequests(world, endpoints), async (strange) => {
        const { complaint, received } = await complaintAbout(world, strange);
        if (complaint) throw new Error(complaint);
        seen.add(strange.endpoint);
        if (!received) return;
        if (received.status >= 400) refused.push(strange);
        else if (strange.sent.method !== 'GET') await putBack();
      }),
      {
        numRuns: runs,
        endOnFailure: process.env['FUZZ_SHRINK'] === undefined,
        // Every `npm test` sends the same requests, so that a failure belongs to a change; `npm run fuzz` looks for new ones.
        ...(process.env['FUZZ_RUNS'] ? {} : { seed: 1 }),
      },
    );
    expect([...seen].sort()).toEqual(endpoints.map((endpoint) => endpoint.name).sort());
    expect((await send(world.url, { method: 'GET', path: '/health' })).status).toBe(200);
  });

  test('changes nothing', { timeout: patience }, async () => {
    await putBack();
    const before = await digestOfTables(world);
    expect(refused.length).toBeGreaterThan(runs / 2);
    for (const strange of refused) await complaintAbout(world, strange);
    expect(await digestOfTables(world)).toBe(before);
  });
});
