import { parentPort, workerData } from 'node:worker_threads';
import { readSample, sampleNames } from '#testing/sample-data.ts';
import { convertMesh } from '../convert-mesh.ts';
import { drawMesh } from '../draw-mesh.ts';
import { isMeshRefusal, meshRefusalCodes } from '../mesh.ts';
import { asciiStl, binaryStl, bumpyRing, hps, obj, ply } from './generated-meshes.ts';
import { mutated, randomFrom } from './mutate.ts';
import { readGlb } from './read-glb.ts';

/** Which runs this worker does: each number from its own, in steps of all workers. */
export type FuzzPart = { seed: number; from: number; step: number; runs: number; clock: SharedArrayBuffer };

/** What came out, by refusal code or 'converted'. */
export type FuzzReport = { outcomes: Record<string, number>; slowest: { ms: number; run: number }; crashes: string[] };

/** Places in the clock that the watcher reads: runs done, the run under way, and since when (milliseconds). */
export const clockPlaces = { done: 0, run: 1, since: 2 };

/** Real files small enough to be tried often. */
const largestSample = 40_000;
const [drawn, decoded] = [400, 20];

if (parentPort) {
  const { seed, from, step, runs, clock } = workerData as FuzzPart;
  const shared = new Float64Array(clock);
  const files = seedFiles();
  const report: FuzzReport = { outcomes: {}, slowest: { ms: 0, run: -1 }, crashes: [] };
  for (let run = from; run < runs && report.crashes.length < 20; run += step) {
    shared[clockPlaces.run] = run;
    const bytes = mutated(files, randomFrom(seed + run));
    const began = performance.now();
    shared[clockPlaces.since] = Date.now();
    try {
      const outcome = await outcomeOf(bytes, run);
      report.outcomes[outcome] = (report.outcomes[outcome] ?? 0) + 1;
    } catch (error) {
      report.crashes.push(`seed ${seed} run ${run}: ${error instanceof Error ? error.stack : error}`);
    }
    const ms = performance.now() - began;
    if (ms > report.slowest.ms) report.slowest = { ms, run };
    shared[clockPlaces.since] = Number.POSITIVE_INFINITY;
    shared[clockPlaces.done]! += 1;
  }
  parentPort.postMessage(report);
}

/** Converts, and now and then decodes and draws; throws where what comes out can't be true. */
async function outcomeOf(bytes: Buffer, run: number): Promise<string> {
  const result = await convertMesh(bytes);
  if (isMeshRefusal(result)) {
    if (!meshRefusalCodes.includes(result.refused)) throw new Error(`unknown refusal ${result.refused}`);
    return result.refused;
  }
  const { facts, glb, mesh } = result;
  const numbers = [facts.area, facts.largestError, ...facts.bounds.min, ...facts.bounds.max];
  if (!numbers.every(Number.isFinite)) throw new Error(`facts that are no numbers: ${JSON.stringify(facts)}`);
  if (facts.triangles < 1 || facts.vertices < 3) throw new Error('converted, and nothing there');
  if (facts.bitsPerCoordinate === 16 && facts.largestError > 0.002) throw new Error(`${facts.largestError} mm off`);
  if (run % decoded === 0) {
    const read = await readGlb(glb);
    if (read.corners.length !== facts.triangles * 3) throw new Error('other triangles came back');
    if (read.corners.some((corner) => corner * 3 >= read.positions.length))
      throw new Error('a corner without a vertex');
  }
  if (run % drawn === 0) await drawMesh(mesh);
  return 'converted';
}

function seedFiles(): Buffer[] {
  const ring = bumpyRing(7, 5);
  const made = [
    binaryStl(ring),
    binaryStl(ring, 'COLOR=abcd'),
    binaryStl(ring, 'solid'),
    asciiStl(ring),
    obj(ring),
    hps(ring),
    ply(ring, 'ascii'),
    ply(ring, 'binary_little_endian'),
    ply(ring, 'binary_big_endian'),
    Buffer.from(
      'v 0 0 0 1 0 0\nv 10 0 0 0 1 0\nv 10 10 0 0 0 1\nv 5 1 0 0 0 0\nv 0 10 0 1 1 1\nf 1 2 3 4 5\nf -1/1/1 -2//1 -3/2\n',
    ),
  ];
  const names = ['meshes', 'setups/opensourceortho', 'scans/3shape-hps'].flatMap(sampleNames);
  const small = names
    .filter((name) => /\.(?:stl|ply|obj|dcm)$/i.test(name))
    .map(readSample)
    .filter(({ length }) => length > 0 && length < largestSample);
  return [...made, ...made, ...small];
}
