import type { Quaternion, Vector } from '#contract/setup-plan.ts';
import { minus, plus, type Similarity, similar, sizeOf, times, turned, unitTurn } from './vectors.ts';

/** The turn and move that bring points nearest to others (Horn's method), and how far the furthest stays away. */
export type RigidFit = { turn: Quaternion; move: Vector; residual: number };

/** Points of both sides, three numbers each; `picked` says which to fit, all are told in `residual`. */
export function fitRigid(from: ArrayLike<number>, to: ArrayLike<number>, picked?: ArrayLike<number>): RigidFit {
  const count = picked ? picked.length : from.length / 3;
  const at = (place: number) => (picked ? picked[place]! : place) * 3;
  const a = [0, 0, 0];
  const b = [0, 0, 0];
  for (let place = 0; place < count; place += 1) {
    for (let axis = 0; axis < 3; axis += 1) {
      a[axis]! += from[at(place) + axis]! / count;
      b[axis]! += to[at(place) + axis]! / count;
    }
  }
  const s = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let place = 0; place < count; place += 1) {
    for (let row = 0; row < 3; row += 1)
      for (let column = 0; column < 3; column += 1)
        s[row * 3 + column]! += (from[at(place) + row]! - a[row]!) * (to[at(place) + column]! - b[column]!);
  }
  const turn = turnOf(s);
  const move = minus(b as unknown as Vector, turned(turn, a as unknown as Vector));
  return { turn, move, residual: residualOf(from, to, { scale: 1, turn, move }, count, at) };
}

function residualOf(
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  similarity: Similarity,
  count: number,
  at: (place: number) => number,
): number {
  const [x, y, z, w] = similarity.turn;
  const m = [
    ...[1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
    ...[2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
    ...[2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
  ];
  let largest = 0;
  for (let place = 0; place < count; place += 1) {
    const i = at(place);
    let squared = 0;
    for (let row = 0; row < 3; row += 1) {
      const put = m[row * 3]! * from[i]! + m[row * 3 + 1]! * from[i + 1]! + m[row * 3 + 2]! * from[i + 2]!;
      squared += (put + similarity.move[row]! - to[i + row]!) ** 2;
    }
    if (squared > largest) largest = squared;
  }
  return Math.sqrt(largest);
}

/** The turn that Horn's matrix gives: its eigenvector of the largest eigenvalue. */
function turnOf(s: number[]): Quaternion {
  const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = s as [
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
  const [w, x, y, z] = largestEigenvector([
    [xx + yy + zz, yz - zy, zx - xz, xy - yx],
    [yz - zy, xx - yy - zz, xy + yx, zx + xz],
    [zx - xz, xy + yx, yy - xx - zz, yz + zy],
    [xy - yx, zx + xz, yz + zy, zz - xx - yy],
  ]) as [number, number, number, number];
  return unitTurn([x, y, z, w]);
}

/** By Jacobi rotations: exact to the last bits also where two eigenvalues are near to each other. */
export function largestEigenvector(matrix: number[][]): number[] {
  const { values, vectors } = eigen(matrix);
  let best = 0;
  values.forEach((value, place) => {
    if (value > values[best]!) best = place;
  });
  return vectors[best]!;
}

/** Eigenvalues and eigenvectors of a symmetric matrix. */
export function eigen(matrix: number[][]): { values: number[]; vectors: number[][] } {
  const size = matrix.length;
  const m = matrix.map((row) => [...row]);
  const v: number[][] = m.map((_, row) => m.map((__, column) => Number(row === column)));
  for (let sweep = 0; sweep < 60; sweep += 1) {
    let rest = 0;
    for (let p = 0; p < size; p += 1) for (let q = p + 1; q < size; q += 1) rest += Math.abs(m[p]![q]!);
    if (rest === 0) break;
    for (let p = 0; p < size; p += 1) {
      for (let q = p + 1; q < size; q += 1) {
        if (m[p]![q] === 0) continue;
        const theta = (m[q]![q]! - m[p]![p]!) / (2 * m[p]![q]!);
        const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        const s = t * c;
        for (let k = 0; k < size; k += 1) {
          const [kp, kq] = [m[k]![p]!, m[k]![q]!];
          m[k]![p] = c * kp - s * kq;
          m[k]![q] = s * kp + c * kq;
        }
        for (let k = 0; k < size; k += 1) {
          const [pk, qk] = [m[p]![k]!, m[q]![k]!];
          m[p]![k] = c * pk - s * qk;
          m[q]![k] = s * pk + c * qk;
          const [kp, kq] = [v[k]![p]!, v[k]![q]!];
          v[k]![p] = c * kp - s * kq;
          v[k]![q] = s * kp + c * kq;
        }
        m[p]![q] = 0;
        m[q]![p] = 0;
      }
    }
  }
  return { values: m.map((row, place) => row[place]!), vectors: m.map((_, place) => v.map((row) => row[place]!)) };
}

/** The scale, turn and move that bring points nearest to others, and the mean distance that stays. */
export function fitSimilar(from: readonly Vector[], to: readonly Vector[]): Similarity & { off: number } {
  const { turn } = fitRigid(from.flat(), to.flat());
  const mean = (points: readonly Vector[]) => times(points.reduce(plus, [0, 0, 0]), 1 / points.length);
  const [a, b] = [mean(from), mean(to)];
  const spread = (points: readonly Vector[], middle: Vector) =>
    Math.sqrt(points.reduce((sum, point) => sum + sizeOf(minus(point, middle)) ** 2, 0));
  const scale = spread(to, b) / (spread(from, a) || 1) || 1;
  const found = { scale, turn, move: minus(b, turned(turn, times(a, scale))) };
  const off = Math.sqrt(
    from.reduce((sum, point, place) => sum + sizeOf(minus(similar(found, point), to[place]!)) ** 2, 0) / from.length,
  );
  return { ...found, off };
}
