import { type Arch, type Tooth, teethOf } from '#contract/teeth.ts';
import { eigen } from '#contract/tooth-movement/eigen.ts';
import type { Vector } from '#contract/tooth-movement/setup-plan.ts';
import { fitSimilar } from '../fit.ts';
import { usualPlace } from '../ideal-arch.ts';
import { cross, direction, dot, minus, plus, times } from '../vectors.ts';

/** Teeth of an arch, told by nothing but where they lie. */
export type Unnumbered = { arch: Arch; middles: readonly Vector[]; rest: Vector | null };

const fewest = 6;
/** So far a tooth may lie, in the mean, from where it usually does; of a usual dentition's millimetres. */
const mostOff = 7;

/**
 * Numbers the teeth of an arch by their order along it: from the midline backwards on both sides, however many there are; the midline goes where
 * the whole fits a usual arch best. Null where the pieces don't look like the teeth of one arch.
 */
export function numberTeeth(own: Unnumbered, other: Unnumbered | undefined): Tooth[] | null {
  const { arch, middles } = own;
  if (middles.length < fewest || middles.length > 16) return null;
  const frame = frameOf(own, other);
  if (!frame) return null;
  const { left, back, centre } = frame;
  const angles = middles.map((middle) => {
    const off = minus(middle, centre);
    return Math.atan2(dot(off, left), -dot(off, back));
  });
  const order = angles.map((_, place) => place).sort((a, b) => angles[a]! - angles[b]!);
  const all = teethOf(arch);
  let best: { off: number; numbers: readonly Tooth[] } | null = null;
  for (let right = Math.max(1, order.length - 8); right <= Math.min(8, order.length - 1); right += 1) {
    const numbers = all.slice(8 - right, 8 - right + order.length);
    const usual = numbers.map((tooth): Vector => [usualPlace(tooth).middle[0], usualPlace(tooth).middle[1], 0]);
    const { off, scale } = fitSimilar(
      usual,
      order.map((place) => middles[place]!),
    );
    const far = off / scale + Math.abs(order.length / 2 - right) * 0.05;
    if (!best || far < best.off) best = { off: far, numbers };
  }
  if (!best || best.off > mostOff) return null;
  const numbered: Tooth[] = [];
  order.forEach((place, index) => {
    numbered[place] = best.numbers[index]!;
  });
  return numbered;
}

const mean = (points: readonly Vector[]) => times(points.reduce(plus, [0, 0, 0]), 1 / points.length);

/** Up, back and left as far as they show: teeth lie in a plane, gums behind them, and the arch opens to the back. */
function frameOf(
  own: Unnumbered,
  other: Unnumbered | undefined,
): { left: Vector; back: Vector; centre: Vector } | null {
  const { middles } = own;
  const centre = mean(middles);
  const up = upOf(own, centre, normalOf(middles, centre), other);
  const flat = (vector: Vector) => direction(minus(vector, times(up, dot(vector, up))));
  const off = middles.map((middle) => flat(minus(middle, centre))).filter((each) => each !== null);
  const [first] = off;
  if (!first) return null;
  const side = cross(up, first);
  const angles = off.map((each) => Math.atan2(dot(each, side), dot(each, first))).sort((a, b) => a - b);
  let [widest, opening] = [0, 0];
  angles.forEach((angle, place) => {
    const next = place + 1 < angles.length ? angles[place + 1]! : angles[0]! + 2 * Math.PI;
    if (next - angle > widest) [widest, opening] = [next - angle, (angle + next) / 2];
  });
  const back = plus(times(first, Math.cos(opening)), times(side, Math.sin(opening)));
  return { left: cross(back, up), back, centre };
}

function normalOf(middles: readonly Vector[], centre: Vector): Vector {
  const matrix = [0, 1, 2].map((row) =>
    [0, 1, 2].map((column) =>
      middles.reduce((sum, middle) => sum + (middle[row]! - centre[row]!) * (middle[column]! - centre[column]!), 0),
    ),
  );
  const { values, vectors } = eigen(matrix);
  return vectors[values.indexOf(Math.min(...values))]! as unknown as Vector;
}

function upOf({ arch, rest }: Unnumbered, centre: Vector, normal: Vector, other: Unnumbered | undefined): Vector {
  const sign = arch === 'upper' ? 1 : -1;
  const gum = rest ? dot(minus(rest, centre), normal) * sign : 0;
  const opposite = other && other.middles.length > 0 ? dot(minus(centre, mean(other.middles)), normal) * sign : 0;
  const told = Math.abs(opposite) > Math.abs(gum) ? opposite : gum;
  // Nothing tells: as the file has it.
  const points = told === 0 ? normal[2] : told;
  return points < 0 ? times(normal, -1) : normal;
}
