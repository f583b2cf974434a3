import { Vector3 } from 'three';
import type { Layer } from './layer.ts';
import type { Found } from './pick.ts';
import { placeOf } from './pins.ts';

/** A point that keeps to its tooth. */
export type End = Pick<Found, 'tooth' | 'point'>;

/** Where the ends are now. */
export function endsNow(layer: Layer, ends: readonly End[]): Vector3[] {
  return ends.flatMap((end) => placeOf(layer, end) ?? []);
}

/** How far two points are from each other; null while there aren't two. */
export function distanceOf(ends: readonly Vector3[]): number | null {
  const [one, other] = ends;
  return one && other ? new Vector3().subVectors(one, other).length() : null;
}
