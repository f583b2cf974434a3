import { archOf } from '#contract/teeth.ts';
import { furthestMove, type ToothPose } from '#contract/tooth-movement/setup-plan.ts';
import type { Laid } from './axes.ts';
import type { Delivered } from './delivered.ts';
import type { Problems } from './problems.ts';
import { distance, minus, nearer, placed, plus, turned } from './vectors.ts';

/** A delivered frame begins so near to its tooth at least; otherwise, and where none was delivered, the middle of the crown is the origin. Millimetres. */
const nearTooth = 15;

/** Own coordinates that begin near the tooth, and turns that follow each other without a jump. */
export function centred(delivered: Delivered, laid: readonly Laid[]): { delivered: Delivered; laid: Laid[] } {
  const shifts = laid.map(({ reference, axesFrom }) =>
    axesFrom === 'estimated' || distance(reference, [0, 0, 0]) > nearTooth ? reference : null,
  );
  const teeth = delivered.teeth.map((each, place) => {
    const shift = shifts[place]!;
    const [first] = each.poses;
    let last = first!.turn;
    const poses = each.poses.map((pose): ToothPose => {
      last = nearer(pose.turn, last);
      return { position: shift ? placed(pose, shift) : pose.position, turn: last };
    });
    if (!shift) return { ...each, poses };
    const positions = each.shape.positions.map((value, at) => value - shift[at % 3]!);
    return { ...each, poses, shape: { ...each.shape, positions } };
  });
  const attachments = delivered.attachments.map((each) => {
    const shift = shifts[delivered.teeth.findIndex(({ tooth }) => tooth === each.tooth)];
    if (!shift) return each;
    const positions = each.shape.positions.map((value, at) => value - shift[at % 3]!);
    return { ...each, shape: { ...each.shape, positions } };
  });
  return {
    delivered: { ...delivered, teeth, attachments },
    laid: laid.map((each, place) => (shifts[place] ? { ...each, reference: [0, 0, 0] } : each)),
  };
}

/** Told are teeth that move further than any treatment moves them. */
export function checkMoves({ teeth }: Delivered, problems: Problems): void {
  for (const { tooth, poses } of teeth) {
    const stage = poses.findIndex(({ position }) =>
      minus(position, poses[0]!.position).some((value) => !(Math.abs(value) < furthestMove)),
    );
    if (stage >= 0) problems.add('moved_too_far', String(tooth), { stage, limit: furthestMove });
  }
}

/** What rounding and recovery leave behind is no movement. Millimetres at a point 10 mm from the middle of the crown. */
const still = 5e-4;

/** The last stage at which something of an arch still moves. */
export function lastMoving(
  { teeth, surfaces, stages }: Delivered,
  laid: readonly Laid[],
  arch: 'upper' | 'lower',
): number {
  const reaches: [number, number, number][] = [
    [10, 0, 0],
    [0, 10, 0],
    [0, 0, 10],
  ];
  const moves = (before: ToothPose, after: ToothPose, reference: Laid['reference']) =>
    reaches.some(
      (reach) => distance(placed(before, plus(reference, reach)), placed(after, plus(reference, reach))) > still,
    );
  for (let stage = stages; stage > 0; stage -= 1) {
    const tooth = teeth.some(
      (each, place) =>
        archOf(each.tooth) === arch && moves(each.poses[stage - 1]!, each.poses[stage]!, laid[place]!.reference),
    );
    const whole = surfaces.some(
      (surface) =>
        surface.arch === arch &&
        surface.kind === 'arch' &&
        surface.shapes.length > 1 &&
        surface.shapes[stage] !== surface.shapes[stage - 1],
    );
    if (tooth || whole) return stage;
  }
  return 0;
}

/** The box around everything at every stage. */
export function boundsOfAll(
  { teeth, surfaces }: Delivered,
  boxOf: (shape: Delivered['surfaces'][number]['shapes'][number]) => { min: readonly number[]; max: readonly number[] },
): { min: [number, number, number]; max: [number, number, number] } {
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  const take = (point: readonly number[]) => {
    for (let axis = 0; axis < 3; axis += 1) {
      min[axis] = Math.min(min[axis]!, point[axis]!);
      max[axis] = Math.max(max[axis]!, point[axis]!);
    }
  };
  for (const { shape, poses } of teeth) {
    const box = boxOf(shape);
    const corners = Array.from({ length: 8 }, (_, corner) =>
      [0, 1, 2].map((axis) => ((corner >> axis) & 1 ? box.max[axis]! : box.min[axis]!)),
    ) as unknown as [number, number, number][];
    for (const { position, turn } of poses) for (const corner of corners) take(plus(turned(turn, corner), position));
  }
  for (const shape of new Set(surfaces.flatMap(({ shapes }) => shapes))) {
    const box = boxOf(shape);
    take(box.min);
    take(box.max);
  }
  return { min, max };
}
