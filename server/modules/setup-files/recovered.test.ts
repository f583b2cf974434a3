import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { archOf, toothLabel } from '#contract/teeth.ts';
import type { SetupPlan, ToothPose } from '#contract/tooth-movement/setup-plan.ts';
import { type Dentition, makeDentition, rotation } from './testing/dentition.ts';
import { type GlbNode, glbOf } from './testing/glb.ts';
import { planOf, readBytes } from './testing/read-bytes.ts';
import {
  glbNodes,
  placedTeethFiles,
  setupGlb,
  stagedModelFiles,
  stagedTeethFiles,
  subsetupName,
  treatmentFile,
} from './testing/setup-files.ts';
import { zipOf } from './testing/zip.ts';
import { distance, minus, placed, product, turnedBack } from './vectors.ts';

const dentition = makeDentition({ stages: 5, detail: 6 });

/** How far the movement of any tooth from the first position differs from what it was made with: at most, in millimetres and degrees. */
function missed(plan: SetupPlan, made: Dentition): { mm: number; degrees: number } {
  let [mm, degrees] = [0, 0];
  made.teeth.forEach(({ tooth, poses }) => {
    const index = plan.teeth.findIndex((each) => each.tooth === tooth);
    const read = plan.poses[index]!;
    const point = plan.teeth[index]!.reference;
    const start = placed(read[0]!, point);
    // Delivered coordinates of a tooth are kept; those of recovered transforms begin where the file says.
    const own =
      plan.teeth[index]!.axesFrom === 'delivered'
        ? point
        : turnedBack(poses[0]!.turn, minus(start, poses[0]!.position));
    const begin = placed(poses[0]!, own);
    poses.forEach((pose, stage) => {
      const wanted = minus(placed(pose, own), begin);
      const found = minus(placed(read[stage]!, point), start);
      mm = Math.max(mm, distance(wanted, found));
      degrees = Math.max(degrees, angleBetween(between(poses[0]!, pose), between(read[0]!, read[stage]!)));
    });
  });
  return { mm, degrees };
}

const between = (from: ToothPose, to: ToothPose) => {
  const [x, y, z, w] = from.turn;
  return product(to.turn, [-x, -y, -z, w]);
};
function angleBetween(a: ToothPose['turn'], b: ToothPose['turn']): number {
  const [x, y, z, w] = b;
  const [dx, dy, dz] = product(a, [-x, -y, -z, w]);
  return (2 * Math.asin(Math.min(Math.hypot(dx, dy, dz), 1)) * 180) / Math.PI;
}

describe('the movement of every tooth comes back as it was made', () => {
  test('from glTF, to a hundred-thousandth of a millimetre and degree', async () => {
    const { mm, degrees } = missed(await planOf(setupGlb({ stages: 5, detail: 6 })), dentition);
    expect(mm).toBeLessThan(1e-5);
    expect(degrees).toBeLessThan(1e-5);
  });

  test.each(['csv', 'csv matrix', 'json', 'json matrix'] as const)(
    'from a table of transforms (%s), to a millionth',
    async (table) => {
      const { mm, degrees } = missed(await planOf(zipOf(placedTeethFiles(dentition, table))), dentition);
      expect(mm).toBeLessThan(1e-6);
      expect(degrees).toBeLessThan(1e-6);
    },
  );

  test.each([
    ['single teeth by stage', zipOf(stagedTeethFiles(dentition)), 0],
    ['whole models by stage, teeth and gum in one', zipOf(stagedModelFiles(dentition, subsetupName)), 0],
  ])('from %s, as exactly as 32-bit coordinates tell; what is left is told', async (_, bytes) => {
    const plan = await planOf(bytes);
    const { mm, degrees } = missed(plan, dentition);
    expect(mm).toBeLessThan(1e-5);
    expect(degrees).toBeLessThan(2e-4);
    expect(plan.residual).toBeGreaterThan(0);
    expect(plan.residual).toBeLessThan(2e-5);
    expect(plan.teeth.map(({ tooth }) => tooth).sort()).toEqual(dentition.teeth.map(({ tooth }) => tooth).sort());
    // The gum gives way, so it is kept for each stage.
    expect(plan.surfaces.map(({ kind, parts }) => [kind, parts.length])).toEqual([
      ['gingiva', 6],
      ['gingiva', 6],
    ]);
  });
});

describe('however a laboratory’s program writes it', () => {
  const root = (node: Partial<GlbNode>, children = glbNodes(dentition)) =>
    glbOf([{ name: 'scene', ...node, children }]);

  test.each<[string, Buffer]>([
    ['in metres, upright as glTF has it', root({ scale: [0.001, 0.001, 0.001], rotation: rotation([1, 0, 0], -90) })],
    ['turned by a quarter', root({ rotation: rotation([0, 0, 1], 90) })],
    [
      'upside down and far from the origin',
      root({ rotation: rotation([1, 0, 0], 180), translation: [400, -300, 200] }),
    ],
    [
      'with names of Universal numbers',
      glbOf(glbNodes(dentition, (tooth) => `Tooth_${toothLabel(tooth, 'universal')}`)),
    ],
    ['with names that say what they are', glbOf(glbNodes(dentition, (tooth) => `FDI ${tooth}`))],
    ['with teeth in a group for each arch', grouped()],
    ['with each mesh in a node of its own below the tooth', deeper()],
  ])('%s, the same is read', async (_, bytes) => {
    const plan = await planOf(bytes);
    const { mm, degrees } = missed(plan, dentition);
    expect(mm).toBeLessThan(2e-5);
    expect(degrees).toBeLessThan(2e-5);
    expect(plan.teeth).toHaveLength(28);
    expect(plan.teeth.every(({ axesFrom }) => axesFrom === 'delivered')).toBe(true);
    for (const upper of [true, false]) {
      const heights = plan.teeth.flatMap(({ tooth }, index) =>
        (archOf(tooth) === 'upper') === upper ? [plan.poses[index]![0]!.position[2]] : [],
      );
      expect(Math.sign(heights.reduce((sum, height) => sum + height, 0))).toBe(upper ? 1 : -1);
    }
  });

  function grouped(): Buffer {
    const nodes = glbNodes(dentition);
    const teeth = (upper: boolean) =>
      nodes.filter(({ name }) => /^\d/.test(name) && (archOf(Number(name)) === 'upper') === upper);
    const gum = (name: string) => nodes.find((node) => node.name === name)!;
    return glbOf([
      { name: 'Maxilla', children: [{ ...gum('upper'), name: 'gingiva_upper' }, ...teeth(true)] },
      { name: 'Mandible', children: [{ ...gum('lower'), name: 'gingiva_lower' }, ...teeth(false)] },
    ]);
  }

  function deeper(): Buffer {
    return glbOf(
      glbNodes(dentition).map(({ shape, children = [], ...node }): GlbNode => {
        const doubled = {
          positions: Float64Array.from(shape!.positions, (value) => value * 2),
          corners: shape!.corners,
        };
        return { ...node, children: [{ name: 'mesh', scale: [0.5, 0.5, 0.5], shape: doubled }, ...children] };
      }),
    );
  }
});

test('attachments are worn from the stage at which they appear to the one after which they are gone', async () => {
  const plan = await planOf(setupGlb({ stages: 5, detail: 6 }));
  expect(plan.attachments.map(({ tooth, from, to }) => [tooth, from, to])).toEqual(
    [13, 23, 33, 43].map((tooth) => [tooth, 1, 4]),
  );
});

test('an arch that is done before the other has fewer stages', async () => {
  const still = makeDentition({
    stages: 5,
    detail: 4,
    move: (tooth, stage) => ({
      by: [0, 0.2 * (archOf(tooth) === 'upper' ? Math.min(stage, 3) : stage), 0],
      about: [0, 0, 1],
      degrees: 0,
    }),
  });
  for (const bytes of [glbOf(glbNodes(still)), zipOf(stagedTeethFiles(still))]) {
    const { upperStages, lowerStages, stages } = await planOf(bytes);
    expect([upperStages, lowerStages, stages]).toEqual([3, 5, 5]);
  }
});

test('models of an arch may end before those of the other', async () => {
  const files = stagedModelFiles(dentition, subsetupName).filter(({ name }) => !/Subsetup[345]_Max/.test(name));
  const plan = await planOf(zipOf(files));
  expect([plan.stages, plan.upperStages, plan.lowerStages]).toEqual([5, 2, 5]);
  expect(plan.surfaces.map(({ parts }) => parts.length)).toEqual([6, 6]);
  expect(plan.teeth).toHaveLength(28);
  const misnumbered = files.map((file) => ({
    ...file,
    name: file.name.replace(/Subsetup(\d)/, (_, stage) => `Subsetup${Number(stage) + 1}`),
  }));
  // Stages may be counted from 1.
  expect((await planOf(zipOf(misnumbered))).stages).toBe(5);
});

test('the table of an archive comes with it, and what its rows can’t be is told', async () => {
  const sound = await readBytes(zipOf([...placedTeethFiles(dentition), treatmentFile(5)]));
  expect('treatment' in sound && sound.treatment).toMatchObject({
    wearDays: 10,
    ipr: [{ stage: 1, between: [31, 41], mm: 0.2 }],
  });
  const beyond = await readBytes(zipOf([...placedTeethFiles(dentition), treatmentFile(9)]));
  expect('problems' in beyond && beyond.problems).toEqual([
    { code: 'table_beyond', where: 'treatment.csv', facts: { stage: 9, stages: 5 } },
  ]);
});

test('models whose triangles change from stage to stage are kept as they are at each', async () => {
  const files = stagedModelFiles(dentition, subsetupName);
  const shorter = files.map(({ name, bytes }, place) => {
    const cut = Buffer.from(bytes.subarray(0, bytes.length - 50 * place));
    cut.writeUInt32LE((cut.length - 84) / 50, 80);
    return { name, bytes: cut };
  });
  const plan = await planOf(zipOf(shorter));
  expect(plan.teeth).toEqual([]);
  expect(plan.surfaces.map(({ kind, arch, parts }) => [kind, arch, parts.length])).toEqual([
    ['arch', 'upper', 6],
    ['arch', 'lower', 6],
  ]);
  expect(plan.bounds.max[2]).toBeGreaterThan(5);
  expect([plan.upperStages, plan.lowerStages]).toEqual([5, 5]);
});

test('forty stages of 28 teeth are told in less than 64 KB', async () => {
  const found = await readBytes(setupGlb({ stages: 40, detail: 5 }));
  if ('problems' in found) throw new Error(JSON.stringify(found.problems));
  expect(found.plan.length).toBeLessThan(64 * 1024);
  expect(gunzipSync(found.plan).length).toBeLessThan(64 * 1024);
});
