import { MeshoptSimplifier } from 'meshoptimizer/simplifier';
import type { PartPlace } from '#contract/tooth-movement/setup-plan.ts';
import { encodeGlb } from '#platform/meshes/encode-glb.ts';
import { type TidyMesh, tidyMesh } from '#platform/meshes/tidy-mesh.ts';
import type { Shape } from './delivered.ts';
import type { Problems } from './problems.ts';

/** So many triangles are seen at once while the rest is on its way. */
const coarseTriangles = 60_000;
/** No part is told in fewer. */
const fewest = 120;

export type Parts = {
  /** By shape its number. */
  indexOf: Map<Shape, number>;
  coarse: Buffer;
  full: Buffer;
  coarsePlaces: PartPlace[];
  fullPlaces: PartPlace[];
  coarseMeshes: TidyMesh[];
};

export type Part = { shape: Shape; where: string; tidy: TidyMesh };

/** Welds every shape; tells those that are no surface. */
export function tidied(shapes: ReadonlyMap<Shape, string>, problems: Problems): Part[] {
  const parts: Part[] = [];
  for (const [shape, where] of shapes) {
    const tidy = tidyMesh(shape);
    const triangles = tidy.corners.length / 3;
    if (triangles === 0) problems.add('no_triangles', where);
    else if (tidy.degenerateTriangles > triangles)
      problems.add('degenerate', where, { found: tidy.degenerateTriangles, of: triangles + tidy.degenerateTriangles });
    else parts.push({ shape, where, tidy });
  }
  return parts;
}

/** So many triangles may the shapes have together that a surface takes from stage to stage. */
const mostChanging = 2_500_000;

/** Surfaces that change are there once for each stage: where that is more than anybody can see, each is told with fewer triangles. */
export async function lightened(parts: readonly Part[], changing: ReadonlySet<Shape>): Promise<Part[]> {
  await MeshoptSimplifier.ready;
  const all = parts.reduce((sum, { shape, tidy }) => sum + (changing.has(shape) ? tidy.corners.length / 3 : 0), 0);
  const share = mostChanging / all;
  if (!(share < 1)) return [...parts];
  return parts.map((part) => (changing.has(part.shape) ? { ...part, tidy: simplified(part.tidy, share) } : part));
}

/** Writes every part twice: as delivered, and with so few triangles that all that is seen at once (`seen` in all) stays within the budget. */
export async function makeParts(parts: readonly Part[], seen: number): Promise<Parts> {
  await MeshoptSimplifier.ready;
  const share = Math.min(1, coarseTriangles / seen);
  const full: Buffer[] = [];
  const coarse: Buffer[] = [];
  const places = { full: [] as PartPlace[], coarse: [] as PartPlace[] };
  const coarseMeshes: TidyMesh[] = [];
  const at = { full: 0, coarse: 0 };
  for (const { tidy } of parts) {
    const lighter = share < 1 ? simplified(tidy, share) : tidy;
    coarseMeshes.push(lighter);
    for (const [kind, mesh, into] of [['full', tidy, full] as const, ['coarse', lighter, coarse] as const]) {
      const { bytes } = await encodeGlb(mesh);
      places[kind].push({ offset: at[kind], length: bytes.length, triangles: mesh.corners.length / 3 });
      at[kind] += bytes.length;
      into.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    }
  }
  return {
    indexOf: new Map(parts.map(({ shape }, index) => [shape, index])),
    coarse: Buffer.concat(coarse),
    full: Buffer.concat(full),
    coarsePlaces: places.coarse,
    fullPlaces: places.full,
    coarseMeshes,
  };
}

/** With about so large a share of the triangles; only points that are left keep a place. */
function simplified(mesh: TidyMesh, share: number): TidyMesh {
  const target = Math.max(Math.round((mesh.corners.length / 3) * share), fewest) * 3;
  if (target >= mesh.corners.length) return mesh;
  const positions = Float32Array.from(mesh.positions);
  const [corners] = MeshoptSimplifier.simplify(mesh.corners.slice(), positions, 3, target, 1, []);
  if (corners.length < 3) return mesh;
  const places = new Map<number, number>();
  const renumbered = corners.map((corner) => {
    const there = places.get(corner);
    if (there !== undefined) return there;
    places.set(corner, places.size);
    return places.size - 1;
  });
  const kept = new Float32Array(places.size * 3);
  for (const [corner, place] of places)
    for (let axis = 0; axis < 3; axis += 1) kept[place * 3 + axis] = positions[corner * 3 + axis]!;
  return { ...mesh, positions: kept, corners: renumbered, cornerPlaces: renumbered, places: places.size };
}
