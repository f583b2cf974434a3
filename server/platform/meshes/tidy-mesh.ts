import type { Triangles } from './mesh.ts';
import { weld, wordsOf } from './weld.ts';

/** A mesh whose vertices all differ, in place or in colour, and whose triangles have three places each. */
export type TidyMesh = {
  positions: Float32Array | Float64Array;
  corners: Uint32Array;
  /** Red, green and blue of each vertex. */
  colours: Uint8Array | undefined;
  /** The corners by place alone: where two colours meet there are two vertices in one place. */
  cornerPlaces: Uint32Array;
  places: number;
  degenerateTriangles: number;
};

/** Welds vertices of exactly equal coordinates and leaves out triangles that have two corners in one place. */
export function tidyMesh({ positions, corners, vertexColours, faceColours, emptyFaces = 0 }: Triangles): TidyMesh {
  const { words, perVertex } = wordsOf(positions);
  const { places, count, firsts } = weld(words, perVertex);
  const kept = new Uint32Array(corners.length);
  const from = faceColours || vertexColours ? new Uint32Array(corners.length) : undefined;
  let filled = 0;
  for (let corner = 0; corner < corners.length; corner += 3) {
    const a = places[corners[corner]!]!;
    const b = places[corners[corner + 1]!]!;
    const c = places[corners[corner + 2]!]!;
    if (a === b || b === c || c === a) continue;
    kept[filled] = a;
    kept[filled + 1] = b;
    kept[filled + 2] = c;
    if (from) for (let side = 0; side < 3; side += 1) from[filled + side] = corner + side;
    filled += 3;
  }
  const cornerPlaces = kept.subarray(0, filled);
  const rest = { cornerPlaces, places: count, degenerateTriangles: (corners.length - filled) / 3 + emptyFaces };
  const at = (vertex: number) => firsts[vertex]!;
  if (!from) return { positions: gather(positions, count, at), corners: cornerPlaces, colours: undefined, ...rest };

  const painted = new Uint32Array(filled * 2);
  for (let corner = 0; corner < filled; corner += 1) {
    const origin = from[corner]!;
    const [colours, place] = faceColours ? [faceColours, Math.floor(origin / 3)] : [vertexColours!, corners[origin]!];
    painted[corner * 2] = cornerPlaces[corner]!;
    painted[corner * 2 + 1] = colours[place * 3]! | (colours[place * 3 + 1]! << 8) | (colours[place * 3 + 2]! << 16);
  }
  const coloured = weld(painted, 2);
  const colours = new Uint8Array(coloured.count * 3);
  for (let vertex = 0; vertex < coloured.count; vertex += 1) {
    const packed = painted[coloured.firsts[vertex]! * 2 + 1]!;
    for (let channel = 0; channel < 3; channel += 1) colours[vertex * 3 + channel] = (packed >> (8 * channel)) & 255;
  }
  const placeOf = (vertex: number) => at(painted[coloured.firsts[vertex]! * 2]!);
  return { positions: gather(positions, coloured.count, placeOf), corners: coloured.places, colours, ...rest };
}

function gather(
  positions: TidyMesh['positions'],
  count: number,
  from: (vertex: number) => number,
): TidyMesh['positions'] {
  const gathered = positions instanceof Float32Array ? new Float32Array(count * 3) : new Float64Array(count * 3);
  for (let vertex = 0; vertex < count; vertex += 1) {
    const place = from(vertex) * 3;
    gathered[vertex * 3] = positions[place]!;
    gathered[vertex * 3 + 1] = positions[place + 1]!;
    gathered[vertex * 3 + 2] = positions[place + 2]!;
  }
  return gathered;
}
