import { expect, test } from 'vitest';
import { acrossOf, archOf } from '#contract/teeth.ts';
import { mouthCount, planSetup, versionCount } from '../cases/setup-plans.ts';
import { crown, depthInside, planned } from './crown.ts';
import { mesialOf, type PlacedTooth } from './dentition.ts';
import type { Vector } from './mesh.ts';
import type { Pose } from './staging.ts';

const plans = Array.from({ length: mouthCount * versionCount }, (_, each) => {
  const [which, version] = [Math.floor(each / versionCount), each % versionCount];
  return { name: `mouth ${which}, version ${version + 1}`, ...planSetup(which, version) };
});

function turned([x, y, z, w]: Pose['rotation'], [a, b, c]: Vector): Vector {
  const [u, v, t] = [2 * (y * c - z * b), 2 * (z * a - x * c), 2 * (x * b - y * a)];
  return [a + w * u + y * t - z * v, b + w * v + z * u - x * t, c + w * t + x * v - y * u];
}
const placedAt = ({ translation, rotation }: Pose, point: Vector): Vector => {
  const [x, y, z] = turned(rotation, point);
  return [x + translation[0], y + translation[1], z + translation[2]];
};
const seenFrom = ({ translation, rotation: [x, y, z, w] }: Pose, point: Vector): Vector =>
  turned([-x, -y, -z, w], [point[0] - translation[0], point[1] - translation[1], point[2] - translation[2]]);

test.each(plans)(
  '$name: no tooth goes further than 0.25 mm or turns more than 2° in a stage',
  ({ dentition, poses }) => {
    for (const [index, { tooth, form }] of dentition.teeth.entries()) {
      const way = poses[index]!;
      for (const [stage, pose] of way.slice(1).entries()) {
        const [one, other] = [way[stage]!, pose].map((each) => placedAt(each, [0, 0, form.height / 2])) as [
          Vector,
          Vector,
        ];
        const far = Math.hypot(...one.map((value, axis) => value - other[axis]!));
        expect(far, `${tooth} at stage ${stage + 1}`).toBeLessThanOrEqual(0.25 + 1e-9);
        const cosine = way[stage]!.rotation.reduce((sum, value, axis) => sum + value * pose.rotation[axis]!, 0);
        const degrees = (2 * Math.acos(Math.min(Math.abs(cosine), 1)) * 180) / Math.PI;
        expect(degrees, `${tooth} at stage ${stage + 1}`).toBeLessThanOrEqual(2 + 1e-6);
      }
    }
  },
);

test.each(plans)('$name: in the end neighbours don’t stand in each other, but for what is ground away', (plan) => {
  const { dentition, poses, treatment } = plan;
  for (const arch of ['upper', 'lower'] as const) {
    const row = dentition.teeth
      .map((tooth, index) => ({ ...tooth, end: poses[index]!.at(-1)! }))
      .filter(({ tooth }) => archOf(tooth) === arch)
      .toSorted((one, other) => acrossOf(one.tooth) - acrossOf(other.tooth));
    for (const [index, right] of row.slice(1).entries()) {
      const left = row[index]!;
      const ground = treatment.ipr
        .filter(({ between }) => between.includes(left.tooth) && between.includes(right.tooth))
        .reduce((sum, { mm }) => sum + mm, 0);
      const deep = Math.max(deepestIn(left, right), deepestIn(right, left));
      expect(deep, `${left.tooth}/${right.tooth}`).toBeLessThan(0.12 + ground);
    }
  }
});

type Ended = PlacedTooth & { end: Pose };

/** How deep points of one tooth lie in another at the end of treatment. */
function deepestIn(other: Ended, one: Ended): number {
  const { positions } = crown(one.form, mesialOf(one.tooth), planned);
  let deepest = -Infinity;
  for (let i = 0; i < positions.length; i += 3) {
    const point = placedAt(one.end, [positions[i]!, positions[i + 1]!, positions[i + 2]!]);
    const [x, y, z] = seenFrom(other.end, point);
    deepest = Math.max(deepest, depthInside(other.form, [x * mesialOf(other.tooth), y, z]));
  }
  return deepest;
}

test('the second version of a plan differs from the first: in its stages, its attachments and how single teeth end', () => {
  for (let which = 0; which < mouthCount; which += 1) {
    const [first, second] = [planSetup(which, 0), planSetup(which, 1)];
    expect(second.poses[0]!.length).toBeLessThanOrEqual(first.poses[0]!.length);
    expect(second.attachments).not.toEqual(first.attachments);
    const of12 = first.dentition.teeth.findIndex(({ tooth }) => tooth === 12);
    expect(second.poses[of12]!.at(-1)!.rotation).not.toEqual(first.poses[of12]!.at(-1)!.rotation);
  }
});
