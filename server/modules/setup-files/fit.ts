import { closestTurn } from '#contract/tooth-movement/best-fit.ts';
import type { Quaternion, Vector } from '#contract/tooth-movement/setup-plan.ts';
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
  const turn = unitTurn(closestTurn(s).turn);
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
