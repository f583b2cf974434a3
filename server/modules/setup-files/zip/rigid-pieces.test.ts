import { expect, test } from 'vitest';
import { teethOf } from '#contract/teeth.ts';
import type { Vector } from '#contract/tooth-movement/setup-plan.ts';
import { usualPlace } from '../ideal-arch.ts';
import { makeDentition, rotation } from '../testing/dentition.ts';
import { planOf } from '../testing/read-bytes.ts';
import { stagedModelFiles, subsetupName } from '../testing/setup-files.ts';
import { stlOf, zipOf } from '../testing/zip.ts';
import { minus, plus, turned } from '../vectors.ts';

const stages = 4;
const teeth = teethOf('upper').filter((tooth) => tooth % 10 <= 7);
const [each, between, rows] = [24, 8, 30];

/** A model of one surface: patches of it move with a tooth, what lies between and below gives way. */
function oneSurface(stage: number): Buffer {
  const columns = teeth.length * (each + between);
  const positions: number[] = [];
  for (let column = 0; column <= columns; column += 1) {
    const place = Math.min(Math.floor(column / (each + between)), teeth.length - 1);
    const along = column - place * (each + between);
    const { middle, leftwards } = usualPlace(teeth[place]!);
    const next = usualPlace(teeth[Math.min(place + 1, teeth.length - 1)]!).middle;
    for (let row = 0; row <= rows; row += 1) {
      const up = (row / rows) * 12 - 4;
      const inside = along < each;
      const offset = inside ? (along / each - 0.5) * 5 : 2.5;
      const out = 2.5 * Math.cos((row / rows) * 5);
      const own: Vector = [leftwards[0] * offset + leftwards[1] * out, leftwards[1] * offset - leftwards[0] * out, up];
      const rigid = inside && up < 4;
      const turn = rotation([0.2, 0.1, 1], rigid ? (place % 3 === 0 ? 6 : -4) * (stage / stages) : 0);
      const gone: Vector = rigid
        ? [0, 0.3 * stage * (place % 2 === 0 ? 1 : -0.5), 0]
        : [0, 0, 0.15 * stage * Math.sin(column * 0.9 + row * 1.3)];
      const share = inside ? 0 : (along - each) / between;
      const at: Vector = plus(middle, minus(next, middle).map((value) => value * share) as unknown as Vector);
      positions.push(...plus(plus(turned(turn, own), at), gone));
    }
  }
  const corners: number[] = [];
  for (let column = 0; column < columns; column += 1)
    for (let row = 0; row < rows; row += 1) {
      const [a, b] = [column * (rows + 1) + row, (column + 1) * (rows + 1) + row];
      corners.push(a, b, b + 1, a, b + 1, a + 1);
    }
  return stlOf({ positions, corners });
}

test('teeth that are one surface with the gum are told apart by how they move', async () => {
  const files = Array.from({ length: stages + 1 }, (_, stage) => ({
    name: subsetupName('upper', stage),
    bytes: oneSurface(stage),
  }));
  const plan = await planOf(zipOf(files));
  expect(plan.teeth.map(({ tooth }) => tooth)).toEqual(teeth.toSorted((a, b) => a - b));
  expect(plan.surfaces.map(({ kind, parts }) => [kind, parts.length])).toEqual([['gingiva', stages + 1]]);
  expect(plan.residual).toBeLessThan(5e-5);
});

test('attachments that are shells of their own belong to the tooth with which they move', async () => {
  const dentition = makeDentition({ stages: 3, detail: 5 });
  const withBlocks = {
    ...dentition,
    teeth: dentition.teeth.map((tooth) => {
      const block = dentition.attachments.find((one) => one.tooth === tooth.tooth)?.shape;
      if (!block) return tooth;
      const count = tooth.shape.positions.length / 3;
      return {
        ...tooth,
        shape: {
          positions: Float64Array.from([...tooth.shape.positions, ...block.positions]),
          corners: Uint32Array.from([...tooth.shape.corners, ...block.corners.map((corner) => corner + count)]),
        },
      };
    }),
  };
  const plain = await planOf(zipOf(stagedModelFiles(dentition, subsetupName)));
  const plan = await planOf(zipOf(stagedModelFiles(withBlocks, subsetupName)));
  const triangles = (read: typeof plan, tooth: number) =>
    read.full[read.teeth.find((one) => one.tooth === tooth)!.part]!.triangles;
  expect(triangles(plan, 13)).toBe(triangles(plain, 13) + 12);
  expect(triangles(plan, 14)).toBe(triangles(plain, 14));
});

test('an arch with fewer teeth is numbered from its midline', async () => {
  const short = makeDentition({
    stages: 2,
    detail: 4,
    teeth: [15, 14, 13, 12, 11, 21, 22, 23, 24, 25, 26, 37, 36, 35, 34, 33, 32, 31, 41, 42, 43, 44, 45, 46, 47],
  });
  const plan = await planOf(zipOf(stagedModelFiles(short, subsetupName)));
  expect(plan.teeth.map(({ tooth }) => tooth)).toEqual(short.teeth.map(({ tooth }) => tooth).sort((a, b) => a - b));
});
