import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generateDentition, scanOf } from '../../../demo/anatomy/dentition.ts';
import { dot, poseOf, type Vector } from './pose.ts';
import { surfaceOf } from './surface.ts';

const dentition = generateDentition({ seed: 4, crowding: 0.5 });
const scans = { upper: scanOf(dentition, 'upper'), lower: scanOf(dentition, 'lower') };

/** All ways to lay a scan along the axes without mirroring it. */
const turns = [0, 1, 2]
  .flatMap((first) =>
    [0, 1, 2].flatMap((second) =>
      [1, -1].flatMap((a) =>
        [1, -1].map((b) => ({ x: axis(first, a), y: axis(second, b), possible: first !== second })),
      ),
    ),
  )
  .filter(({ possible }) => possible);

function axis(at: number, sign: number): Vector {
  return [0, 1, 2].map((place) => (place === at ? sign : 0)) as unknown as Vector;
}

function lying(role: 'upper' | 'lower', x: Vector, y: Vector) {
  const z: Vector = [x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]];
  const { positions, indices } = scans[role];
  const moved = new Float32Array(positions.length);
  for (let i = 0; i < moved.length; i += 3) {
    for (let to = 0; to < 3; to += 1)
      moved[i + to] = x[to]! * positions[i]! + y[to]! * positions[i + 1]! + z[to]! * positions[i + 2]!;
  }
  return {
    model: { ...surfaceOf({ positions: moved, indices, normals: null, colours: null }), role },
    up: z,
    front: y.map((value) => -value) as unknown as Vector,
  };
}

test('however a scanner lays its axes, one arch shows which way is up and forward', () => {
  fc.assert(
    fc.property(fc.constantFrom(...turns), fc.constantFrom('upper' as const, 'lower' as const), ({ x, y }, role) => {
      const { model, up, front } = lying(role, x, y);
      const pose = poseOf([model]);
      expect([...pose.up].map(Math.round)).toEqual([...up].map((value) => value + 0));
      expect(dot(pose.front, front)).toBeGreaterThan(0.97);
    }),
    { numRuns: 24 },
  );
}, 120_000);

test('without anything to go by, up is z and the patient looks towards −y', () => {
  expect(poseOf([])).toEqual({ up: [0, 0, 1], front: [0, -1, 0] });
});

describe('real scans', () => {
  const folder = `${process.env.MIDLINE_SAMPLES ?? '../shared/data'}/scans/sjtu-case0`;
  test.skipIf(!existsSync(folder))('closed crowns without gum still show where the front is', () => {
    const text = readFileSync(`${folder}/Ref_Upper_Mesh_Tag=0.obj`, 'utf8');
    const rows = (letter: string) =>
      text
        .split('\n')
        .filter((row) => row.startsWith(`${letter} `))
        .map((row) => row.split(/\s+/).slice(1, 4));
    const positions = Float32Array.from(rows('v').flat().map(Number));
    const indices = Uint32Array.from(
      rows('f')
        .flat()
        .map((corner) => Number.parseInt(corner, 10) - 1),
    );
    const { front } = poseOf([{ ...surfaceOf({ positions, indices, normals: null, colours: null }), role: 'upper' }]);
    expect(front).toEqual([0, -1, 0]);
  });
});
