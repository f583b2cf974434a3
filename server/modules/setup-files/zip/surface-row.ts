import { tidyMesh } from '#platform/meshes/tidy-mesh.ts';
import type { Shape } from '../delivered.ts';

/** Shapes of one surface by stage, where a shape that doesn't change is kept once. */
export type SurfaceRow = { add(shape: Shape | null): void; shapes(): Shape[] };

/** Changes smaller than this share of the surface's size are rounding. */
const still = 1e-6;

export function surfaceRow(): SurfaceRow {
  const row: (Shape | null)[] = [];
  let last: Shape | null = null;
  return {
    /** Null where a stage has none: then it stays as it was. */
    add(shape) {
      if (!shape) row.push(last);
      else {
        const { positions, corners } = tidyMesh(shape);
        const same: Shape | null = last && isSame(last, { positions, corners }) ? last : null;
        last = same ?? { positions: Float32Array.from(positions), corners: corners.slice() };
        row.push(last);
      }
    },
    shapes() {
      const first = row.find((shape) => shape !== null);
      if (!first) return [];
      const all = row.map((shape) => shape ?? first);
      return all.every((shape) => shape === first) ? [first] : all;
    },
  };
}

function isSame(one: Shape, other: Shape): boolean {
  if (one.positions.length !== other.positions.length || one.corners.length !== other.corners.length) return false;
  let most = 0;
  for (const value of one.positions) most = Math.max(most, Math.abs(value));
  for (let place = 0; place < one.positions.length; place += 1)
    if (!(Math.abs(one.positions[place]! - other.positions[place]!) <= most * still)) return false;
  return true;
}
