import { Ray, type Vector3 } from 'three';
import { archOf, type Tooth } from '#contract/teeth.ts';
import type { Vector } from '#contract/tooth-movement/setup-plan.ts';
import type { Layer, LayerShows } from './layer.ts';
import type { Hit, Pieces } from './pieces.ts';
import { directionToTooth, toMouth, toTooth } from './poses.ts';

/** What a ray met: a tooth with the point in its own coordinates, or gum with the point in the mouth's. */
export type Found = { tooth: Tooth | null; point: Vector; inMouth: Vector3; distance: number };

/** The first of what is shown that a ray meets, its own detail before the coarse one. */
export function findFirst(layer: Layer, shows: LayerShows, ray: Ray): Found | null {
  const { body, stage } = layer;
  let nearest: Found | null = null;
  const consider = (found: Found) => {
    if (!nearest || found.distance < nearest.distance) nearest = found;
  };
  for (const arch of shows.teeth ? shows.arches : []) {
    const pieces = findable(body.group(arch, 'full'), body.group(arch, 'coarse'));
    for (const [index, { slot }] of pieces?.pieces.entries() ?? []) {
      const { tooth } = body.plan.teeth[slot]!;
      const pose = layer.poses.get(tooth)!;
      const own = new Ray(toTooth(pose, ray.origin), directionToTooth(pose, ray.direction));
      const hit = pieces!.meet(index, own);
      if (hit) consider({ ...asFound(hit), tooth, inMouth: toMouth(pose, hit.point) });
    }
  }
  for (const surface of body.surfaces) {
    const shown = surface.kind === 'arch' ? shows.teeth : shows.gums;
    if (!shown || !shows.arches.has(surface.arch)) continue;
    const pieces = findable(surface.at(stage, 'full'), surface.at(stage, 'coarse'));
    const hit = pieces?.meet(0, ray);
    if (hit) consider({ ...asFound(hit), tooth: null, inMouth: hit.point.clone() });
  }
  return nearest;
}

/** Whether the arch of a tooth has come with its search trees. */
export function canBeMet({ body }: Layer, tooth: Tooth): boolean {
  return findable(body.group(archOf(tooth), 'full'), body.group(archOf(tooth), 'coarse'))?.canBeFound ?? false;
}

/** Where a ray in the tooth's own coordinates meets that tooth. */
export function meetTooth(layer: Layer, tooth: Tooth, ray: Ray): Hit | null {
  const { body } = layer;
  const pieces = findable(body.group(archOf(tooth), 'full'), body.group(archOf(tooth), 'coarse'));
  const slot = body.plan.teeth.findIndex((one) => one.tooth === tooth);
  const index = pieces?.pieces.findIndex((piece) => piece.slot === slot) ?? -1;
  return index >= 0 ? pieces!.meet(index, ray) : null;
}

const asFound = ({ point, distance }: Hit) => ({ point: point.toArray() as unknown as Vector, distance });
const findable = (full: Pieces | null, coarse: Pieces | null) => (full?.canBeFound ? full : coarse);
