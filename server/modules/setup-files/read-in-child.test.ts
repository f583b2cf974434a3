import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodePlan } from '#contract/tooth-movement/setup-plan.ts';
import { readGlb } from '#platform/meshes/testing/read-glb.ts';
import { type SetupReader, startSetupReader } from './index.ts';
import { setupLimits } from './limits.ts';
import { makeDentition } from './testing/dentition.ts';
import { placedTeethFiles, setupGlb, treatmentFile } from './testing/setup-files.ts';
import { zipOf } from './testing/zip.ts';

let folder: string;
let reader: SetupReader;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'midline-setup-'));
  reader = startSetupReader();
});
afterAll(async () => {
  reader?.close();
  await rm(folder, { recursive: true });
});

async function read(bytes: Buffer, by = reader) {
  const [input, into] = [join(folder, 'input'), await mkdtemp(join(folder, 'into-'))];
  await writeFile(input, bytes);
  return { found: await by.read(input, into), written: await readdir(into), into };
}

test('a file that is refused leaves nothing', async () => {
  const { found, written } = await read(setupGlb({ stages: 2, detail: 3, teeth: [11, 21] }));
  expect('problems' in found && found.problems).toEqual([
    { code: 'no_teeth', where: '', facts: { found: 2, least: 4 } },
  ]);
  expect(written).toEqual([]);
});

test('a file that takes too long is given up, and the next one is read', async () => {
  const hurried = startSetupReader({ timeLimitMs: 300 });
  const slow = setupGlb({ stages: 100, detail: 40 });
  const { found, written } = await read(slow, hurried);
  expect('problems' in found && found.problems.map(({ code }) => code)).toEqual(['took_too_long']);
  expect(written).toEqual([]);
  hurried.close();
});

test('an archive that unpacks to more memory than one file may have is given up', async () => {
  const small = startSetupReader({ memoryLimitMb: 150, limits: { ...setupLimits, maxEntryBytes: 900_000_000 } });
  const bytes = zipOf([
    { name: 'Stage_0/Tooth_8.stl', bytes: Buffer.alloc(300_000_000) },
    { name: 'Stage_1/Tooth_8.stl', bytes: Buffer.alloc(84) },
  ]);
  expect(bytes.length).toBeLessThan(1_000_000);
  const { found, written } = await read(bytes, small);
  expect('problems' in found && found.problems.map(({ code }) => code)).toEqual(['needed_too_much_memory']);
  expect(written).toEqual([]);
  small.close();
});

test('of a sound file there are plan, meshes by part in two qualities, and pictures with teeth and gums in them', async () => {
  const dentition = makeDentition({ stages: 3, detail: 30 });
  const { found, written, into } = await read(zipOf([...placedTeethFiles(dentition), treatmentFile(3)]));
  if ('problems' in found) throw new Error(JSON.stringify(found.problems));
  expect(written.sort()).toEqual(['coarse', 'first_stage', 'full', 'last_stage', 'plan', 'thumbnail']);
  expect(found.treatment).toMatchObject({ wearDays: 10 });
  const plan = decodePlan(gunzipSync(await readFile(join(into, 'plan'))));
  for (const kind of ['coarse', 'full'] as const) {
    const bytes = await readFile(join(into, kind));
    let at = 0;
    for (const { offset, length, triangles } of plan[kind]) {
      expect(offset).toBe(at);
      at += length;
      const mesh = await readGlb(bytes.subarray(offset, offset + length));
      expect(mesh.corners.length).toBe(triangles * 3);
    }
    expect(at).toBe(bytes.length);
  }
  const seen = plan.coarse.reduce((sum, { triangles }) => sum + triangles, 0);
  expect(plan.full.reduce((sum, { triangles }) => sum + triangles, 0)).toBeGreaterThan(90_000);
  expect(seen).toBeGreaterThan(50_000);
  expect(seen).toBeLessThan(66_000);
  for (const picture of ['first_stage', 'last_stage', 'thumbnail']) {
    const { channels, isOpaque } = await sharp(join(into, picture)).stats();
    const [red, , blue] = channels;
    expect(isOpaque).toBe(false);
    expect(red!.max).toBeGreaterThan(200);
    expect(red!.mean).toBeGreaterThan(blue!.mean);
  }
});
