import { type Arch, acrossOf, archOf, sideOf, type Tooth } from '#contract/teeth.ts';
import { eigen } from '#contract/tooth-movement/eigen.ts';
import type { ToothAxes, Vector } from '#contract/tooth-movement/setup-plan.ts';
import { boxOf, type Delivered, type DeliveredTooth, type Shape } from './delivered.ts';
import { crownHeight, usualPlace } from './ideal-arch.ts';
import { cross, direction, dot, minus, placed, plus, times, turned, turnedBack } from './vectors.ts';

export type Laid = { axes: ToothAxes; axesFrom: 'delivered' | 'estimated'; reference: Vector };

/**
 * How each tooth lies, in its own coordinates. Delivered frames have x along the arch, y to the cheek or lip and z to the chewing side; they
 * are believed where nearly all of a setup are plausible. Otherwise neighbours tell the arch's direction, and the form of a tooth with
 * its root the long axis. Works in the mouth's coordinates.
 */
export function layTeeth({ form, teeth }: Delivered): Laid[] {
  const around = [...surroundings(teeth, 'upper'), ...surroundings(teeth, 'lower')];
  const of = (tooth: Tooth) => around.find((each) => each.tooth === tooth)!;
  const mayBe = form === 'glb' || form === 'transforms';
  const plausible = teeth.map((each) => mayBe && isPlausible(each, of(each.tooth)));
  const believed = plausible.filter(Boolean).length >= teeth.length * 0.85;
  return teeth.map((each, place) => {
    const turn = each.poses[0]!.turn;
    const { leftwards, chewing } = of(each.tooth);
    const own = (vector: Vector) => direction(turnedBack(turn, vector))!;
    const toMidline = sideOf(each.tooth) === 'right' ? leftwards : times(leftwards, -1);
    if (believed && plausible[place]) {
      const mesial: Vector = dot(turned(turn, [1, 0, 0]), toMidline) > 0 ? [1, 0, 0] : [-1, 0, 0];
      const axes: ToothAxes = { mesial, buccal: [0, 1, 0], occlusal: [0, 0, 1] };
      return { axes, axesFrom: 'delivered', reference: crownMiddle(each, axes) };
    }
    const occlusal = longAxis(each, chewing) ?? chewing;
    const mesial = direction(minus(toMidline, times(occlusal, dot(toMidline, occlusal))))!;
    const outwards: Vector = [leftwards[1], -leftwards[0], 0];
    const across = cross(mesial, occlusal);
    const buccal = dot(across, outwards) > 0 ? across : times(across, -1);
    const axes: ToothAxes = { mesial: own(mesial), buccal: own(buccal), occlusal: own(occlusal) };
    return { axes, axesFrom: 'estimated', reference: crownMiddle(each, axes) };
  });
}

type Around = { tooth: Tooth; leftwards: Vector; chewing: Vector };

/** For each tooth of an arch its direction there, to the patient's left and level, from its neighbours. */
function surroundings(teeth: readonly DeliveredTooth[], arch: Arch): Around[] {
  const there = teeth
    .filter(({ tooth }) => archOf(tooth) === arch)
    .toSorted((one, other) => acrossOf(one.tooth) - acrossOf(other.tooth))
    .map(({ tooth, shape, poses }) => ({ tooth, middle: placed(poses[0]!, boxOf(shape).middle) }));
  const chewing: Vector = [0, 0, arch === 'upper' ? -1 : 1];
  return there.map(({ tooth }, place) => {
    const [before, after] = [there[place - 1], there[place + 1]];
    const usual = usualPlace(tooth).leftwards;
    // At the end of a row the one neighbour tells how the arch ran until here, not how it runs here.
    const run = before && after ? level(minus(after.middle, before.middle)) : null;
    const leftwards = run && dot(run, usual) > 0.5 ? run : usual;
    return { tooth, leftwards, chewing };
  });
}

const level = ([x, y]: Vector): Vector | null => direction([x, y, 0]);

/** Teeth lean; a frame that leans further than this is no tooth's. */
const leaning = Math.cos((40 * Math.PI) / 180);

function isPlausible({ poses }: DeliveredTooth, { leftwards, chewing }: Around): boolean {
  const turn = poses[0]!.turn;
  const outwards: Vector = [leftwards[1], -leftwards[0], 0];
  return (
    dot(turned(turn, [0, 0, 1]), chewing) > leaning &&
    dot(turned(turn, [0, 1, 0]), outwards) > leaning &&
    Math.abs(dot(turned(turn, [1, 0, 0]), leftwards)) > leaning
  );
}

/** Of a tooth that is clearly longer than wide, its length, pointing to the chewing side; in the mouth's coordinates. */
function longAxis({ shape, poses }: DeliveredTooth, chewing: Vector): Vector | null {
  const { values, vectors } = spread(shape);
  const order = values.map((_, place) => place).sort((a, b) => values[b]! - values[a]!);
  const [first, second] = [order[0]!, order[1]!];
  if (!(values[first]! > 2.2 * values[second]!)) return null;
  const axis = turned(poses[0]!.turn, vectors[first] as unknown as Vector);
  const pointing = dot(axis, chewing) < 0 ? times(axis, -1) : axis;
  return dot(pointing, chewing) > leaning ? pointing : null;
}

function spread({ positions: p, corners }: Shape): { values: number[]; vectors: number[][] } {
  const step = Math.max(1, Math.floor(corners.length / 6000));
  let middle: Vector = [0, 0, 0];
  let count = 0;
  const points: Vector[] = [];
  for (let corner = 0; corner < corners.length; corner += step) {
    const at = corners[corner]! * 3;
    const point: Vector = [p[at]!, p[at + 1]!, p[at + 2]!];
    points.push(point);
    middle = plus(middle, point);
    count += 1;
  }
  middle = times(middle, 1 / count);
  const matrix = [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ];
  for (const point of points) {
    const off = minus(point, middle);
    for (let row = 0; row < 3; row += 1)
      for (let column = 0; column < 3; column += 1) matrix[row]![column]! += (off[row]! * off[column]!) / count;
  }
  return eigen(matrix);
}

/** The middle of the crown: of what lies within a crown's height of the chewing side. */
function crownMiddle({ tooth, shape }: DeliveredTooth, { mesial, buccal, occlusal }: ToothAxes): Vector {
  const { positions: p, corners } = shape;
  const at = (corner: number): Vector => {
    const place = corners[corner]! * 3;
    return [p[place]!, p[place + 1]!, p[place + 2]!];
  };
  let top = -Infinity;
  for (let corner = 0; corner < corners.length; corner += 1) top = Math.max(top, dot(at(corner), occlusal));
  const least = top - crownHeight(tooth);
  const axes = [mesial, buccal, occlusal];
  const box = axes.map(() => [Infinity, -Infinity] as [number, number]);
  for (let corner = 0; corner < corners.length; corner += 1) {
    const point = at(corner);
    if (dot(point, occlusal) < least) continue;
    axes.forEach((axis, place) => {
      const value = dot(point, axis);
      box[place]![0] = Math.min(box[place]![0], value);
      box[place]![1] = Math.max(box[place]![1], value);
    });
  }
  return axes.reduce<Vector>(
    (sum, axis, place) => plus(sum, times(axis, (box[place]![0] + box[place]![1]) / 2)),
    [0, 0, 0],
  );
}
