import type { GlbMesh } from './read-glb.ts';

/** A mesh ready to be shown, with what is needed to place it. Only typed arrays and numbers, so that it travels between threads. */
export type Surface = {
  positions: Float32Array;
  indices: Uint32Array;
  normals: Float32Array;
  /** Linear light, 0 to 65535, four values a vertex: plaster with shaded hollows, and the scanned colours where there are any. */
  plaster: Uint16Array;
  painted: Uint16Array | null;
  min: [number, number, number];
  max: [number, number, number];
  /** Sum of the triangles' area vectors over their area: where an open surface faces; 0 for a closed one. */
  facing: [number, number, number];
  /** Some thousand points spread over the area, for working out how it lies. */
  samples: Float32Array;
};

/** Works out all that a mesh from a file lacks. */
export function surfaceOf({ positions, indices, normals, colours }: GlbMesh): Surface {
  const { areaNormals, facing } = areaNormalsOf(positions, indices);
  const smooth = normals ?? normalised(areaNormals);
  const hollow = hollowsOf(positions, indices, smooth);
  const { min, max } = boundsOf(positions);
  return {
    positions,
    indices,
    normals: smooth,
    plaster: shaded(hollow, null),
    painted: colours && shaded(hollow, colours),
    min,
    max,
    facing,
    samples: samplesOf(positions, indices),
  };
}

/** Normals of the vertices, each triangle counting by its area, not yet of length 1; and where the whole faces. */
export function areaNormalsOf(positions: Float32Array, indices: Uint32Array) {
  const areaNormals = new Float32Array(positions.length);
  const facing: [number, number, number] = [0, 0, 0];
  let area = 0;
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = [indices[i]! * 3, indices[i + 1]! * 3, indices[i + 2]! * 3];
    const abx = positions[b]! - positions[a]!;
    const aby = positions[b + 1]! - positions[a + 1]!;
    const abz = positions[b + 2]! - positions[a + 2]!;
    const acx = positions[c]! - positions[a]!;
    const acy = positions[c + 1]! - positions[a + 1]!;
    const acz = positions[c + 2]! - positions[a + 2]!;
    const x = aby * acz - abz * acy;
    const y = abz * acx - abx * acz;
    const z = abx * acy - aby * acx;
    facing[0] += x;
    facing[1] += y;
    facing[2] += z;
    area += Math.sqrt(x * x + y * y + z * z);
    for (const corner of [a, b, c]) {
      areaNormals[corner]! += x;
      areaNormals[corner + 1]! += y;
      areaNormals[corner + 2]! += z;
    }
  }
  const share = area > 0 ? 1 / area : 0;
  return { areaNormals, facing: facing.map((value) => value * share) as [number, number, number] };
}

/** Vectors of length 1, in place. */
export function normalised(vectors: Float32Array): Float32Array {
  for (let i = 0; i < vectors.length; i += 3) {
    const length = Math.hypot(vectors[i]!, vectors[i + 1]!, vectors[i + 2]!) || 1;
    vectors[i]! /= length;
    vectors[i + 1]! /= length;
    vectors[i + 2]! /= length;
  }
  return vectors;
}

/** How hollow the surface is at each vertex, per millimetre: fissures and gum lines are positive, cusps negative. Smoothed a little. */
export function hollowsOf(positions: Float32Array, indices: Uint32Array, normals: Float32Array): Float32Array {
  const count = positions.length / 3;
  const sum = new Float32Array(count);
  const neighbours = new Float32Array(count);
  const look = (from: number, to: number) => {
    const [f, t] = [from * 3, to * 3];
    const x = positions[t]! - positions[f]!;
    const y = positions[t + 1]! - positions[f + 1]!;
    const z = positions[t + 2]! - positions[f + 2]!;
    const squared = x * x + y * y + z * z;
    if (squared < 1e-10) return;
    sum[from]! += (x * normals[f]! + y * normals[f + 1]! + z * normals[f + 2]!) / Math.max(squared, 0.01);
    neighbours[from]! += 1;
  };
  eachEdge(indices, look);
  let hollow = sum.map((value, vertex) => value / (neighbours[vertex]! || 1));
  for (let round = 0; round < 3; round += 1) {
    const next = new Float32Array(count);
    eachEdge(indices, (from, to) => {
      next[from]! += hollow[to]!;
    });
    for (let vertex = 0; vertex < count; vertex += 1) {
      const around = neighbours[vertex]!;
      next[vertex] = (hollow[vertex]! + next[vertex]!) / (1 + around);
    }
    hollow = next;
  }
  return hollow;
}

function eachEdge(indices: Uint32Array, visit: (from: number, to: number) => void): void {
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = [indices[i]!, indices[i + 1]!, indices[i + 2]!];
    visit(a, b);
    visit(b, c);
    visit(c, a);
  }
}

const linear = Float32Array.from({ length: 256 }, (_, byte) => {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

const plasterColour = [214, 204, 186] as const;

/** Colours with hollows darker and ridges a little lighter, as dust and light leave them on a plaster model. */
function shaded(hollow: Float32Array, colours: Uint8Array | null): Uint16Array {
  const out = new Uint16Array(hollow.length * 4);
  const strength = colours ? 0.2 : 0.42;
  for (let vertex = 0; vertex < hollow.length; vertex += 1) {
    const depth = Math.min(Math.max(hollow[vertex]! * strength, -0.1), 0.55);
    for (let channel = 0; channel < 3; channel += 1) {
      const base = colours ? colours[vertex * 3 + channel]! : plasterColour[channel]!;
      // Blue is lost first in a hollow, which reads as warm shade instead of dirt.
      const light = 1 - depth * (0.85 + channel * 0.15);
      out[vertex * 4 + channel] = Math.min(65_535, linear[base]! * light * 65_535);
    }
    out[vertex * 4 + 3] = 65_535;
  }
  return out;
}

function boundsOf(positions: Float32Array) {
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < positions.length; i += 1) {
    const axis = (i % 3) as 0 | 1 | 2;
    const value = positions[i]!;
    if (value < min[axis]) min[axis] = value;
    if (value > max[axis]) max[axis] = value;
  }
  return { min, max };
}

/** Centres of triangles, taken evenly by area. */
function samplesOf(positions: Float32Array, indices: Uint32Array, wanted = 1200): Float32Array {
  const triangles = indices.length / 3;
  const areas = new Float64Array(triangles + 1);
  for (let triangle = 0; triangle < triangles; triangle += 1) {
    const [a, b, c] = [0, 1, 2].map((corner) => indices[triangle * 3 + corner]! * 3) as [number, number, number];
    const [x, y, z] = [0, 1, 2].map((axis) => positions[b + axis]! - positions[a + axis]!) as [number, number, number];
    const [u, v, w] = [0, 1, 2].map((axis) => positions[c + axis]! - positions[a + axis]!) as [number, number, number];
    areas[triangle + 1] = areas[triangle]! + Math.hypot(y * w - z * v, z * u - x * w, x * v - y * u);
  }
  const total = areas[triangles]!;
  const samples = new Float32Array(wanted * 3);
  let triangle = 0;
  for (let i = 0; i < wanted; i += 1) {
    while (triangle < triangles - 1 && areas[triangle + 1]! < (total * (i + 0.5)) / wanted) triangle += 1;
    for (let axis = 0; axis < 3; axis += 1) {
      const corner = (at: number) => positions[indices[triangle * 3 + at]! * 3 + axis]!;
      samples[i * 3 + axis] = (corner(0) + corner(1) + corner(2)) / 3;
    }
  }
  return samples;
}
