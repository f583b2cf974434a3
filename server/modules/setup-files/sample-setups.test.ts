import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { archOf, readTooth, sideOf } from '#contract/teeth.ts';
import { decodePlan } from '#contract/tooth-movement/setup-plan.ts';
import { readSample, sampleNames, samplesAreThere } from '#testing/sample-data.ts';
import { setupLimits } from './limits.ts';
import { Problems } from './problems.ts';
import { glbOf } from './testing/glb.ts';
import { problemsOf, readBytes } from './testing/read-bytes.ts';
import { type ZipEntry, zipOf } from './testing/zip.ts';
import { placed } from './vectors.ts';
import { readMesh } from './zip/read-mesh.ts';

/** Real teeth, where the sample data lie beside the checkout. */
const whole = sampleNames('setups/clik-256-initial').filter((name) => name.endsWith('.ply'));
const crowns = sampleNames('setups/sjtu-case0-byFDI').filter((name) => name.endsWith('.obj'));
const fdiOf = (name: string) =>
  whole.includes(name)
    ? readTooth(/(\d+)\.ply$/.exec(name)![1]!, 'universal')!
    : Number(/FDI=(\d+)\.obj$/.exec(name)![1]);

/** Each tooth moved a little outwards of the file's middle, in three stages. */
function archive(names: readonly string[]): ZipEntry[] {
  const rows = names.flatMap((name) =>
    [0, 1, 2, 3].map((stage) => [stage, fdiOf(name), 0.1 * stage, 0, 0, 0, 0, 0, 1].join(',')),
  );
  const table = ['stage,tooth,x,y,z,qx,qy,qz,qw', ...rows].join('\n');
  return [
    ...names.map((name) => ({ name: name.split('/').at(-1)!, bytes: readSample(name) })),
    { name: 'transforms.csv', bytes: Buffer.from(table) },
  ];
}

function binary(names: readonly string[]): Buffer {
  return glbOf(
    names.map((name) => ({
      name: `tooth_${fdiOf(name)}`,
      shape: readMesh(readSample(name), name, setupLimits, new Problems())!,
      tracks: { translation: [0, 1, 2, 3].map((stage) => [0.1 * stage, 0, 0]) },
    })),
  );
}

describe.skipIf(!samplesAreThere)('real teeth become a setup', () => {
  test.each<[string, () => Buffer, number, number]>([
    ['whole teeth of both arches, named by Universal numbers, as PLY', () => zipOf(archive(whole)), 30, 60_000],
    ['the same as glTF', () => binary(whole), 30, 60_000],
    [
      'crowns of an upper arch, named by FDI numbers, as OBJ',
      () => zipOf(archive(crowns.filter((name) => archOf(fdiOf(name)) === 'upper'))),
      14,
      60_000,
    ],
    [
      'crowns of a lower arch',
      () => zipOf(archive(crowns.filter((name) => archOf(fdiOf(name)) === 'lower'))),
      14,
      60_000,
    ],
  ])('%s', async (_, make, teeth, coarse) => {
    const found = await readBytes(make());
    if ('problems' in found) throw new Error(JSON.stringify(found.problems));
    const plan = decodePlan(gunzipSync(found.plan));
    expect(plan.teeth).toHaveLength(teeth);
    expect(found.facts.coarseTriangles).toBeLessThan(coarse * 1.1);
    expect(found.coarse.length).toBeLessThan(found.full.length);
    for (const { tooth, axes, part, reference } of plan.teeth) {
      const pose = plan.poses[plan.teeth.findIndex((each) => each.tooth === tooth)]![0]!;
      const middle = placed(pose, reference);
      expect([tooth, Math.sign(middle[0])]).toEqual([tooth, sideOf(tooth) === 'left' ? 1 : -1]);
      for (const axis of Object.values(axes)) expect(Math.hypot(...axis)).toBeCloseTo(1, 9);
      expect(plan.full[part]!.triangles).toBeGreaterThan(1000);
    }
    const wide = plan.bounds.max[0] - plan.bounds.min[0];
    expect(wide).toBeGreaterThan(40);
    expect(wide).toBeLessThan(90);
  });

  test('files that are no setup say so', async () => {
    for (const name of sampleNames('setups/gltf-animated').filter((each) => each.endsWith('.gltf')))
      expect(await problemsOf(readSample(name))).toEqual(['not_a_setup']);
    for (const name of sampleNames('meshes/gltf').filter((each) => each.endsWith('.glb')))
      expect(await problemsOf(readSample(name))).not.toEqual([]);
    for (const name of sampleNames('meshes/malformed/glb')) expect(await problemsOf(readSample(name))).not.toEqual([]);
    const crown = readSample('setups/opensourceortho/incisor.stl');
    expect(
      await problemsOf(
        zipOf([
          { name: 'Stage_0/11.stl', bytes: crown },
          { name: 'Stage_1/11.stl', bytes: crown },
        ]),
      ),
    ).toEqual(['no_teeth']);
  });
});
