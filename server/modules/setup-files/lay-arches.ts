import { eigen } from '#contract/tooth-movement/eigen.ts';
import type { Vector } from '#contract/tooth-movement/setup-plan.ts';
import { boxOf, type Delivered, type Shape } from './delivered.ts';
import { moved, nearOrigin, snapped } from './normalise.ts';
import { SetupRefused } from './problems.ts';
import { cross, direction, dot, minus, noTurn, plus, quaternionOf, times } from './vectors.ts';

/** How wide an arch is between its furthest points, millimetres. */
const width = { least: 25, most: 140 };

/**
 * Brings models of whole arches, whose teeth are not told apart, into the mouth's coordinates: an arch is flat, opens to the back, and the upper
 * one lies above the lower.
 */
export function layArches(delivered: Delivered): Delivered {
  const arches = delivered.surfaces.map(({ arch, shapes }) => ({ arch, ...outline(shapes[0]!) }));
  const [first] = arches;
  if (!first) throw new SetupRefused('no_teeth', '', { found: 0, least: 4 });
  const unit = unitOf(Math.max(...arches.map(({ largest }) => largest)));
  if (unit === null) throw new SetupRefused('unit_unclear');
  const upper = arches.find(({ arch }) => arch === 'upper');
  const lower = arches.find(({ arch }) => arch === 'lower');
  const told = upper && lower ? dot(minus(upper.middle, lower.middle), first.normal) : first.normal[2];
  const up = told < 0 ? times(first.normal, -1) : first.normal;
  const open = arches.reduce<Vector>((sum, each) => plus(sum, minus(each.box, each.middle)), [0, 0, 0]);
  const back = direction(minus(open, times(up, dot(open, up))));
  if (!back) return moved(delivered, { scale: unit, turn: noTurn, move: [0, 0, 0] });
  const left = cross(back, up);
  const columns = [0, 1, 2].flatMap((axis) => [left[axis]!, back[axis]!, up[axis]!]);
  const turn = snapped(quaternionOf(columns));
  const turned = moved(delivered, { scale: unit, turn, move: [0, 0, 0] });
  const boxes = turned.surfaces.map(({ arch, shapes }) => ({ arch, ...boxOf(shapes[0]!) }));
  const chewing = boxes.map(({ arch, min, max }) => (arch === 'upper' ? min[2] : max[2]));
  const origin: Vector = [
    boxes.reduce((sum, { middle }) => sum + middle[0], 0) / boxes.length,
    Math.min(...boxes.map(({ min }) => min[1])),
    chewing.reduce((sum, height) => sum + height, 0) / chewing.length,
  ];
  const move = origin.map((value) => (Math.abs(value) > nearOrigin ? -value : 0)) as unknown as Vector;
  return moved(turned, { scale: 1, turn: noTurn, move });
}

function unitOf(largest: number): number | null {
  for (const unit of [1, 1000]) if (largest * unit > width.least && largest * unit < width.most) return unit;
  return null;
}

const enough = 8000;

/** Where an arch lies and how it is spread: the middle of its points, of its box, and the direction in which it is thin. */
function outline(shape: Shape): { middle: Vector; box: Vector; normal: Vector; largest: number } {
  const { positions: p, corners } = shape;
  const step = Math.max(1, Math.floor(corners.length / enough));
  const points: Vector[] = [];
  for (let corner = 0; corner < corners.length; corner += step) {
    const at = corners[corner]! * 3;
    points.push([p[at]!, p[at + 1]!, p[at + 2]!]);
  }
  const middle = times(points.reduce(plus, [0, 0, 0]), 1 / points.length);
  const matrix = [0, 1, 2].map((row) =>
    [0, 1, 2].map((column) =>
      points.reduce((sum, point) => sum + (point[row]! - middle[row]!) * (point[column]! - middle[column]!), 0),
    ),
  );
  const { values, vectors } = eigen(matrix);
  const normal = vectors[values.indexOf(Math.min(...values))] as unknown as Vector;
  const { middle: box, extents } = boxOf(shape);
  return { middle, box, normal, largest: Math.max(...extents) };
}
