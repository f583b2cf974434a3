import { eigen } from './eigen.ts';
import { minus, turnedBy } from './poses.ts';
import type { Quaternion, ToothPose, Vector } from './setup-plan.ts';

/**
 * The rigid pose that brings points closest to others, least squares (B. K. P. Horn, Journal of the Optical Society of America A 4 (1987)
 * 629–642). Null where there are fewer than three, or they lie on one line: then many poses are equally good.
 */
export function bestFit(from: readonly Vector[], to: readonly Vector[]): ToothPose | null {
  if (from.length < 3) return null;
  const [middle, goal] = [middleOf(from), middleOf(to)];
  const sums = Array.from({ length: 9 }, () => 0);
  from.forEach((point, index) => {
    const [a, b] = [minus(point, middle), minus(to[index]!, goal)];
    for (let at = 0; at < 9; at += 1) sums[at]! += a[(at / 3) | 0]! * b[at % 3]!;
  });
  const { turn: found, certain } = closestTurn(sums);
  if (!certain) return null;
  const [x, y, z, w] = found;
  const size = Math.hypot(w, x, y, z) * (w < 0 ? -1 : 1);
  const turn: Quaternion = [x / size, y / size, z / size, w / size];
  return { turn, position: minus(goal, turnedBy(turn, middle)) };
}

function middleOf(points: readonly Vector[]): Vector {
  const sum = points.reduce<[number, number, number]>(([x, y, z], [a, b, c]) => [x + a, y + b, z + c], [0, 0, 0]);
  return [sum[0] / points.length, sum[1] / points.length, sum[2] / points.length];
}

/**
 * The turn that brings points closest to others, from the sums of products of their coordinates about their middles, row by row (Horn's matrix:
 * its eigenvector of the largest eigenvalue). Of length 1; not certain where other turns are as good.
 */
export function closestTurn(sums: readonly number[]): { turn: Quaternion; certain: boolean } {
  const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = sums as readonly [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const { values, vectors } = eigen([
    [xx + yy + zz, yz - zy, zx - xz, xy - yx],
    [yz - zy, xx - yy - zz, xy + yx, zx + xz],
    [zx - xz, xy + yx, yy - xx - zz, yz + zy],
    [xy - yx, zx + xz, yz + zy, zz - xx - yy],
  ]);
  const [best, next] = values.map((_, place) => place).toSorted((one, other) => values[other]! - values[one]!);
  const [w, x, y, z] = vectors[best!] as [number, number, number, number];
  const certain = values[best!]! - values[next!]! > 1e-9 * Math.abs(values[best!]!);
  return { turn: [x, y, z, w], certain };
}
