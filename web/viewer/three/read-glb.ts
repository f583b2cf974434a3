/** What a .glb holds for us: one triangle mesh in the file's world coordinates. */
export type GlbMesh = {
  positions: Float32Array;
  indices: Uint32Array;
  normals: Float32Array | null;
  /** Red, green, blue of each vertex, 0 to 255 as the scanner saw it. */
  colours: Uint8Array | null;
};

type View = { buffer: number; byteOffset?: number; byteLength: number; byteStride?: number; extensions?: Extensions };
type Compression = {
  buffer: number;
  byteOffset?: number;
  byteLength: number;
  byteStride: number;
  count: number;
  mode: string;
  filter?: string;
};
type Extensions = { EXT_meshopt_compression?: Compression; KHR_meshopt_compression?: Compression };
type Accessor = {
  bufferView: number;
  byteOffset?: number;
  componentType: number;
  normalized?: boolean;
  count: number;
  type: string;
};
type Node = {
  mesh?: number;
  children?: number[];
  matrix?: number[];
  translation?: number[];
  rotation?: number[];
  scale?: number[];
};
type Gltf = {
  bufferViews?: View[];
  accessors?: Accessor[];
  meshes?: { primitives: { attributes: Record<string, number>; indices?: number; mode?: number }[] }[];
  nodes?: Node[];
  scenes?: { nodes?: number[] }[];
  scene?: number;
};
type Decode = (
  target: Uint8Array,
  count: number,
  size: number,
  source: Uint8Array,
  mode: string,
  filter?: string,
) => void;
type Matrix = readonly number[];

const identity: Matrix = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
const components: Record<string, number> = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4 };
const arrays: Record<number, { make: new (buffer: ArrayBuffer) => ArrayLike<number>; bytes: number; most: number }> = {
  5120: { make: Int8Array, bytes: 1, most: 127 },
  5121: { make: Uint8Array, bytes: 1, most: 255 },
  5122: { make: Int16Array, bytes: 2, most: 32_767 },
  5123: { make: Uint16Array, bytes: 2, most: 65_535 },
  5125: { make: Uint32Array, bytes: 4, most: 1 },
  5126: { make: Float32Array, bytes: 4, most: 1 },
};

/** Reads all triangles of a .glb, compressed by meshopt or not. Throws where the file isn't one. */
export function readGlb(bytes: Uint8Array, decode: Decode): GlbMesh {
  // Plain bytes, also where Node hands over a Buffer, whose slices aren't copies: decoders write into theirs.
  const { gltf, binary } = chunksOf(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const views = new Map<number, Uint8Array>();
  const viewBytes = (index: number): Uint8Array => {
    const there = views.get(index);
    if (there) return there;
    const made = bytesOfView(gltf.bufferViews?.[index], binary, decode);
    views.set(index, made);
    return made;
  };
  const read = (index: number | undefined) =>
    index === undefined ? null : numbersOf(gltf.accessors?.[index], gltf.bufferViews ?? [], viewBytes);
  const parts: GlbMesh[] = [];
  const visit = (index: number, above: Matrix, depth: number) => {
    const node = gltf.nodes?.[index];
    if (!node || depth > 32) return;
    const matrix = multiply(above, matrixOf(node));
    for (const { attributes, indices, mode = 4 } of gltf.meshes?.[node.mesh ?? -1]?.primitives ?? []) {
      const positions = mode === 4 ? read(attributes.POSITION) : null;
      if (!positions) continue;
      const count = positions.values.length / 3;
      const corners = read(indices)?.values ?? Uint32Array.from({ length: count }, (_, corner) => corner);
      const normals = read(attributes.NORMAL);
      const colours = read(attributes.COLOR_0);
      parts.push({
        positions: moved(positions.values, positions.scale, matrix),
        indices: Uint32Array.from(corners),
        // Only a transform without squeezing keeps normals; others are worked out anew.
        normals: normals && isRigid(matrix) ? moved(normals.values, normals.scale, rotationOf(matrix)) : null,
        colours: colours && coloursOf(colours),
      });
    }
    for (const child of node.children ?? []) visit(child, matrix, depth + 1);
  };
  for (const root of gltf.scenes?.[gltf.scene ?? 0]?.nodes ?? []) visit(root, identity, 0);
  return checked(joined(parts));
}

function chunksOf(bytes: Uint8Array): { gltf: Gltf; binary: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 20 || view.getUint32(0, true) !== 0x46546c67) throw new Error('not a .glb file');
  let gltf: Gltf | null = null;
  let binary: Uint8Array = new Uint8Array();
  for (let at = 12; at + 8 <= bytes.byteLength; ) {
    const length = view.getUint32(at, true);
    const kind = view.getUint32(at + 4, true);
    const chunk = bytes.subarray(at + 8, at + 8 + length);
    if (chunk.byteLength < length) throw new Error('the file is cut short');
    if (kind === 0x4e4f534a) gltf = JSON.parse(new TextDecoder().decode(chunk)) as Gltf;
    else if (kind === 0x004e4942) binary = chunk;
    at += 8 + length;
  }
  if (!gltf) throw new Error('the file says nothing about itself');
  return { gltf, binary };
}

function bytesOfView(view: View | undefined, binary: Uint8Array, decode: Decode): Uint8Array {
  if (!view) throw new Error('a part of the file is missing');
  const packed = view.extensions?.EXT_meshopt_compression ?? view.extensions?.KHR_meshopt_compression;
  const { byteOffset = 0, byteLength } = packed ?? view;
  const source = binary.subarray(byteOffset, byteOffset + byteLength);
  if (source.byteLength < byteLength) throw new Error('the file is cut short');
  if (!packed) return source;
  if (!(packed.count * packed.byteStride < 2 ** 31)) throw new Error('a part of the file can’t be read');
  const target = new Uint8Array(packed.count * packed.byteStride);
  decode(target, packed.count, packed.byteStride, source, packed.mode, packed.filter);
  return target;
}

type Numbers = { values: ArrayLike<number>; scale: number; size: number };

/** Tightly packed numbers of an accessor, and what to multiply them with. */
function numbersOf(accessor: Accessor | undefined, all: View[], viewBytes: (index: number) => Uint8Array): Numbers {
  const kind = accessor && arrays[accessor.componentType];
  const size = accessor && components[accessor.type];
  if (!kind || !size) throw new Error('a part of the file can’t be read');
  const bytes = viewBytes(accessor.bufferView);
  const view = all[accessor.bufferView];
  const element = kind.bytes * size;
  const packed = view?.extensions?.EXT_meshopt_compression ?? view?.extensions?.KHR_meshopt_compression;
  const stride = view?.byteStride ?? packed?.byteStride ?? element;
  const from = accessor.byteOffset ?? 0;
  if (from + stride * (accessor.count - 1) + element > bytes.byteLength) throw new Error('the file is cut short');
  const tight = new Uint8Array(accessor.count * element);
  if (stride === element) tight.set(bytes.subarray(from, from + tight.byteLength));
  else {
    for (let i = 0; i < accessor.count; i += 1) {
      const start = from + i * stride;
      for (let byte = 0; byte < element; byte += 1) tight[i * element + byte] = bytes[start + byte]!;
    }
  }
  return { values: new kind.make(tight.buffer), scale: accessor.normalized ? 1 / kind.most : 1, size };
}

function coloursOf({ values, scale, size }: Numbers): Uint8Array {
  const count = values.length / size;
  const factor = (values instanceof Float32Array ? 1 : scale) * 255;
  const colours = new Uint8Array(count * 3);
  for (let i = 0; i < count; i += 1) {
    for (let channel = 0; channel < 3; channel += 1)
      colours[i * 3 + channel] = values[i * size + channel]! * factor + 0.5;
  }
  return colours;
}

function moved(values: ArrayLike<number>, scale: number, m: Matrix): Float32Array {
  const out = new Float32Array(values.length);
  for (let i = 0; i < out.length; i += 3) {
    const [x, y, z] = [values[i]! * scale, values[i + 1]! * scale, values[i + 2]! * scale];
    out[i] = m[0]! * x + m[4]! * y + m[8]! * z + m[12]!;
    out[i + 1] = m[1]! * x + m[5]! * y + m[9]! * z + m[13]!;
    out[i + 2] = m[2]! * x + m[6]! * y + m[10]! * z + m[14]!;
  }
  return out;
}

function matrixOf({ matrix, translation: t = [0, 0, 0], rotation = [0, 0, 0, 1], scale = [1, 1, 1] }: Node): Matrix {
  if (matrix) return matrix;
  const [x = 0, y = 0, z = 0, w = 1] = rotation;
  const [sx = 1, sy = 1, sz = 1] = scale;
  return [
    ...[(1 - 2 * (y * y + z * z)) * sx, 2 * (x * y + z * w) * sx, 2 * (x * z - y * w) * sx, 0],
    ...[2 * (x * y - z * w) * sy, (1 - 2 * (x * x + z * z)) * sy, 2 * (y * z + x * w) * sy, 0],
    ...[2 * (x * z + y * w) * sz, 2 * (y * z - x * w) * sz, (1 - 2 * (x * x + y * y)) * sz, 0],
    ...[t[0] ?? 0, t[1] ?? 0, t[2] ?? 0, 1],
  ];
}

function multiply(a: Matrix, b: Matrix): Matrix {
  return Array.from({ length: 16 }, (_, at) => {
    const [column, row] = [at >> 2, at & 3];
    return [0, 1, 2, 3].reduce((sum, k) => sum + a[k * 4 + row]! * b[column * 4 + k]!, 0);
  });
}

const lengthOf = (m: Matrix, column: number) => Math.hypot(m[column * 4]!, m[column * 4 + 1]!, m[column * 4 + 2]!);
const isRigid = (m: Matrix) => [1, 2].every((column) => Math.abs(lengthOf(m, column) / lengthOf(m, 0) - 1) < 1e-3);

function rotationOf(m: Matrix): Matrix {
  const scale = lengthOf(m, 0) || 1;
  return m.map((value, at) => (at < 12 ? value / scale : identity[at]!));
}

function joined(parts: GlbMesh[]): GlbMesh {
  const [first] = parts;
  if (!first) throw new Error('the file holds no triangles');
  if (parts.length === 1) return first;
  const total = (of: (part: GlbMesh) => number) => parts.reduce((sum, part) => sum + of(part), 0);
  const positions = new Float32Array(total((part) => part.positions.length));
  const indices = new Uint32Array(total((part) => part.indices.length));
  const normals = parts.every((part) => part.normals) ? new Float32Array(positions.length) : null;
  const colours = parts.some((part) => part.colours) ? new Uint8Array(positions.length).fill(225) : null;
  let at = 0;
  let corner = 0;
  for (const part of parts) {
    positions.set(part.positions, at);
    if (part.normals) normals?.set(part.normals, at);
    if (part.colours) colours?.set(part.colours, at);
    for (const index of part.indices) indices[corner++] = index + at / 3;
    at += part.positions.length;
  }
  return { positions, indices, normals, colours };
}

function checked(mesh: GlbMesh): GlbMesh {
  const count = mesh.positions.length / 3;
  if (mesh.indices.length < 3 || mesh.indices.length % 3 !== 0) throw new Error('the file holds no triangles');
  for (const index of mesh.indices) if (index >= count) throw new Error('a triangle names a point that isn’t there');
  return mesh;
}
