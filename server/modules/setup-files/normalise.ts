import type { Tooth } from '#contract/teeth.ts';
import type { Quaternion, Vector } from '#contract/tooth-movement/setup-plan.ts';
import { boxOf, type Delivered, type Shape } from './delivered.ts';
import { fitSimilar } from './fit.ts';
import { usualPlace } from './ideal-arch.ts';
import { type Problems, SetupRefused } from './problems.ts';
import {
  distance,
  noTurn,
  placed,
  plus,
  product,
  quaternionOf,
  type Similarity,
  sizeOf,
  times,
  turn3Of,
  turned,
  turned3,
} from './vectors.ts';

/** Factors of a usual dentition within which a file is one in millimetres, or in metres. */
const plausible = { least: 0.5, most: 1.8 };
/** Teeth lie so far from where their number says at most, in the mean over all, times the scale. Millimetres. */
const mostOff = 14;
/** Within this the file's own directions are kept, turned by quarters at most: they are the laboratory's. Radians. */
const snap = (28 * Math.PI) / 180;
/** Within this the file's own origin is kept. Millimetres. */
export const nearOrigin = 12;

/**
 * Brings a setup into the mouth's coordinates: unit, directions and origin are told by where its numbered teeth lie. Refuses what is
 * neither in millimetres nor in metres, and teeth whose numbers don't fit their places.
 */
export function normalise(delivered: Delivered, problems: Problems): Delivered {
  const known = delivered.teeth.map(({ tooth, shape, poses }) => ({
    tooth,
    middle: placed(poses[0]!, boxOf(shape).middle),
  }));
  const near = withoutStrays(known, problems);
  problems.orEnd();
  if (near.length < 4) throw new SetupRefused('no_teeth', '', { found: near.length, least: 4 });
  const fit = fitTo(near, 1);
  if (fitTo(near, -1).off * 1.5 < fit.off) throw new SetupRefused('mirrored');
  const unit = unitOf(fit.scale);
  if (unit === null) throw new SetupRefused('unit_unclear', '', { times: Math.round(fit.scale * 1e4) / 1e4 });
  if (fit.off / fit.scale > mostOff)
    throw new SetupRefused('numbers_disagree', '', { off: Math.round(fit.off * unit) });
  const turn = snapped(inverse(fit.turn));
  // Where the usual dentition's origin lies in the file.
  const origin = turned(turn, times(fit.move, unit));
  const move = origin.map((value) => (Math.abs(value) > nearOrigin ? -value : 0)) as unknown as Vector;
  const result = moved(delivered, { scale: unit, turn, move });
  checkGums(result, problems);
  return result;
}

/** Teeth that lie far outside of the others: told, and left out of the fit. */
function withoutStrays(known: { tooth: Tooth; middle: Vector }[], problems: Problems) {
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const centre = [0, 1, 2].map((axis) => median(known.map(({ middle }) => middle[axis]!))) as unknown as Vector;
  const usual = median(known.map(({ middle }) => distance(middle, centre)));
  return known.filter(({ tooth, middle }) => {
    const far = distance(middle, centre) > Math.max(usual * 5, 1e-9);
    if (far) problems.add('too_far', String(tooth));
    return !far;
  });
}

function fitTo(teeth: { tooth: Tooth; middle: Vector }[], side: 1 | -1): Similarity & { off: number } {
  const usual = teeth.map(({ tooth }): Vector => {
    const [x, y, z] = usualPlace(tooth).middle;
    return [x * side, y, z];
  });
  return fitSimilar(
    usual,
    teeth.map(({ middle }) => middle),
  );
}

function unitOf(scale: number): number | null {
  for (const unit of [1, 1000]) if (scale * unit > plausible.least && scale * unit < plausible.most) return unit;
  return null;
}

const inverse = ([x, y, z, w]: Quaternion): Quaternion => [-x, -y, -z, w];

/** The nearest turn by quarters, where it is near. */
export function snapped(turn: Quaternion): Quaternion {
  const [best, angle] = quarterTurns
    .map((quarter): [Quaternion, number] => {
      const same = Math.abs(quarter.reduce((sum, value, place) => sum + value * turn[place]!, 0));
      return [quarter, 2 * Math.acos(Math.min(same, 1))];
    })
    .reduce((a, b) => (b[1] < a[1] ? b : a));
  return angle < snap ? best : turn;
}

/** The 24 ways to lay a die. */
const quarterTurns: Quaternion[] = [0, 1, 2].flatMap((first) =>
  [0, 1, 2]
    .filter((second) => second !== first)
    .flatMap((second) =>
      [1, -1].flatMap((one) =>
        [1, -1].map((other): Quaternion => {
          const a = [0, 0, 0];
          const b = [0, 0, 0];
          a[first] = one;
          b[second] = other;
          const c = [a[1]! * b[2]! - a[2]! * b[1]!, a[2]! * b[0]! - a[0]! * b[2]!, a[0]! * b[1]! - a[1]! * b[0]!];
          return quaternionOf([...a, ...b, ...c]);
        }),
      ),
    ),
);

/** Everything scaled, turned and moved together; teeth keep their own coordinates but for the scale. */
export function moved(delivered: Delivered, { scale, turn, move }: Similarity): Delivered {
  const same =
    scale === 1 && move.every((value) => value === 0) && turn.every((value, place) => value === noTurn[place]);
  if (same) return delivered;
  const scaled = (shape: Shape): Shape =>
    scale === 1 ? shape : { ...shape, positions: Float64Array.from(shape.positions, (value) => value * scale) };
  const shapes = new Map<Shape, Shape>();
  const put = (shape: Shape): Shape => {
    const there = shapes.get(shape);
    if (there) return there;
    const { positions: p, corners } = shape;
    const positions = p instanceof Float32Array ? new Float32Array(p.length) : new Float64Array(p.length);
    const m = turn3Of(turn);
    for (let at = 0; at < p.length; at += 3)
      positions.set(plus(turned3(m, [p[at]! * scale, p[at + 1]! * scale, p[at + 2]! * scale]), move), at);
    const made = { positions, corners };
    shapes.set(shape, made);
    return made;
  };
  return {
    ...delivered,
    teeth: delivered.teeth.map(({ tooth, shape, poses }) => ({
      tooth,
      shape: scaled(shape),
      poses: poses.map((pose) => ({
        position: plus(turned(turn, times(pose.position, scale)), move),
        turn: product(turn, pose.turn),
      })),
    })),
    attachments: delivered.attachments.map((each) => ({ ...each, shape: scaled(each.shape) })),
    surfaces: delivered.surfaces.map((surface) => ({ ...surface, shapes: surface.shapes.map(put) })),
    residual: delivered.residual === null ? null : delivered.residual * scale,
  };
}

/** Gums lie behind the chewing side; where they lie before it, right and left were taken for each other. */
function checkGums({ teeth, surfaces }: Delivered, problems: Problems): void {
  const heights = { upper: [] as number[], lower: [] as number[] };
  for (const { tooth, shape, poses } of teeth) {
    const height = placed(poses[0]!, boxOf(shape).middle)[2];
    heights[usualPlace(tooth).middle[2] > 0 ? 'upper' : 'lower'].push(height);
  }
  for (const { kind, arch, shapes } of surfaces) {
    const own = heights[arch];
    if (kind !== 'gingiva' || own.length === 0) continue;
    const mean = own.reduce((sum, height) => sum + height, 0) / own.length;
    const gum = boxOf(shapes[0]!);
    const beyond = arch === 'upper' ? mean - gum.middle[2] : gum.middle[2] - mean;
    if (beyond > 2 && sizeOf(gum.extents) > 0) problems.add('mirrored', arch);
  }
}
