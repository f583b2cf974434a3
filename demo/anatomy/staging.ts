import { archOf, placeOf } from '#contract/teeth.ts';
import { mesialOf, type PlacedTooth } from './dentition.ts';
import type { Frame, Vector } from './mesh.ts';
import { type Shift, shifted } from './shift.ts';

export type Turn = readonly [x: number, y: number, z: number, w: number];
/** Where a tooth stands at a stage, as glTF says it. */
export type Pose = { translation: Vector; rotation: Turn };

export type StagingWishes = {
  /** How far the middle of a crown goes in a stage at most, in mm, and how far a tooth turns, in degrees. */
  speed?: { mm: number; degrees: number };
  /** Where a tooth is planned to stand beside its place in a straight arch. */
  aims?: (tooth: number) => Shift;
};

const usual = { mm: 0.22, degrees: 1.8 };

/** Which teeth set out when: room is made at the back before front teeth are turned into it. */
const setsOut = (tooth: number): number => {
  const place = placeOf(tooth);
  const behind = place >= 6 ? 1 : place >= 4 ? 0 : place === 3 ? 2 : 4;
  return archOf(tooth) === 'upper' ? behind : Math.max(behind - 1, 0);
};

/** Where each tooth stands at each stage from 0: each goes straight to its aim, in equal steps. */
export function staged(
  teeth: readonly PlacedTooth[],
  { speed = usual, aims = () => ({}) }: StagingWishes = {},
): Pose[][] {
  const ways = teeth.map(({ tooth, form, frame, straight }) => {
    const middle = form.height / 2;
    const aim = shifted(straight, mesialOf(tooth), aims(tooth));
    const [from, to] = [standing(frame, middle), standing(aim, middle)];
    const far = Math.hypot(...to.middle.map((value, axis) => value - from.middle[axis]!));
    const cosine = Math.min(Math.abs(product(from.rotation, to.rotation)), 1);
    const angle = (2 * Math.acos(cosine) * 180) / Math.PI;
    const steps = Math.ceil(Math.max(far / speed.mm, angle / speed.degrees));
    return { from, to, middle, steps, begins: setsOut(tooth) };
  });
  const stages = Math.max(...ways.map(({ begins, steps }) => begins + steps));
  return ways.map(({ from, to, middle, steps, begins }) =>
    Array.from({ length: stages + 1 }, (_, stage) => {
      const share = steps === 0 ? 0 : Math.min(Math.max((stage - begins) / steps, 0), 1);
      const rotation = between(from.rotation, to.rotation, share);
      const up = occlusalOf(rotation);
      const translation = from.middle.map(
        (value, axis) => value + (to.middle[axis]! - value) * share - up[axis]! * middle,
      ) as unknown as Vector;
      return { translation, rotation };
    }),
  );
}

function standing(frame: Frame, middle: number): { middle: Vector; rotation: Turn } {
  const at = [0, 1, 2].map((axis) => frame[12 + axis]! + frame[8 + axis]! * middle);
  return { middle: at as unknown as Vector, rotation: turnOf(frame) };
}

/** The rotation of a frame; its columns are the axes. */
export function turnOf(m: Frame): Turn {
  const [xx, yy, zz] = [m[0]!, m[5]!, m[10]!];
  const candidates: Turn[] = [
    [m[6]! - m[9]!, m[8]! - m[2]!, m[1]! - m[4]!, 1 + xx + yy + zz],
    [1 + xx - yy - zz, m[1]! + m[4]!, m[8]! + m[2]!, m[6]! - m[9]!],
    [m[1]! + m[4]!, 1 - xx + yy - zz, m[6]! + m[9]!, m[8]! - m[2]!],
    [m[8]! + m[2]!, m[6]! + m[9]!, 1 - xx - yy + zz, m[1]! - m[4]!],
  ];
  const [best] = candidates.toSorted((one, other) => Math.hypot(...other) - Math.hypot(...one));
  return unit(best!);
}

function between(from: Turn, to: Turn, share: number): Turn {
  const cosine = product(from, to);
  const sign = cosine < 0 ? -1 : 1;
  const angle = Math.acos(Math.min(Math.abs(cosine), 1));
  if (angle < 1e-9) return from;
  const [a, b] = [Math.sin((1 - share) * angle) / Math.sin(angle), (sign * Math.sin(share * angle)) / Math.sin(angle)];
  return unit(from.map((value, axis) => value * a + to[axis]! * b) as unknown as Turn);
}

/** Where the tooth's own z axis points. */
const occlusalOf = ([x, y, z, w]: Turn): Vector => [2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y)];
const product = (a: Turn, b: Turn): number => a.reduce((sum, value, axis) => sum + value * b[axis]!, 0);
const unit = (turn: Turn): Turn => {
  const size = Math.hypot(...turn);
  return turn.map((value) => value / size) as unknown as Turn;
};
