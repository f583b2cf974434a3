import { type Arch, archOf, kindOf, permanentTeeth, placeOf, type Tooth } from '#contract/teeth.ts';
import type { Quaternion, ToothPose, Vector } from '#contract/tooth-movement/setup-plan.ts';
import { crownHeight, crownWidth, usualPlace } from '../ideal-arch.ts';
import { product, quaternionOf, turned, unitTurn } from '../vectors.ts';

/** A small made-up dentition whose every movement is known: for tests of whatever reads or shows setups. */

export type MadeTooth = {
  tooth: Tooth;
  /** In its own coordinates: x along the arch, y to the cheek or lip, z to the chewing side, beginning in the middle of the crown. */
  shape: { positions: Float64Array; corners: Uint32Array };
  /** By stage from 0, in the mouth's coordinates. */
  poses: ToothPose[];
};
export type Dentition = {
  stages: number;
  teeth: MadeTooth[];
  gingiva: Record<Arch, { positions: Float64Array; corners: Uint32Array }>;
  attachments: { tooth: Tooth; from: number; to: number; shape: MadeTooth['shape'] }[];
};

export type Wanted = {
  stages?: number;
  teeth?: readonly Tooth[];
  /** Rings of each crown; the triangles grow with their square. */
  detail?: number;
  /** The movement of a tooth until a stage, beside that which every tooth makes: in millimetres and degrees, in the tooth's own directions. */
  move?: (tooth: Tooth, stage: number) => { by: Vector; about: Vector; degrees: number } | null;
};

const usualTeeth = permanentTeeth.filter((tooth) => placeOf(tooth) <= 7);

/** Teeth that stand a little crooked and move, a little at each stage, to where they usually stand. */
export function makeDentition({ stages = 4, teeth = usualTeeth, detail = 8, move }: Wanted = {}): Dentition {
  const made = teeth.map((tooth): MadeTooth => {
    const { at, turn } = standing(tooth);
    const poses = Array.from({ length: stages + 1 }, (_, stage): ToothPose => {
      const { by, about, degrees } = move?.(tooth, stage) ?? crookedness(tooth, 1 - stage / stages);
      const own = rotation(about, degrees);
      const [x, y, z] = turned(turn, by);
      return { position: [at[0] + x, at[1] + y, at[2] + z], turn: product(turn, own) };
    });
    return { tooth, shape: crown(tooth, detail), poses };
  });
  const attached = teeth.filter((tooth) => placeOf(tooth) === 3);
  return {
    stages,
    teeth: made,
    gingiva: { upper: gingiva('upper', detail), lower: gingiva('lower', detail) },
    attachments: attached.map((tooth) => ({ tooth, from: Math.min(1, stages), to: stages - 1, shape: attachment() })),
  };
}

/** How crooked a tooth stands, by its number: always the same, each a little differently. */
function crookedness(tooth: Tooth, share: number): { by: Vector; about: Vector; degrees: number } {
  const wave = (factor: number) => Math.sin(tooth * factor);
  const by: Vector = [0.5 * wave(1.7) * share, 1.1 * wave(2.9) * share, 0.4 * wave(0.7) * share];
  return { by, about: [0.3 * wave(3.1), 0.2 * wave(1.3), 1], degrees: 14 * wave(2.3) * share };
}

export function rotation(about: Vector, degrees: number): Quaternion {
  const size = Math.hypot(...about);
  const half = (degrees * Math.PI) / 360;
  return unitTurn([...about.map((value) => (value / size) * Math.sin(half)), Math.cos(half)]);
}

/** Where a tooth stands once treated, and how its own directions lie: in each arch right-handed. */
function standing(tooth: Tooth): { at: Vector; turn: Quaternion } {
  const { middle, leftwards } = usualPlace(tooth);
  const outwards: Vector = [leftwards[1], -leftwards[0], 0];
  const upper = archOf(tooth) === 'upper';
  const along: Vector = upper ? leftwards : [-leftwards[0], -leftwards[1], 0];
  return { at: middle, turn: quaternionOf([...along, ...outwards, 0, 0, upper ? -1 : 1]) };
}

/** A crown: a rounded box, narrower at the neck, with an edge or with cusps. */
function crown(tooth: Tooth, detail: number): MadeTooth['shape'] {
  const [wide, high] = [crownWidth(tooth) * 0.97, crownHeight(tooth)];
  const kind = kindOf(tooth);
  const front = kind.endsWith('incisor') || kind === 'canine';
  const thick = front ? 6.5 : kind.endsWith('premolar') ? 8.5 : 10;
  const [rings, around] = [detail, detail * 2];
  const points: number[] = [];
  for (let ring = 0; ring <= rings; ring += 1) {
    const up = ring / rings;
    for (let place = 0; place < around; place += 1) {
      const angle = (place / around) * 2 * Math.PI;
      const round = (value: number) => Math.sign(value) * Math.abs(value) ** 0.7;
      const [x, y] = [round(Math.cos(angle)), round(Math.sin(angle))];
      const belly = 0.72 + 0.34 * Math.sin(Math.min(up * 1.25, 1) * 2);
      const close = up > 0.8 ? Math.sqrt(Math.max(1 - ((up - 0.8) / 0.2) ** 2, 0)) : 1;
      const flat = front ? 1 - 0.62 * up : 1;
      const cusps = front ? 0 : 0.8 * Math.abs(Math.sin(angle * 2)) * up ** 6;
      points.push(
        (x * wide * belly * close) / 2,
        (y * thick * belly * close * flat) / 2,
        high * (up - 0.5) + cusps * close,
      );
    }
  }
  points.push(0, 0, -high / 2);
  return closed(points, rings, around);
}

function closed(points: number[], rings: number, around: number): MadeTooth['shape'] {
  const corners: number[] = [];
  const last = (rings + 1) * around;
  for (let place = 0; place < around; place += 1) {
    const next = (place + 1) % around;
    corners.push(last, next, place);
    for (let ring = 0; ring < rings; ring += 1) {
      const [a, b, c, d] = [
        ring * around + place,
        ring * around + next,
        (ring + 1) * around + next,
        (ring + 1) * around + place,
      ];
      if (ring === rings - 1) corners.push(a, b, rings * around);
      else corners.push(a, b, c, a, c, d);
    }
  }
  // The last ring has run together in one point: its others are of no use.
  const used = [...new Set(corners)].sort((a, b) => a - b);
  const places = new Map(used.map((corner, place) => [corner, place]));
  return {
    positions: Float64Array.from(used.flatMap((corner) => points.slice(corner * 3, corner * 3 + 3))),
    corners: Uint32Array.from(corners, (corner) => places.get(corner)!),
  };
}

/** A bulge along the arch behind the necks of the teeth. */
function gingiva(arch: Arch, detail: number): MadeTooth['shape'] {
  const up = arch === 'upper' ? 1 : -1;
  const quadrants = arch === 'upper' ? [1, 2] : [4, 3];
  const places = [7, 6, 5, 4, 3, 2, 1];
  const line = [
    ...places.map((place) => usualPlace(quadrants[0]! * 10 + place)),
    ...places.toReversed().map((place) => usualPlace(quadrants[1]! * 10 + place)),
  ];
  const around = detail * 2;
  const positions: number[] = [];
  for (const {
    middle: [x, y, z],
    leftwards,
  } of line) {
    for (let place = 0; place < around; place += 1) {
      const angle = (place / around) * 2 * Math.PI;
      const [out, high] = [Math.cos(angle) * 5.5, Math.sin(angle) * 5 + 5.5];
      positions.push(x + leftwards[1] * out, y - leftwards[0] * out, z + up * high);
    }
  }
  const corners: number[] = [];
  for (let row = 0; row + 1 < line.length; row += 1) {
    for (let place = 0; place < around; place += 1) {
      const [a, b] = [row * around + place, row * around + ((place + 1) % around)];
      const [c, d] = [b + around, a + around];
      corners.push(...(up > 0 ? [a, c, b, a, d, c] : [a, b, c, a, c, d]));
    }
  }
  return { positions: Float64Array.from(positions), corners: Uint32Array.from(corners) };
}

/** A small block on the outer side of a crown. */
function attachment(): MadeTooth['shape'] {
  const [w, t, h] = [1, 0.6, 1.6];
  const positions = Array.from({ length: 8 }, (_, corner) => [
    corner & 1 ? w : -w,
    3.2 + (corner & 2 ? t : -t),
    corner & 4 ? h : -h,
  ]).flat();
  const faces = [
    0, 2, 3, 0, 3, 1, 4, 5, 7, 4, 7, 6, 0, 1, 5, 0, 5, 4, 2, 6, 7, 2, 7, 3, 0, 4, 6, 0, 6, 2, 1, 3, 7, 1, 7, 5,
  ];
  return { positions: Float64Array.from(positions), corners: Uint32Array.from(faces) };
}
