import type { Quaternion, ToothPose, Vector } from './setup-plan.ts';

/** Arithmetic of rigid poses in double precision. A pose takes a body's own coordinates to the mouth's: turn, then move. */
export const stayPut: ToothPose = { position: [0, 0, 0], turn: [0, 0, 0, 1] };

export const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const plus = (a: Vector, b: Vector): Vector => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const minus = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** The turn backwards. */
export const turnedBack = ([x, y, z, w]: Quaternion): Quaternion => [-x, -y, -z, w];

/** One turn after another: `second` after `first`. */
export function turnAfter(second: Quaternion, first: Quaternion): Quaternion {
  const [ax, ay, az, aw] = second;
  const [bx, by, bz, bw] = first;
  return [
    aw * bx + ax * bw + ay * bz - az * by,
    aw * by - ax * bz + ay * bw + az * bx,
    aw * bz + ax * by - ay * bx + az * bw,
    aw * bw - ax * bx - ay * by - az * bz,
  ];
}

/** A direction, turned. */
export function turnedBy([x, y, z, w]: Quaternion, direction: Vector): Vector {
  const around: Vector = [x, y, z];
  const [cx, cy, cz] = cross(around, direction);
  const twice: Vector = [2 * cx, 2 * cy, 2 * cz];
  const [sx, sy, sz] = cross(around, twice);
  return [direction[0] + w * twice[0] + sx, direction[1] + w * twice[1] + sy, direction[2] + w * twice[2] + sz];
}

/** Where a point of a body lies in the mouth. */
export const placedBy = ({ position, turn }: ToothPose, point: Vector): Vector => plus(turnedBy(turn, point), position);

/** One pose after another: `second` after `first`. */
export function poseAfter(second: ToothPose, first: ToothPose): ToothPose {
  return { position: placedBy(second, first.position), turn: turnAfter(second.turn, first.turn) };
}

/** The pose that undoes another. */
export function undone({ position, turn }: ToothPose): ToothPose {
  const back = turnedBack(turn);
  const [x, y, z] = turnedBy(back, position);
  return { position: [-x, -y, -z], turn: back };
}
