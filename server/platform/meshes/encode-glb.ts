import { MeshoptEncoder } from 'meshoptimizer/encoder';
import { type Bounds, boundsOf } from './measure-mesh.ts';
import type { TidyMesh } from './tidy-mesh.ts';

/** The largest error that 16 bits may bring, in millimetres; a mesh too big for that keeps 32-bit floats. */
export const mostError = 0.002;

export type Glb = { bytes: Uint8Array; bounds: Bounds; largestError: number; bitsPerCoordinate: 16 | 32 };

/** Compressed glTF: vertices in drawing order, 16-bit coordinates on a grid over the bounds, meshopt compression. No normals. */
export async function encodeGlb({ positions, corners, colours }: TidyMesh): Promise<Glb> {
  await MeshoptEncoder.ready;
  const bounds = boundsOf({ positions, corners });
  const indices = corners.slice();
  const [order, count] = MeshoptEncoder.reorderMesh(indices, true, true);
  const vertices = new Uint32Array(count);
  for (let vertex = 0; vertex < order.length; vertex += 1)
    if (order[vertex]! < count) vertices[order[vertex]!] = vertex;

  const fine = toGrid(positions, vertices, bounds);
  const placed = fine.largestError <= mostError ? fine : toFloats(positions, vertices);
  const painted = colours ? [streamOfColours(colours, vertices)] : [];
  const streams = [
    placed.stream,
    ...painted,
    { bytes: bytesOf(indices), count: indices.length, stride: 4, mode: 'TRIANGLES' },
  ];
  const bytes = writeGlb(streams as Stream[], placed, count);
  return { bytes, bounds, largestError: placed.largestError, bitsPerCoordinate: placed === fine ? 16 : 32 };
}

type Stream = { bytes: Uint8Array; count: number; stride: number; mode: 'ATTRIBUTES' | 'TRIANGLES' };
type Placed = {
  stream: Stream;
  type: 5123 | 5126;
  min: number[];
  max: number[];
  translation: number[];
  scale: number;
  largestError: number;
};

/** Up to 128 mm the step of the grid is this, which rounds by 1.7 µm at most; finer would only make the file larger. */
const step = 1 / 512;

/** Meshes that are small, or in another unit, are still cut into this many steps. */
const fewestSteps = 8192;

/** Coordinates as whole steps from the corner of the bounds, the same step in all directions. */
function toGrid(positions: TidyMesh['positions'], vertices: Uint32Array, { min, max }: Bounds): Placed {
  const extents = max.map((value, axis) => value - min[axis]!);
  const extent = Math.max(...extents);
  const scale = Math.max(extent / 65_535, Math.min(step, extent / fewestSteps)) || 1;
  const grid = new Uint16Array(vertices.length * 4);
  let largest = 0;
  for (let vertex = 0; vertex < vertices.length; vertex += 1) {
    const from = vertices[vertex]! * 3;
    let squared = 0;
    for (let axis = 0; axis < 3; axis += 1) {
      const value = positions[from + axis]!;
      const steps = Math.round((value - min[axis]!) / scale);
      grid[vertex * 4 + axis] = steps;
      const error = value - (min[axis]! + steps * scale);
      squared += error * error;
    }
    if (squared > largest) largest = squared;
  }
  return {
    stream: { bytes: bytesOf(grid), count: vertices.length, stride: 8, mode: 'ATTRIBUTES' },
    type: 5123,
    min: [0, 0, 0],
    max: extents.map((extent) => Math.round(extent / scale)),
    translation: min,
    scale,
    largestError: Math.sqrt(largest),
  };
}

function toFloats(positions: TidyMesh['positions'], vertices: Uint32Array): Placed {
  const floats = new Float32Array(vertices.length * 3);
  const [min, max] = [
    [0, 0, 0],
    [0, 0, 0],
  ];
  let largest = 0;
  for (let vertex = 0; vertex < vertices.length; vertex += 1) {
    let squared = 0;
    for (let axis = 0; axis < 3; axis += 1) {
      const value = positions[vertices[vertex]! * 3 + axis]!;
      const float = Math.fround(value);
      floats[vertex * 3 + axis] = float;
      squared += (value - float) ** 2;
      min[axis] = vertex === 0 ? float : Math.min(min[axis]!, float);
      max[axis] = vertex === 0 ? float : Math.max(max[axis]!, float);
    }
    if (squared > largest) largest = squared;
  }
  const stream: Stream = { bytes: bytesOf(floats), count: vertices.length, stride: 12, mode: 'ATTRIBUTES' };
  return { stream, type: 5126, min, max, translation: [0, 0, 0], scale: 1, largestError: Math.sqrt(largest) };
}

function streamOfColours(colours: Uint8Array, vertices: Uint32Array): Stream {
  const painted = new Uint8Array(vertices.length * 4).fill(255);
  for (let vertex = 0; vertex < vertices.length; vertex += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      painted[vertex * 4 + channel] = colours[vertices[vertex]! * 3 + channel]!;
    }
  }
  return { bytes: painted, count: vertices.length, stride: 4, mode: 'ATTRIBUTES' };
}

function bytesOf(numbers: Uint16Array | Uint32Array | Float32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

/** The container: what each view holds, then the compressed views one after the other. */
function writeGlb(streams: Stream[], placed: Placed, vertices: number): Uint8Array {
  const packed = streams.map(({ bytes, count, stride, mode }) =>
    MeshoptEncoder.encodeGltfBuffer(bytes, count, stride, mode, 0),
  );
  let packedAt = 0;
  let plainAt = 0;
  const bufferViews = streams.map(({ bytes, count, stride, mode }, place) => {
    const byteLength = packed[place]!.length;
    const compression = { buffer: 0, byteOffset: packedAt, byteLength, byteStride: stride, count, mode };
    const view = {
      buffer: 1,
      byteOffset: plainAt,
      byteLength: bytes.length,
      ...(mode === 'ATTRIBUTES' ? { byteStride: stride, target: 34_962 } : { target: 34_963 }),
      extensions: { EXT_meshopt_compression: compression },
    };
    packedAt += Math.ceil(byteLength / 4) * 4;
    plainAt += bytes.length;
    return view;
  });
  const coloured = streams.length === 3;
  const indices = streams.length - 1;
  const extensions = ['EXT_meshopt_compression', ...(placed.type === 5123 ? ['KHR_mesh_quantization'] : [])];
  const json = {
    asset: { version: '2.0' },
    extensionsUsed: extensions,
    extensionsRequired: extensions,
    buffers: [
      { byteLength: packedAt },
      { byteLength: plainAt, extensions: { EXT_meshopt_compression: { fallback: true } } },
    ],
    bufferViews,
    accessors: [
      { bufferView: 0, componentType: placed.type, count: vertices, type: 'VEC3', min: placed.min, max: placed.max },
      ...(coloured ? [{ bufferView: 1, componentType: 5121, normalized: true, count: vertices, type: 'VEC4' }] : []),
      { bufferView: indices, componentType: 5125, count: streams[indices]!.count, type: 'SCALAR' },
    ],
    materials: [{ pbrMetallicRoughness: { metallicFactor: 0, roughnessFactor: 0.6 }, doubleSided: true }],
    meshes: [
      { primitives: [{ attributes: { POSITION: 0, ...(coloured ? { COLOR_0: 1 } : {}) }, indices, material: 0 }] },
    ],
    nodes: [{ mesh: 0, translation: placed.translation, scale: [placed.scale, placed.scale, placed.scale] }],
    scenes: [{ nodes: [0] }],
    scene: 0,
  };
  return container(Buffer.from(JSON.stringify(json)), packed, packedAt);
}

function container(json: Buffer, packed: Uint8Array[], packedBytes: number): Uint8Array {
  const jsonBytes = Math.ceil(json.length / 4) * 4;
  const glb = Buffer.alloc(12 + 8 + jsonBytes + 8 + packedBytes);
  glb.write('glTF', 0, 'latin1');
  glb.writeUInt32LE(2, 4);
  glb.writeUInt32LE(glb.length, 8);
  glb.writeUInt32LE(jsonBytes, 12);
  glb.write('JSON', 16, 'latin1');
  glb.fill(0x20, 20, 20 + jsonBytes);
  json.copy(glb, 20);
  let at = 20 + jsonBytes;
  glb.writeUInt32LE(packedBytes, at);
  glb.write('BIN\0', at + 4, 'latin1');
  at += 8;
  for (const bytes of packed) {
    glb.set(bytes, at);
    at += Math.ceil(bytes.length / 4) * 4;
  }
  return glb;
}
