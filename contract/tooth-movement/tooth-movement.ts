import type { Tooth } from '../teeth.ts';
import { cross, dot, minus, placedBy, turnAfter, turnedBack, turnedBy } from './poses.ts';
import { type PlannedTooth, poseAt, type SetupPlan, type ToothPose, type Vector } from './setup-plan.ts';

/**
 * How a tooth moves between two poses, in orthodontic terms.
 *
 * Millimetres: the way of the tooth's reference point, along the tooth's axes as it stands at the first pose.
 *
 * Degrees: the whole turn is split into a turn around the long axis (rotation) and the shortest turn that leans the long axis (tilt):
 * the tilt/twist method, N. R. Crawford, G. T. Yamaguchi, C. A. Dickman, Clinical Biomechanics 14 (1999) 153–165. No order
 * is chosen between the two: half of the rotation is taken before the tilt and half after it, so
 * that there and back differ in nothing but sign. The tilt's angle is that between the long axes before and after; tip and torque
 * are its shares to mesial and to buccal, so that tip² + torque² is its square. Defined for every turn; only where a long axis
 * points exactly backwards (180°) is the rotation arbitrary, and then said to be 0.
 *
 * Signs: tip and torque as in L. F. Andrews, The six keys to normal occlusion, American Journal of Orthodontics 62 (1972) 296–309:
 * positive where the crown leans to mesial, and to buccal or labial. Rotation: positive where the mesial side turns inwards,
 * to the tongue or palate (mesial-in). All of them follow from the tooth's own directions, so left and right read alike.
 */
export type ToothMovement = {
  /** Millimetres; negative is distal. */
  readonly mesial: number;
  /** Millimetres to the cheek or lip; negative is lingual. */
  readonly buccal: number;
  /** Millimetres to the chewing side; negative is intrusion. */
  readonly extrusion: number;
  /** Degrees around the long axis; positive mesial-in, negative mesial-out. */
  readonly rotation: number;
  /** Degrees; positive where the crown leans to mesial. */
  readonly tip: number;
  /** Degrees; positive where the crown leans to buccal. */
  readonly torque: number;
  /** Millimetres from the first place of the reference point to the second. */
  readonly distance: number;
  /** Degrees of the whole turn, whatever its axis. */
  readonly turn: number;
};

export const lengthTerms = ['mesial', 'buccal', 'extrusion'] as const;
export const angleTerms = ['rotation', 'tip', 'torque'] as const;
export const movementTerms = [...lengthTerms, ...angleTerms] as const;
export type MovementTerm = (typeof movementTerms)[number];

export type MovingTooth = Pick<PlannedTooth, 'axes' | 'reference'>;

const degrees = 180 / Math.PI;

/** How a tooth moves from one pose to another. */
export function movementBetween({ axes, reference }: MovingTooth, from: ToothPose, to: ToothPose): ToothMovement {
  const moved = turnedBy(turnedBack(from.turn), minus(placedBy(to, reference), placedBy(from, reference)));
  const [x, y, z, w] = turnAfter(turnedBack(from.turn), to.turn);
  // The same turn with the other sign is the longer way round.
  const side = w < 0 ? -1 : 1;
  const around: Vector = [side * x, side * y, side * z];
  // Mesial, buccal, occlusal are right-handed on one side of an arch and left-handed on the other.
  const hand = dot(cross(axes.mesial, axes.buccal), axes.occlusal) < 0 ? -1 : 1;
  const [aboutMesial, aboutBuccal, aboutLong] = [axes.mesial, axes.buccal, axes.occlusal].map(
    (axis) => hand * dot(around, axis),
  ) as [number, number, number];
  const lean = Math.hypot(aboutMesial, aboutBuccal);
  const tilt = 2 * Math.atan2(lean, Math.hypot(aboutLong, w)) * degrees;
  const share = lean === 0 ? 0 : tilt / lean;
  return {
    mesial: dot(moved, axes.mesial),
    buccal: dot(moved, axes.buccal),
    extrusion: dot(moved, axes.occlusal),
    rotation: nought(-2 * Math.atan2(aboutLong, side * w) * degrees),
    tip: nought(aboutBuccal * share),
    torque: nought(-aboutMesial * share),
    distance: Math.hypot(...moved),
    turn: 2 * Math.atan2(Math.hypot(...around), side * w) * degrees,
  };
}

/** No negative zero. */
const nought = (value: number) => (value === 0 ? 0 : value);

export type MovedTooth = { readonly tooth: Tooth; readonly movement: ToothMovement };

/** How every tooth of a version moves from one stage to another, in the order of the plan. */
export function movementsOf(plan: SetupPlan, from: number, to: number): MovedTooth[] {
  return plan.teeth.map((tooth, index) => ({
    tooth: tooth.tooth,
    movement: movementBetween(tooth, poseAt(plan, index, from), poseAt(plan, index, to)),
  }));
}
