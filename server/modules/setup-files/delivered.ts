import type { Arch, Tooth } from '#contract/teeth.ts';
import type { ToothPose, Vector } from '#contract/tooth-movement/setup-plan.ts';

/** Triangles of a part; each corner is the number of a point, each point three numbers of `positions`. */
export type Shape = { positions: Float32Array | Float64Array; corners: Uint32Array };

export type DeliveredTooth = {
  tooth: Tooth;
  /** In the tooth's own coordinates. */
  shape: Shape;
  /** By stage from 0. */
  poses: ToothPose[];
};

/** In the coordinates of its tooth; worn from stage to stage, both included. */
export type DeliveredAttachment = { tooth: Tooth; shape: Shape; from: number; to: number };

/** One shape, or one for each stage from 0. */
export type DeliveredSurface = { kind: 'gingiva' | 'arch'; arch: Arch; shapes: Shape[] };

/** What a file brings, in its own unit and orientation; every form is read into this. */
export type Delivered = {
  form: 'glb' | 'staged_models' | 'staged_teeth' | 'transforms';
  stages: number;
  teeth: DeliveredTooth[];
  attachments: DeliveredAttachment[];
  surfaces: DeliveredSurface[];
  /** How far recovered transforms miss the points they were recovered from, at most; null where transforms were delivered. */
  residual: number | null;
};

/** Whether all coordinates are numbers that 32 bits can hold. */
export function isFinite32(positions: ArrayLike<number>): boolean {
  for (let place = 0; place < positions.length; place += 1) if (!(Math.abs(positions[place]!) < 3e38)) return false;
  return true;
}

/** The middle of the box around the points that triangles use, and its extents. */
export function boxOf({ positions, corners }: Shape): { min: Vector; max: Vector; middle: Vector; extents: Vector } {
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (let corner = 0; corner < corners.length; corner += 1) {
    const place = corners[corner]! * 3;
    for (let axis = 0; axis < 3; axis += 1) {
      const value = positions[place + axis]!;
      if (value < min[axis]!) min[axis] = value;
      if (value > max[axis]!) max[axis] = value;
    }
  }
  const middle: Vector = [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2];
  return { min, max, middle, extents: [max[0] - min[0], max[1] - min[1], max[2] - min[2]] };
}
