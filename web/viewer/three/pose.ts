export type Vector = readonly [x: number, y: number, z: number];
export type Role = 'upper' | 'lower' | 'bite' | 'other';

/** How models lie in their coordinates: which way is up (towards the upper jaw) and which way the patient looks. */
export type Pose = { up: Vector; front: Vector };

type Lying = { role: Role; facing: Vector; samples: Float32Array; min: Vector; max: Vector };

const axes: readonly Vector[] = [
  [1, 0, 0],
  [-1, 0, 0],
  [0, 1, 0],
  [0, -1, 0],
  [0, 0, 1],
  [0, 0, -1],
];

/** Scanners agree on no axes. Without a better sign: z up, and the patient looks towards −y (as in DICOM). */
const usual: Pose = { up: [0, 0, 1], front: [0, -1, 0] };

/**
 * Works out how arches lie: an open scan faces the other arch with its teeth, and an arch is narrow in front and split behind. Directions
 * near an axis are that axis: the scanner's own alignment is finer than this.
 */
export function poseOf(models: readonly Lying[]): Pose {
  const arches = models.filter(({ role }) => role === 'upper' || role === 'lower');
  const up = snapped(upOf(arches), 0.85) ?? usual.up;
  const front = frontOf(arches.length > 0 ? arches : models, up);
  return { up, front };
}

function upOf(arches: readonly Lying[]): Vector | null {
  let sum: Vector = [0, 0, 0];
  for (const { role, facing } of arches) {
    if (Math.hypot(...facing) > 0.08) sum = add(sum, scaled(unit(facing), role === 'upper' ? -1 : 1));
  }
  if (Math.hypot(...sum) > 0.3) return unit(sum);
  const upper = arches.find(({ role }) => role === 'upper');
  const lower = arches.find(({ role }) => role === 'lower');
  if (!upper || !lower) return null;
  const apart = add(middleOf(upper), scaled(middleOf(lower), -1));
  return Math.hypot(...apart) > 2 ? unit(apart) : null;
}

/** Tries directions all around; the one with the arch's closed end ahead and its two legs behind wins. */
function frontOf(models: readonly Lying[], up: Vector): Vector {
  const [first] = models;
  if (!first) return usual.front;
  const side = unit(cross(up, Math.abs(up[0]) < 0.8 ? [1, 0, 0] : [0, 1, 0]));
  const ahead = cross(side, up);
  const turned = (degrees: number) => {
    const angle = (degrees * Math.PI) / 180;
    const front = add(scaled(side, Math.cos(angle)), scaled(ahead, Math.sin(angle)));
    const score = models.reduce((sum, { samples }) => sum + archScore(samples, up, front), 0) / models.length;
    return { degrees, front, score };
  };
  const bestOf = (degrees: number[]) =>
    degrees.map(turned).reduce((one, other) => (other.score > one.score ? other : one));
  const coarse = bestOf(Array.from({ length: 24 }, (_, step) => step * 15));
  const best = bestOf([-8, -4, 0, 4, 8].map((step) => coarse.degrees + step));
  if (best.score > 0.08) return snapped(best.front, 0.85) ?? usual.front;
  return Math.abs(dot(usual.front, up)) < 0.5 ? usual.front : [0, 0, 1];
}

function archScore(samples: Float32Array, up: Vector, front: Vector): number {
  const across = cross(up, front);
  const count = samples.length / 3;
  const points = Array.from({ length: count }, (_, i): [along: number, aside: number] => {
    const point: Vector = [samples[i * 3]!, samples[i * 3 + 1]!, samples[i * 3 + 2]!];
    return [dot(point, front), dot(point, across)];
  });
  const [from, to] = spreadOf(points.map(([along]) => along));
  const [left, right] = spreadOf(points.map(([, aside]) => aside));
  const [depth, width, middle] = [to - from, right - left, (left + right) / 2];
  if (depth <= 0 || width <= 0) return 0;
  let [ahead, behind, aheadCount, behindCount, lean] = [0, 0, 0, 0, 0];
  for (const [along, aside] of points) {
    const place = (along - from) / depth;
    if (place > 0.8) {
      ahead += Math.abs(aside - middle);
      lean += aside - middle;
      aheadCount += 1;
    } else if (place < 0.35) {
      behind += Math.abs(aside - middle);
      behindCount += 1;
    }
  }
  if (aheadCount === 0 || behindCount === 0) return 0;
  return (behind / behindCount - ahead / aheadCount - Math.abs(lean / aheadCount)) / width;
}

/** Between the second and the last but second of a hundred, so that a stray point doesn't count. */
function spreadOf(values: number[]): [number, number] {
  const sorted = Float64Array.from(values).sort();
  return [sorted[Math.floor(sorted.length * 0.01)] ?? 0, sorted[Math.floor(sorted.length * 0.99)] ?? 0];
}

function snapped(direction: Vector | null, near: number): Vector | null {
  return direction && (axes.find((axis) => dot(axis, direction) > near) ?? direction);
}

const middleOf = ({ min, max }: Lying): Vector => scaled(add(min, max), 0.5);
export const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const add = (a: Vector, b: Vector): Vector => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const scaled = (a: Vector, by: number): Vector => [a[0] * by, a[1] * by, a[2] * by];
export const unit = (a: Vector): Vector => scaled(a, 1 / (Math.hypot(...a) || 1));
export const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
