import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestFit } from './best-fit.ts';
import { placedBy, poseAfter, turnedBy, undone } from './poses.ts';
import type { PlannedTooth, SetupPlan, ToothPose, Vector } from './setup-plan.ts';
import { makePlan } from './testing/plans.ts';
import { anyPose, anyVector, turnAround } from './testing/poses.ts';
import { movementsOf, movementTerms } from './tooth-movement.ts';
import { alignVersions, movementsAcross } from './version-alignment.ts';

const plan = makePlan({ stages: 10 });

/** The same plan as a later file has it: every tooth's mesh in other coordinates, the whole mouth elsewhere. */
function exportedAnew(of: SetupPlan, mouth: ToothPose, mesh: ToothPose): SetupPlan {
  const teeth = of.teeth.map((tooth): PlannedTooth => {
    const turned = (axis: Vector) => turnedBy(mesh.turn, axis);
    const { mesial, buccal, occlusal } = tooth.axes;
    return {
      ...tooth,
      reference: placedBy(mesh, tooth.reference),
      axes: { mesial: turned(mesial), buccal: turned(buccal), occlusal: turned(occlusal) },
    };
  });
  const poses = of.poses.map((stages) => stages.map((pose) => poseAfter(poseAfter(mouth, pose), undone(mesh))));
  return { ...of, teeth, poses };
}

test('two stages of one plan are the same whether seen as one version or as two', () => {
  const wanted = movementsOf(plan, 2, 7);
  movementsAcross({ plan, stage: 2 }, { plan, stage: 7 }).forEach(({ movement }, index) => {
    for (const term of movementTerms) expect(movement[term]).toBeCloseTo(wanted[index]!.movement[term], 9);
  });
});

test('a version exported anew, turned and moved as a whole, has moved by nothing', () => {
  fc.assert(
    fc.property(anyPose, anyPose, fc.nat(10), (mouth, mesh, stage) => {
      const second = exportedAnew(plan, mouth, mesh);
      const alignment = alignVersions(plan, second);
      // A mouth moved by less than a tenth of a micrometre counts as the same, and lies by so much apart.
      const same = alignment.by === 'same';
      expect(alignment.apart).toBeLessThan(same ? 1e-4 : 1e-9);
      for (const { movement } of movementsAcross({ plan, stage }, { plan: second, stage }, alignment)) {
        expect(movement.distance).toBeLessThan(same ? 1e-4 : 1e-7);
        expect(movement.turn).toBeLessThan(same ? 1e-3 : 1e-6);
      }
    }),
    {
      numRuns: 50,
      examples: [[{ position: [1e-9, 0, 0], turn: [0, 0, 0, 1] }, { position: [0, 0, 0], turn: [0, 0, 0, 1] }, 3]],
    },
  );
});

test('other axes and another middle of the crown in the second version don’t change what its teeth are said to do', () => {
  const shifted = plan.teeth.map((tooth, index): PlannedTooth => {
    const off = ((index % 5) - 2) * 0.05;
    const [x, y, z] = tooth.reference;
    const axis = (of: Vector) => turnedBy(turnAround([1, 1, 0], 8), of);
    const { mesial, buccal, occlusal } = tooth.axes;
    return {
      ...tooth,
      reference: [x + off, y - off, z + off / 2],
      axes: { mesial: axis(mesial), buccal: axis(buccal), occlusal: axis(occlusal) },
    };
  });
  const second = { ...plan, teeth: shifted };
  const alignment = alignVersions(plan, second);
  expect(alignment.by).toBe('fitted');
  expect(alignment.apart).toBeLessThan(0.12);
  const wanted = movementsOf(plan, 0, 10);
  movementsAcross({ plan, stage: 0 }, { plan: second, stage: 10 }, alignment).forEach(({ movement }, index) => {
    for (const term of movementTerms)
      expect(Math.abs(movement[term] - wanted[index]!.movement[term])).toBeLessThan(0.02);
  });
});

test('teeth that only one version has are named, and left out', () => {
  const first = makePlan({ stages: 3, teeth: [11, 12, 13, 14, 21] });
  const second = makePlan({ stages: 3, teeth: [11, 12, 13, 21, 22] });
  const alignment = alignVersions(first, second);
  expect(alignment).toMatchObject({ common: [11, 12, 13, 21], onlyFirst: [14], onlySecond: [22], by: 'same' });
  const moved = movementsAcross({ plan: first, stage: 0 }, { plan: second, stage: 3 });
  expect(moved.map(({ tooth }) => tooth)).toEqual([11, 12, 13, 21]);
});

test('with two teeth in common nothing is laid over, and it says so', () => {
  const first = makePlan({ stages: 1, teeth: [11, 21] });
  const second = exportedAnew(
    first,
    { position: [3, 0, 0], turn: [0, 0, 0, 1] },
    { position: [0, 0, 0], turn: [0, 0, 0, 1] },
  );
  expect(alignVersions(first, second)).toMatchObject({ by: 'too_few', apart: 3 });
  expect(alignVersions(first, makePlan({ stages: 1, teeth: [31] }))).toMatchObject({
    common: [],
    apart: 0,
    by: 'too_few',
  });
});

test('versions that begin from different teeth say how far they lie apart', () => {
  const later = makePlan({ stages: 14, step: (tooth) => ({ move: tooth % 2 ? [0.1, 0, 0] : [0, 0.1, 0] }) });
  const second = { ...later, stages: 4, poses: later.poses.map((stages) => stages.slice(10)) };
  expect(alignVersions(plan, second).apart).toBeGreaterThan(0.5);
});

test('the best fit finds any pose again, and none for points on a line', () => {
  fc.assert(
    fc.property(anyPose, fc.array(anyVector(), { minLength: 4, maxLength: 28 }), (pose, points) => {
      const spread = [...points, [10, 0, 0], [0, 10, 0], [0, 0, 10]] as Vector[];
      const found = bestFit(
        spread,
        spread.map((point) => placedBy(pose, point)),
      )!;
      for (const point of spread) {
        const [one, other] = [placedBy(found, point), placedBy(pose, point)];
        expect(Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2])).toBeLessThan(1e-8);
      }
    }),
  );
  const line = [0, 1, 2, 3].map((along): Vector => [along, 2 * along, -along]);
  expect(bestFit(line, line)).toBe(null);
});
