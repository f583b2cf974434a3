import { Ray, Vector3 } from 'three';
import type { PlannedTooth, Vector } from '#contract/tooth-movement/setup-plan.ts';
import type { TreatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import type { Chunk, Piece } from '../loading/parts.ts';
import type { Layer, Worn } from './layer.ts';
import { canBeMet, meetTooth } from './pick.ts';
import { Pieces } from './pieces.ts';
import { stillRow } from './staged-surface.ts';

type Row = TreatmentPlan['attachments'][number];

/** Half sizes to the midline, to the chewing side and outwards in millimetres; how square it is (1 round); how much flatter towards the edge. */
const shapes: Record<Row['kind'], { half: Vector; square: number; bevel: number }> = {
  rectangular: { half: [1, 1.5, 0.95], square: 0.25, bevel: 0 },
  rectangular_horizontal: { half: [1.5, 1, 0.95], square: 0.25, bevel: 0 },
  ellipsoid: { half: [1.05, 1.6, 0.9], square: 1, bevel: 0 },
  bevelled: { half: [1.4, 1.1, 1.1], square: 0.25, bevel: 0.7 },
  hook: { half: [0.6, 1.3, 1.4], square: 0.45, bevel: 0 },
  other: { half: [1.1, 1.2, 0.8], square: 0.6, bevel: 0 },
};

/** Attachments that the treatment table names but no mesh was delivered for, as simple shapes on the crowns. Null while crowns can't be met yet. */
export function madeAttachments(
  layer: Layer,
  treatment: TreatmentPlan,
): { pieces: Pieces; worn: Worn[] } | 'none' | null {
  const { plan, attachmentRow } = layer.body;
  const delivered = new Set(plan.attachments.map(({ tooth }) => tooth));
  const wanted = treatment.attachments.filter(
    ({ tooth }) => !delivered.has(tooth) && plan.teeth.some((one) => one.tooth === tooth),
  );
  const room = stillRow - attachmentRow - plan.attachments.length;
  if (wanted.length === 0) return 'none';
  if (!wanted.every(({ tooth }) => canBeMet(layer, tooth))) return null;
  const worn: Worn[] = [];
  const parts: Shape[] = [];
  for (const row of wanted.slice(0, room)) {
    const planned = plan.teeth.find((one) => one.tooth === row.tooth)!;
    const spot = spotOn(layer, planned, row.surface);
    if (!spot) continue;
    const at = attachmentRow + plan.attachments.length + parts.length;
    parts.push({ ...shapeAt(row.kind, spot, planned.axes.occlusal), slot: at });
    worn.push({ row: at, tooth: row.tooth, from: row.placedAt, to: (row.removedAt ?? Infinity) - 1 });
  }
  return parts.length > 0 ? { pieces: new Pieces(joined(parts)), worn } : 'none';
}

type Spot = { point: Vector3; normal: Vector3 };
type Shape = { positions: number[]; normals: number[]; indices: number[]; slot: number };

/** Where a ray from the cheek or the tongue to the middle of the crown meets it. */
function spotOn(layer: Layer, { tooth, axes, reference }: PlannedTooth, surface: Row['surface']): Spot | null {
  const outwards = new Vector3(...axes.buccal).multiplyScalar(surface === 'buccal' ? 1 : -1);
  const ray = new Ray(new Vector3(...reference).addScaledVector(outwards, 25), outwards.clone().negate());
  const hit = meetTooth(layer, tooth, ray);
  if (!hit) return null;
  const normal = hit.normal && hit.normal.dot(outwards) > 0.3 ? hit.normal.clone() : outwards;
  return { point: hit.point.clone(), normal: normal.normalize() };
}

const [around, along] = [20, 12];

/** A rounded box or ellipsoid that stands half out of the crown. */
function shapeAt(kind: Row['kind'], { point, normal }: Spot, occlusal: Vector): Omit<Shape, 'slot'> {
  const { half, square, bevel } = shapes[kind];
  const up = new Vector3(...occlusal).addScaledVector(normal, -normal.dot(new Vector3(...occlusal))).normalize();
  const side = new Vector3().crossVectors(up, normal);
  const positions: number[] = [];
  const indices: number[] = [];
  const power = (value: number) => Math.sign(value) * Math.abs(value) ** square;
  for (let row = 0; row <= along; row += 1) {
    const height = -Math.PI / 2 + (Math.PI * row) / along;
    for (let column = 0; column < around; column += 1) {
      const turn = (2 * Math.PI * column) / around;
      const x = half[0] * power(Math.cos(height)) * power(Math.cos(turn));
      const y = half[1] * power(Math.cos(height)) * power(Math.sin(turn));
      const z = half[2] * power(Math.sin(height)) * (1 - bevel * Math.max(y / half[1], 0));
      const place = point.clone().addScaledVector(side, x).addScaledVector(up, y).addScaledVector(normal, z);
      positions.push(place.x, place.y, place.z);
      if (row === along) continue;
      const [a, b] = [row * around + column, row * around + ((column + 1) % around)];
      indices.push(a, b, a + around, b, b + around, a + around);
    }
  }
  return { positions, indices, normals: normalsOf(positions, indices) };
}

function normalsOf(positions: readonly number[], indices: readonly number[]): number[] {
  const sums = positions.map(() => 0);
  const at = (corner: number) =>
    new Vector3(...(positions.slice(corner * 3, corner * 3 + 3) as [number, number, number]));
  for (let i = 0; i < indices.length; i += 3) {
    const corners = [indices[i]!, indices[i + 1]!, indices[i + 2]!];
    const [a, b, c] = corners.map(at) as [Vector3, Vector3, Vector3];
    const area = b.sub(a).cross(c.sub(a));
    for (const corner of corners) {
      sums[corner * 3]! += area.x;
      sums[corner * 3 + 1]! += area.y;
      sums[corner * 3 + 2]! += area.z;
    }
  }
  for (let i = 0; i < sums.length; i += 3) {
    const length = Math.hypot(sums[i]!, sums[i + 1]!, sums[i + 2]!) || 1;
    for (let axis = 0; axis < 3; axis += 1) sums[i + axis]! /= length;
  }
  return sums;
}

function joined(parts: readonly Shape[]): Chunk {
  const vertices = parts.reduce((sum, { positions }) => sum + positions.length / 3, 0);
  const chunk = {
    positions: Float32Array.from(parts.flatMap(({ positions }) => positions)),
    normals: new Int16Array(vertices * 4),
    about: new Uint8Array(vertices * 4),
    indices: new Uint32Array(parts.reduce((sum, { indices }) => sum + indices.length, 0)),
  };
  const pieces: Piece[] = [];
  let [vertex, first] = [0, 0];
  for (const { positions, normals, indices, slot } of parts) {
    const count = positions.length / 3;
    for (let at = 0; at < count; at += 1) {
      for (let axis = 0; axis < 3; axis += 1)
        chunk.normals[(vertex + at) * 4 + axis] = Math.round(normals[at * 3 + axis]! * 32_767);
      chunk.about.set([slot, 48, 0, 0], (vertex + at) * 4);
    }
    chunk.indices.set(
      indices.map((index) => index + vertex),
      first,
    );
    pieces.push({ slot, first, count: indices.length, min: [0, 0, 0], max: [0, 0, 0] });
    vertex += count;
    first += indices.length;
  }
  return { ...chunk, pieces };
}
