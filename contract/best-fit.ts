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
  const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = sums as [
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
  const order = [0, 1, 2, 3].toSorted((one, other) => values[other]! - values[one]!);
  const [best, next] = order as [number, number];
  if (values[best]! - values[next]! <= 1e-9 * Math.abs(values[best]!)) return null;
  const [w, x, y, z] = vectors.map((row) => row[best]!) as [number, number, number, number];
  const size = Math.hypot(w, x, y, z) * (w < 0 ? -1 : 1);
  const turn: Quaternion = [x / size, y / size, z / size, w / size];
  return { turn, position: minus(goal, turnedBy(turn, middle)) };
}

function middleOf(points: readonly Vector[]): Vector {
  const sum = points.reduce<[number, number, number]>(([x, y, z], [a, b, c]) => [x + a, y + b, z + c], [0, 0, 0]);
  return [sum[0] / points.length, sum[1] / points.length, sum[2] / points.length];
}

type Matrix = number[][];

/** Eigenvalues and eigenvectors (columns) of a small symmetric matrix, by Jacobi's rotations. */
function eigen(symmetric: Matrix): { values: number[]; vectors: Matrix } {
  const size = symmetric.length;
  const a = symmetric.map((row) => [...row]);
  const vectors: Matrix = a.map((_, row) => a.map((_, column) => (row === column ? 1 : 0)));
  for (let sweep = 0; sweep < 16; sweep += 1) {
    let off = 0;
    for (let p = 0; p < size; p += 1) for (let q = p + 1; q < size; q += 1) off += a[p]![q]! ** 2;
    if (off === 0) break;
    for (let p = 0; p < size; p += 1) for (let q = p + 1; q < size; q += 1) rotate(a, vectors, p, q);
  }
  return { values: a.map((row, index) => row[index]!), vectors };
}

/** One of Jacobi's rotations: makes the element at row p and column q vanish. */
function rotate(a: Matrix, vectors: Matrix, p: number, q: number): void {
  if (a[p]![q] === 0) return;
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * a[p]![q]!);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  const turn = (row: number[]) => {
    [row[p], row[q]] = [c * row[p]! - s * row[q]!, s * row[p]! + c * row[q]!];
  };
  for (const row of a) turn(row);
  const [up, uq] = [[...a[p]!], [...a[q]!]];
  a[p] = up.map((value, column) => c * value - s * uq[column]!);
  a[q] = up.map((value, column) => s * value + c * uq[column]!);
  for (const row of vectors) turn(row);
}
