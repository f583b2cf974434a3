import { Quaternion, Vector3 } from 'three';
import { poseAt, type SetupPlan, type ToothPose, type Vector } from '#contract/tooth-movement/setup-plan.ts';

const [from, to] = [new Quaternion(), new Quaternion()];

/** Where a tooth stands between two stages: on the straight way, turning evenly. */
export function poseBetween(plan: SetupPlan, toothIndex: number, stage: number): ToothPose {
  const before = Math.floor(stage);
  const share = stage - before;
  const one = poseAt(plan, toothIndex, before);
  if (share < 1e-6) return one;
  const other = poseAt(plan, toothIndex, before + 1);
  const { x, y, z, w } = from.set(...one.turn).slerp(to.set(...other.turn), share);
  const position = one.position.map((value, axis) => value + (other.position[axis]! - value) * share);
  return { position: position as unknown as Vector, turn: [x, y, z, w] };
}

/** A tooth's own point in the mouth. */
export function toMouth({ position, turn }: ToothPose, point: Vector3, into = new Vector3()): Vector3 {
  return into
    .copy(point)
    .applyQuaternion(to.set(...turn))
    .add(from3.set(...position));
}

/** A direction or point of the mouth as the tooth has it. */
export function toTooth({ position, turn }: ToothPose, point: Vector3, into = new Vector3()): Vector3 {
  return into
    .copy(point)
    .sub(from3.set(...position))
    .applyQuaternion(to.set(...turn).invert());
}

export function directionToTooth({ turn }: ToothPose, direction: Vector3, into = new Vector3()): Vector3 {
  return into.copy(direction).applyQuaternion(to.set(...turn).invert());
}

export function directionToMouth({ turn }: ToothPose, direction: Vector, into = new Vector3()): Vector3 {
  return into.set(...direction).applyQuaternion(to.set(...turn));
}

const from3 = new Vector3();
