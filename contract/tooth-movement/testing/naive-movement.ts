import type { Quaternion, ToothPose, Vector } from '../setup-plan.ts';
import type { MovingTooth, ToothMovement } from '../tooth-movement.ts';

type Matrix = readonly [Vector, Vector, Vector];

/** The same as `movementBetween`, by matrices and the words of its description: a second, slower opinion. */
export function naiveMovement(tooth: MovingTooth, from: ToothPose, to: ToothPose): ToothMovement {
  const [before, after] = [matrixOf(from.turn), matrixOf(to.turn)];
  const axes = [tooth.axes.mesial, tooth.axes.buccal, tooth.axes.occlusal] as const;
  const [mesial, buccal, long] = axes.map((axis) => times(before, axis)) as [Vector, Vector, Vector];
  const place = (pose: ToothPose, turn: Matrix) =>
    times(turn, tooth.reference).map((value, axis) => value + pose.position[axis]!) as unknown as Vector;
  const [start, end] = [place(from, before), place(to, after)];
  const way = end.map((value, axis) => value - start[axis]!) as unknown as Vector;
  const whole = product(after, transposed(before));

  // The shortest turn from the long axis before to the one after; what is left turns around the long axis.
  const longAfter = times(whole, long);
  const tilt = angleBetween(long, longAfter);
  const rest = product(transposed(around(crossed(long, longAfter), tilt)), whole);
  const turned = times(rest, mesial);
  // Inwards is away from buccal.
  const rotation = Math.atan2(-inner(turned, buccal), inner(turned, mesial));
  // Half of the rotation before, half after; what is left between them is the tilt without preference.
  const outwards = crossed(long, mesial);
  const sense = inner(outwards, buccal) > 0 ? -1 : 1;
  const half = around(long, (sense * rotation) / 2);
  const middle = product(product(transposed(half), whole), transposed(half));
  const leant = times(middle, long);
  const [toMesial, toBuccal] = [inner(leant, mesial), inner(leant, buccal)];
  const lean = Math.hypot(toMesial, toBuccal) || 1;
  return {
    mesial: inner(way, mesial),
    buccal: inner(way, buccal),
    extrusion: inner(way, long),
    rotation: inDegrees(rotation),
    tip: (inDegrees(tilt) * toMesial) / lean,
    torque: (inDegrees(tilt) * toBuccal) / lean,
    distance: Math.hypot(...way),
    turn: inDegrees(Math.acos(Math.min(1, Math.max(-1, (whole[0][0] + whole[1][1] + whole[2][2] - 1) / 2)))),
  };
}

const inDegrees = (angle: number) => (angle * 180) / Math.PI;
const inner = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const crossed = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
const angleBetween = (a: Vector, b: Vector) => Math.atan2(Math.hypot(...crossed(a, b)), inner(a, b));
const times = (m: Matrix, v: Vector): Vector => [inner(m[0], v), inner(m[1], v), inner(m[2], v)];
const transposed = (m: Matrix): Matrix => [
  [m[0][0], m[1][0], m[2][0]],
  [m[0][1], m[1][1], m[2][1]],
  [m[0][2], m[1][2], m[2][2]],
];
const product = (a: Matrix, b: Matrix): Matrix => {
  const columns = transposed(b);
  return a.map((row) => columns.map((column) => inner(row, column))) as unknown as Matrix;
};

function matrixOf([x, y, z, w]: Quaternion): Matrix {
  return [
    [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
    [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
    [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
  ];
}

/** Rodrigues' formula. */
function around(axis: Vector, angle: number): Matrix {
  const size = Math.hypot(...axis) || 1;
  const [x, y, z] = axis.map((value) => value / size) as unknown as Vector;
  const [c, s, v] = [Math.cos(angle), Math.sin(angle), 1 - Math.cos(angle)];
  return [
    [c + x * x * v, x * y * v - z * s, x * z * v + y * s],
    [y * x * v + z * s, c + y * y * v, y * z * v - x * s],
    [z * x * v - y * s, z * y * v + x * s, c + z * z * v],
  ];
}
