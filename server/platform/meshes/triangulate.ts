import { type MeshLimits, MeshRefused } from './mesh.ts';

type Positions = Float32Array | Float64Array;

/** Ear clipping is quadratic, and nobody scans a face with more corners than this. */
const mostCorners = 4096;

export type Polygons = { corners: Uint32Array; sizes: Uint32Array };

/** What triangulation yields: for each triangle, the face it came from. */
export type Triangulated = { corners: Uint32Array; faces: Uint32Array | undefined; emptyFaces: number };

/** Triangles of faces with any number of corners, concave ones too. Refuses a corner that names no vertex. */
export function triangulate(
  positions: Positions,
  { corners, sizes }: Polygons,
  { maxTriangles }: MeshLimits,
): Triangulated {
  const vertices = positions.length / 3;
  let triangles = 0;
  let emptyFaces = 0;
  let place = 0;
  for (let face = 0; face < sizes.length; face += 1) {
    const size = sizes[face]!;
    if (size > mostCorners)
      throw new MeshRefused('too_many_corners', { face: face + 1, found: size, limit: mostCorners });
    for (let corner = 0; corner < size; corner += 1) {
      if (corners[place + corner]! >= vertices) throw new MeshRefused('index_out_of_range', { face: face + 1 });
    }
    if (size < 3) emptyFaces += 1;
    else triangles += size - 2;
    place += size;
  }
  if (triangles > maxTriangles) throw new MeshRefused('too_many_triangles', { found: triangles, limit: maxTriangles });
  if (triangles === sizes.length && corners.length === 3 * triangles) return { corners, faces: undefined, emptyFaces };
  const made = new Uint32Array(triangles * 3);
  const faces = new Uint32Array(triangles);
  let filled = 0;
  place = 0;
  for (let face = 0; face < sizes.length; place += sizes[face]!, face += 1) {
    const size = sizes[face]!;
    if (size < 3) continue;
    const polygon = corners.subarray(place, place + size);
    made.set(size === 3 ? polygon : clipEars(positions, polygon), filled * 3);
    faces.fill(face, filled, filled + size - 2);
    filled += size - 2;
  }
  return { corners: made, faces, emptyFaces };
}

/** Cuts ears off a polygon, seen along its normal. Where no ear is left (it crosses itself), the rest becomes a fan. */
function clipEars(positions: Positions, polygon: Uint32Array): Uint32Array {
  const { u, v } = flatten(positions, polygon);
  const left = Array.from(polygon, (_, corner) => corner);
  const made = new Uint32Array((polygon.length - 2) * 3);
  let filled = 0;
  const cut = (place: number) => {
    const size = left.length;
    const [a, b, c] = [left[(place + size - 1) % size]!, left[place]!, left[(place + 1) % size]!];
    made.set([polygon[a]!, polygon[b]!, polygon[c]!], filled);
    filled += 3;
    left.splice(place, 1);
  };
  const turn = (a: number, b: number, c: number) =>
    (u[b]! - u[a]!) * (v[c]! - v[a]!) - (v[b]! - v[a]!) * (u[c]! - u[a]!);
  const isEar = (place: number) => {
    const size = left.length;
    const [a, b, c] = [left[(place + size - 1) % size]!, left[place]!, left[(place + 1) % size]!];
    if (turn(a, b, c) <= 0) return false;
    return !left.some((point) => {
      const corner = [a, b, c].some((own) => u[own] === u[point] && v[own] === v[point]);
      return !corner && turn(a, b, point) >= 0 && turn(b, c, point) >= 0 && turn(c, a, point) >= 0;
    });
  };
  let place = 0;
  for (let tried = 0; left.length > 3 && tried < left.length; ) {
    place %= left.length;
    if (isEar(place)) {
      cut(place);
      tried = 0;
    } else {
      place += 1;
      tried += 1;
    }
  }
  while (left.length > 2) cut(1);
  return made;
}

/** The polygon in its own plane (Newell's normal), turning left. */
function flatten(positions: Positions, polygon: Uint32Array): { u: Float64Array; v: Float64Array } {
  const normal = [0, 0, 0];
  const size = polygon.length;
  for (let corner = 0; corner < size; corner += 1) {
    const here = polygon[corner]! * 3;
    const next = polygon[(corner + 1) % size]! * 3;
    for (let axis = 0; axis < 3; axis += 1) {
      const [j, k] = [(axis + 1) % 3, (axis + 2) % 3];
      normal[axis]! += (positions[here + j]! - positions[next + j]!) * (positions[here + k]! + positions[next + k]!);
    }
  }
  const largest = normal.map(Math.abs).reduce((best, value, axis, all) => (value > all[best]! ? axis : best), 0);
  const [j, k] = normal[largest]! < 0 ? [(largest + 2) % 3, (largest + 1) % 3] : [(largest + 1) % 3, (largest + 2) % 3];
  const u = new Float64Array(size);
  const v = new Float64Array(size);
  for (let corner = 0; corner < size; corner += 1) {
    u[corner] = positions[polygon[corner]! * 3 + j]!;
    v[corner] = positions[polygon[corner]! * 3 + k]!;
  }
  return { u, v };
}
