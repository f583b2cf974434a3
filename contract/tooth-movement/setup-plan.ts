import type { Arch, Tooth } from '../teeth.ts';

/**
 * The plan of a treatment setup as the browser reads it: which bodies there are, where each tooth stands at each stage, and where the
 * meshes lie. The importer writes it, the viewer and the movement analysis read it.
 *
 * Gzip over `MSP1` · length of the header (uint32, little-endian) · header (JSON, UTF-8), padded with spaces so that the poses begin at a
 * multiple of 8 · poses.
 * Poses: tooth by tooth as in `header.teeth`; first the pose at stage 0 as 7 × float64 (x, y, z in mm, quaternion x, y, z, w), then for
 * each further stage 7 × int32: translation minus that at stage 0 in units of 1e-8 mm, quaternion in units of 2⁻³⁰. All little-endian.
 *
 * Coordinates are the mouth's: millimetres, x to the patient's left, y to the back, z up; the teeth meet near z = 0.
 */
export const planMark = 'MSP1';

/** Translations further than this from where a tooth stood at stage 0 can't be written, and no treatment moves a tooth so far. Millimetres. */
export const furthestMove = 20;

const translationUnit = 1e-8;
const quaternionUnit = 2 ** -30;

export type Vector = readonly [number, number, number];
/** Unit quaternion x, y, z, w. */
export type Quaternion = readonly [number, number, number, number];
/** Takes a tooth's own coordinates to the mouth's: turn, then move. */
export type ToothPose = { readonly position: Vector; readonly turn: Quaternion };

/** A tooth's directions as unit vectors in its own coordinates, at right angles to each other: to the midline along the arch, to the cheek or lip, to the chewing side. */
export type ToothAxes = { readonly mesial: Vector; readonly buccal: Vector; readonly occlusal: Vector };

/** Index into the parts of the mesh files. */
export type PartIndex = number;

export type PlannedTooth = {
  readonly tooth: Tooth;
  readonly part: PartIndex;
  readonly axes: ToothAxes;
  /** Whether the laboratory's file says how the tooth lies, or it was worked out from its form and neighbours. */
  readonly axesFrom: 'delivered' | 'estimated';
  /** The point whose movement is told, in the tooth's own coordinates: the middle of its crown. */
  readonly reference: Vector;
};

/** A composite attachment that was delivered as a mesh, in the coordinates of its tooth. Worn from stage `from` to stage `to`, both included. */
export type PlannedAttachment = {
  readonly tooth: Tooth;
  readonly part: PartIndex;
  readonly from: number;
  readonly to: number;
};

/** Something that doesn't move as one piece, in the mouth's coordinates: gingiva, or a whole arch whose teeth could not be told apart. One part, or one for each stage. */
export type PlannedSurface = {
  readonly kind: 'gingiva' | 'arch';
  readonly arch: Arch;
  readonly parts: readonly PartIndex[];
};

/** Where a part lies in a file of meshes, in bytes: a glTF binary of its own, compressed as for a scan. */
export type PartPlace = { readonly offset: number; readonly length: number; readonly triangles: number };

export type PlanHeader = {
  /** Stages after stage 0, where the teeth stand before treatment. */
  readonly stages: number;
  /** The last stage at which something of the arch still moves: as many aligners. */
  readonly upperStages: number;
  readonly lowerStages: number;
  readonly teeth: readonly PlannedTooth[];
  readonly attachments: readonly PlannedAttachment[];
  readonly surfaces: readonly PlannedSurface[];
  /** The same parts twice: `coarse` to be there at once, `full` as delivered. */
  readonly coarse: readonly PartPlace[];
  readonly full: readonly PartPlace[];
  /** Around everything at every stage. */
  readonly bounds: { readonly min: Vector; readonly max: Vector };
  /** For transforms recovered from staged STL: the furthest that a point of a tooth lies from where its transform puts it. Millimetres; null where transforms were delivered. */
  readonly residual: number | null;
};

export type SetupPlan = PlanHeader & {
  /** By tooth as in `teeth`, then by stage from 0. */
  readonly poses: readonly (readonly ToothPose[])[];
};

/** The bytes of a plan before gzip. */
export function encodePlan({ poses, ...header }: SetupPlan): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil((8 + text.length) / 8) * 8;
  const each = 56 + header.stages * 28;
  const bytes = new Uint8Array(padded + poses.length * each).fill(0x20, 8, padded);
  bytes.set(new TextEncoder().encode(planMark));
  const view = new DataView(bytes.buffer);
  view.setUint32(4, padded - 8, true);
  bytes.set(text, 8);
  poses.forEach((stages, tooth) => {
    const first = stages[0]!;
    let at = padded + tooth * each;
    for (const value of [...first.position, ...first.turn]) {
      view.setFloat64(at, value, true);
      at += 8;
    }
    for (const { position, turn } of stages.slice(1)) {
      for (let axis = 0; axis < 3; axis += 1, at += 4)
        view.setInt32(at, Math.round((position[axis]! - first.position[axis]!) / translationUnit), true);
      for (const value of turn) {
        view.setInt32(at, Math.round(value / quaternionUnit), true);
        at += 4;
      }
    }
  });
  return bytes;
}

/** Reads what `encodePlan` wrote; throws where it isn't that. */
export function decodePlan(bytes: Uint8Array): SetupPlan {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (new TextDecoder().decode(bytes.subarray(0, 4)) !== planMark) throw new Error('not the plan of a setup');
  const begin = 8 + view.getUint32(4, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, begin))) as PlanHeader;
  const each = 56 + header.stages * 28;
  const poses = header.teeth.map((_, tooth) => {
    const at = begin + tooth * each;
    const values = Array.from({ length: 7 }, (_, index) => view.getFloat64(at + index * 8, true));
    const start = values.slice(0, 3) as unknown as Vector;
    const stages: ToothPose[] = [{ position: start, turn: unit(values.slice(3)) }];
    for (let stage = 0; stage < header.stages; stage += 1) {
      const from = at + 56 + stage * 28;
      const whole = Array.from({ length: 7 }, (_, index) => view.getInt32(from + index * 4, true));
      const position = start.map((value, axis) => value + whole[axis]! * translationUnit) as unknown as Vector;
      stages.push({ position, turn: unit(whole.slice(3)) });
    }
    return stages;
  });
  return { ...header, poses };
}

function unit(values: readonly number[]): Quaternion {
  const size = Math.hypot(...values);
  return values.map((value) => value / size) as unknown as Quaternion;
}

/** Where a tooth stands at a stage; teeth stay where they are after the last. */
export function poseAt(plan: SetupPlan, toothIndex: number, stage: number): ToothPose {
  return plan.poses[toothIndex]![Math.min(Math.max(Math.round(stage), 0), plan.stages)]!;
}
