import fc from 'fast-check';
import { turnAfter, turnedBy } from '../poses.ts';
import type { Quaternion, ToothAxes, ToothPose, Vector } from '../setup-plan.ts';
import type { MovingTooth } from '../tooth-movement.ts';

/** A turn around an axis, in degrees. */
export function turnAround([x, y, z]: Vector, degrees: number): Quaternion {
  const half = (degrees / 360) * Math.PI;
  const share = Math.sin(half) / Math.hypot(x, y, z);
  return [x * share, y * share, z * share, Math.cos(half)];
}

/** Axes as the teeth of the patient's upper right or left have them. */
export const axesOf = (side: 'right' | 'left'): ToothAxes => ({
  mesial: side === 'right' ? [1, 0, 0] : [-1, 0, 0],
  buccal: [0, -1, 0],
  occlusal: [0, 0, -1],
});

const number = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
export const anyVector = (most = 50): fc.Arbitrary<Vector> => fc.tuple(number(most), number(most), number(most));

export const anyTurn: fc.Arbitrary<Quaternion> = fc
  .tuple(number(1), number(1), number(1), number(1))
  .filter((all) => Math.hypot(...all) > 0.1)
  .map((all) => all.map((value) => value / Math.hypot(...all)) as unknown as Quaternion);

export const anyPose: fc.Arbitrary<ToothPose> = fc.record({ position: anyVector(), turn: anyTurn });

/** A turn of up to so many degrees. */
export const turnUpTo = (most: number): fc.Arbitrary<Quaternion> =>
  fc.tuple(anyTurn, number(most)).map(([axis, degrees]) => {
    const [x, y, z] = turnedBy(axis, [0, 0, 1]);
    return turnAround([x, y, z], degrees);
  });

/** A tooth with any axes, of either hand. */
export const anyTooth: fc.Arbitrary<MovingTooth> = fc.record({
  reference: anyVector(10),
  axes: fc.tuple(anyTurn, fc.constantFrom<'right' | 'left'>('right', 'left')).map(([turn, side]) => {
    const { mesial, buccal, occlusal } = axesOf(side);
    return { mesial: turnedBy(turn, mesial), buccal: turnedBy(turn, buccal), occlusal: turnedBy(turn, occlusal) };
  }),
});

/** A pose, and one that was reached from it by a movement of up to so many millimetres and degrees. */
export const anyStep = (mm: number, degrees: number): fc.Arbitrary<[ToothPose, ToothPose]> =>
  fc.tuple(anyPose, anyVector(mm), turnUpTo(degrees)).map(([from, [x, y, z], turn]) => [
    from,
    {
      position: [from.position[0] + x, from.position[1] + y, from.position[2] + z],
      turn: turnAfter(turn, from.turn),
    },
  ]);
