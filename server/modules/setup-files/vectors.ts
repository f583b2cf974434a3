import type { Quaternion, ToothPose, Vector } from '#contract/tooth-movement/setup-plan.ts';

/** Vectors, turns and transforms in float64. */

export const plus = ([ax, ay, az]: Vector, [bx, by, bz]: Vector): Vector => [ax + bx, ay + by, az + bz];
export const minus = ([ax, ay, az]: Vector, [bx, by, bz]: Vector): Vector => [ax - bx, ay - by, az - bz];
export const times = ([x, y, z]: Vector, by: number): Vector => [x * by, y * by, z * by];
export const dot = ([ax, ay, az]: Vector, [bx, by, bz]: Vector): number => ax * bx + ay * by + az * bz;
export const cross = ([ax, ay, az]: Vector, [bx, by, bz]: Vector): Vector => [
  ay * bz - az * by,
  az * bx - ax * bz,
  ax * by - ay * bx,
];
export const sizeOf = (vector: Vector): number => Math.hypot(...vector);
export const distance = (a: Vector, b: Vector): number => sizeOf(minus(a, b));

/** Of length one; null where the vector has no direction. */
export function direction(vector: Vector): Vector | null {
  const size = sizeOf(vector);
  return size > 1e-12 ? times(vector, 1 / size) : null;
}

/** Nine numbers, column by column as in glTF. */
export type Turn3 = readonly number[];
export const noTurn3: Turn3 = [1, 0, 0, 0, 1, 0, 0, 0, 1];
export const noTurn: Quaternion = [0, 0, 0, 1];

export function turn3Of([x, y, z, w]: Quaternion): Turn3 {
  return [
    ...[1 - 2 * (y * y + z * z), 2 * (x * y + z * w), 2 * (x * z - y * w)],
    ...[2 * (x * y - z * w), 1 - 2 * (x * x + z * z), 2 * (y * z + x * w)],
    ...[2 * (x * z + y * w), 2 * (y * z - x * w), 1 - 2 * (x * x + y * y)],
  ];
}

export const turned3 = (m: Turn3, [x, y, z]: Vector): Vector => [
  m[0]! * x + m[3]! * y + m[6]! * z,
  m[1]! * x + m[4]! * y + m[7]! * z,
  m[2]! * x + m[5]! * y + m[8]! * z,
];

export const turned = (turn: Quaternion, vector: Vector): Vector => turned3(turn3Of(turn), vector);
export const turnedBack = ([x, y, z, w]: Quaternion, vector: Vector): Vector => turned([-x, -y, -z, w], vector);

/** First `b`, then `a`. */
export function product([ax, ay, az, aw]: Quaternion, [bx, by, bz, bw]: Quaternion): Quaternion {
  return [
    aw * bx + ax * bw + ay * bz - az * by,
    aw * by - ax * bz + ay * bw + az * bx,
    aw * bz + ax * by - ay * bx + az * bw,
    aw * bw - ax * bx - ay * by - az * bz,
  ];
}

export function unitTurn(turn: readonly number[]): Quaternion {
  const size = Math.hypot(...turn) || 1;
  return turn.map((value) => value / size) as unknown as Quaternion;
}

/** The quaternion of a matrix that turns (its columns at right angles and of length one). */
export function quaternionOf(m: Turn3): Quaternion {
  const [xx, yx, zx, xy, yy, zy, xz, yz, zz] = m as [
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
  const trace = xx + yy + zz;
  if (trace > 0) return unitTurn([zy - yz, xz - zx, yx - xy, 1 + trace]);
  if (xx >= yy && xx >= zz) return unitTurn([1 + xx - yy - zz, yx + xy, xz + zx, zy - yz]);
  if (yy >= zz) return unitTurn([yx + xy, 1 + yy - xx - zz, zy + yz, xz - zx]);
  return unitTurn([xz + zx, zy + yz, 1 + zz - xx - yy, yx - xy]);
}

export const placed = ({ position, turn }: ToothPose, point: Vector): Vector => plus(turned(turn, point), position);

/** Of two quaternions of the same turn the one nearer to `like`, so that a row of them doesn't jump. */
export function nearer(turn: Quaternion, like: Quaternion): Quaternion {
  const same = turn[0] * like[0] + turn[1] * like[1] + turn[2] * like[2] + turn[3] * like[3];
  return same < 0 ? [-turn[0], -turn[1], -turn[2], -turn[3]] : turn;
}

/** Moves, turns and scales as one piece: first scale, then turn, then move. */
export type Similarity = { scale: number; turn: Quaternion; move: Vector };

export const similar = ({ scale, turn, move }: Similarity, point: Vector): Vector =>
  plus(turned(turn, times(point, scale)), move);
