import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { decodePlan } from '#contract/tooth-movement/setup-plan.ts';
import { mutated, type Random, randomFrom } from '#platform/meshes/testing/mutate.ts';
import { problemCodes } from './problems.ts';
import type { ReadSetup } from './read-setup.ts';
import { makeDentition } from './testing/dentition.ts';
import { glbOf } from './testing/glb.ts';
import { readBytes } from './testing/read-bytes.ts';
import {
  givingWay,
  glbNodes,
  placedTeethFiles,
  stagedModelFiles,
  stagedTeethFiles,
  subsetupName,
  treatmentFile,
} from './testing/setup-files.ts';
import { type ZipEntry, zipOf } from './testing/zip.ts';

const long = process.env.FUZZ_RUNS !== undefined;
const runs = Number(process.env.FUZZ_RUNS ?? 400);
/** The same files in every `npm test`, so that a failure belongs to a change; others in each long run. */
const seed = long ? Number(process.env.FUZZ_SEED ?? Date.now() % 1e9) : 1;
const longestMs = 8000;
const mostMemoryMb = 1500;

const dentition = makeDentition({ stages: 2, detail: 2, teeth: [14, 12, 11, 21, 22, 24, 36, 31, 41, 46] });
const archives: ZipEntry[][] = [
  stagedTeethFiles(dentition),
  [...stagedModelFiles(dentition, subsetupName), treatmentFile(2)],
  [...placedTeethFiles(dentition, 'csv'), treatmentFile(2)],
  placedTeethFiles(dentition, 'json matrix'),
];
const binaries = [
  glbOf(glbNodes(dentition)),
  glbOf(
    glbNodes(dentition).map((node) =>
      node.name === 'upper' || node.name === 'lower'
        ? { ...node, ...givingWay(dentition, node.name), sparse: true }
        : node,
    ),
  ),
];
const known: readonly string[] = problemCodes;

test(`of ${runs} damaged setups each is read or refused with a known reason, in bounded time and memory, and nothing is left behind`, {
  timeout: 36_000_000,
}, async () => {
  const outcomes: Record<string, number> = {};
  let slowest = { ms: 0, run: -1 };
  let told = Date.now();
  for (let run = 0; run < runs; run += 1) {
    const bytes = damaged(randomFrom(seed + run));
    const began = performance.now();
    const found = await readBytes(bytes).catch((error: unknown) => {
      throw new Error(`seed ${seed} run ${run}: ${error instanceof Error ? error.stack : error}`);
    });
    const ms = performance.now() - began;
    if (ms > slowest.ms) slowest = { ms, run };
    for (const outcome of outcomesOf(found, `seed ${seed} run ${run}`))
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    if (long && Date.now() - told > 10_000) {
      told = Date.now();
      console.info(`${run + 1} of ${runs}`);
    }
    expect(ms, `seed ${seed} run ${run}`).toBeLessThan(longestMs);
    expect(process.memoryUsage.rss() / 1_048_576, `seed ${seed} run ${run}`).toBeLessThan(mostMemoryMb);
  }
  if (long)
    console.info(
      `seed ${seed}, slowest ${Math.round(slowest.ms)} ms in run ${slowest.run}: ${JSON.stringify(outcomes)}`,
    );
  expect(outcomes.read).toBeGreaterThan(0);
  expect(Object.keys(outcomes).length).toBeGreaterThan(8);
});

/** The bytes of a file of the archive changed, files lost, doubled or renamed, or the archive itself damaged. */
function damaged(random: Random): Buffer {
  if (random(4) === 0) return mutated([binaries[random(binaries.length)]!], random);
  let files = [...archives[random(archives.length)]!];
  for (let times = 1 + random(3); times > 0 && files.length > 0; times -= 1) {
    const at = random(files.length);
    const file = files[at]!;
    const how = random(6);
    if (how <= 2) files[at] = { ...file, bytes: mutated([file.bytes], random) };
    else if (how === 3) files = files.filter((_, place) => place !== at);
    else if (how === 4)
      files[at] = {
        ...file,
        name: mutated([Buffer.from(file.name)], random)
          .toString('latin1')
          .slice(0, 200),
      };
    else files.push({ ...file, ...lies[random(lies.length)]! });
  }
  const whole = zipOf(files);
  return random(4) === 0 ? mutated([whole], random) : whole;
}

const lies: Partial<ZipEntry>[] = [
  { name: '../x.stl' },
  { mode: 0o120777 },
  { encrypted: true },
  { claimedBytes: 7 },
  { claimedBytes: 4_000_000_000 },
  { claimedCrc: 1 },
  { stored: true },
];

function outcomesOf(found: ReadSetup, where: string): string[] {
  if ('problems' in found) {
    expect(found.problems.length, where).toBeGreaterThan(0);
    expect(found.problems.length, where).toBeLessThanOrEqual(51);
    for (const { code } of found.problems) expect(known, `${where}: ${code}`).toContain(code);
    return [...new Set(found.problems.map(({ code }) => code))];
  }
  const plan = decodePlan(gunzipSync(found.plan));
  const numbers = plan.poses.flat().flatMap(({ position, turn }) => [...position, ...turn]);
  const axes = plan.teeth.flatMap((tooth) => [...Object.values(tooth.axes).flat(), ...tooth.reference]);
  const all = [...numbers, ...axes, ...plan.bounds.min, ...plan.bounds.max];
  if (!all.every(Number.isFinite)) throw new Error(`${where}: a plan with numbers that are none`);
  const last = plan.full.at(-1)!;
  if (last.offset + last.length !== found.full.length) throw new Error(`${where}: parts that don’t fill their file`);
  return ['read'];
}
