import type { Vector } from '#contract/tooth-movement/setup-plan.ts';
import type { GlbMesh } from '../../three/read-glb.ts';
import { areaNormalsOf, hollowsOf, normalised } from '../../three/surface.ts';
import type { Chunk, PartWish, Piece } from './parts.ts';

export type ShadedPart = { mesh: GlbMesh; normals: Float32Array; about: Uint8Array; slot: number };

/** Works out what the drawing needs beyond triangles: normals, hollows, and how far each point is from edge or cusp. */
export function shadedPart(mesh: GlbMesh, { slot, occlusal }: PartWish): ShadedPart {
  const { positions, indices } = mesh;
  const normals = mesh.normals ?? normalised(areaNormalsOf(positions, indices).areaNormals);
  const hollow = hollowsOf(positions, indices, normals);
  const heights = occlusal ? along(positions, occlusal) : towardsThePlane(positions);
  const top = heights.reduce((most, height) => Math.max(most, height), -Infinity);
  const about = new Uint8Array(hollow.length * 4);
  for (let vertex = 0; vertex < hollow.length; vertex += 1) {
    about[vertex * 4] = slot;
    about[vertex * 4 + 1] = Math.min(Math.max(48 + hollow[vertex]! * 96, 0), 255);
    about[vertex * 4 + 2] = Math.min((top - heights[vertex]!) * 25, 255);
  }
  return { mesh, normals, about, slot };
}

function along(positions: Float32Array, direction: Vector): Float32Array {
  const heights = new Float32Array(positions.length / 3);
  for (let vertex = 0; vertex < heights.length; vertex += 1) {
    const at = vertex * 3;
    heights[vertex] =
      positions[at]! * direction[0] + positions[at + 1]! * direction[1] + positions[at + 2]! * direction[2];
  }
  return heights;
}

/** Gums: the nearer to where the teeth meet, the higher. */
function towardsThePlane(positions: Float32Array): Float32Array {
  const heights = new Float32Array(positions.length / 3);
  for (let vertex = 0; vertex < heights.length; vertex += 1) heights[vertex] = -Math.abs(positions[vertex * 3 + 2]!);
  return heights;
}

/** Puts parts into one geometry, so that they are drawn in one call. */
export function together(parts: readonly ShadedPart[]): Chunk {
  const vertices = parts.reduce((sum, { mesh }) => sum + mesh.positions.length / 3, 0);
  const corners = parts.reduce((sum, { mesh }) => sum + mesh.indices.length, 0);
  const positions = new Float32Array(vertices * 3);
  const normals = new Int16Array(vertices * 4);
  const about = new Uint8Array(vertices * 4);
  const indices = new Uint32Array(corners);
  const pieces: Piece[] = [];
  let vertex = 0;
  let first = 0;
  for (const part of parts) {
    const { mesh } = part;
    positions.set(mesh.positions, vertex * 3);
    about.set(part.about, vertex * 4);
    const count = mesh.positions.length / 3;
    for (let at = 0; at < count; at += 1) {
      for (let axis = 0; axis < 3; axis += 1)
        normals[(vertex + at) * 4 + axis] = Math.round(part.normals[at * 3 + axis]! * 32_767);
    }
    for (let corner = 0; corner < mesh.indices.length; corner += 1)
      indices[first + corner] = mesh.indices[corner]! + vertex;
    pieces.push({ slot: part.slot, first, count: mesh.indices.length, ...boundsOf(mesh.positions) });
    vertex += count;
    first += mesh.indices.length;
  }
  return { positions, normals, about, indices, pieces };
}

function boundsOf(positions: Float32Array): { min: Vector; max: Vector } {
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (let at = 0; at < positions.length; at += 1) {
    const axis = (at % 3) as 0 | 1 | 2;
    min[axis] = Math.min(min[axis], positions[at]!);
    max[axis] = Math.max(max[axis], positions[at]!);
  }
  return { min, max };
}
