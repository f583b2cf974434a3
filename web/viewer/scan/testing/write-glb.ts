import { MeshoptEncoder } from 'meshoptimizer/encoder';

type Parts = { positions: Float32Array; indices: Uint32Array; colours?: Uint8Array };
type Wishes = { compressed?: boolean; node?: object };

/** A .glb as ours are: 16-bit positions, meshopt; or plain floats. */
export async function writeGlb({ positions, indices, colours }: Parts, wishes: Wishes = {}): Promise<Uint8Array> {
  const { compressed = true, node = {} } = wishes;
  await MeshoptEncoder.ready;
  const count = positions.length / 3;
  const [least, most] = [Math.min, Math.max].map((pick) =>
    positions.reduce((found, value) => pick(found, value), 0),
  ) as [number, number];
  const scale = (most - least) / 65_535;
  const grid = new Uint16Array(count * 4);
  for (let i = 0; i < positions.length; i += 1)
    grid[((i / 3) | 0) * 4 + (i % 3)] = Math.round((positions[i]! - least) / scale);
  const rgba =
    colours &&
    Uint8Array.from({ length: count * 4 }, (_, i) => (i % 4 === 3 ? 255 : colours[((i / 4) | 0) * 3 + (i % 4)]!));
  const parts = [
    {
      bytes: new Uint8Array(compressed ? grid.buffer : positions.slice().buffer),
      stride: compressed ? 8 : 12,
      count,
      mode: 'ATTRIBUTES',
    },
    { bytes: new Uint8Array(indices.slice().buffer), stride: 4, count: indices.length, mode: 'TRIANGLES' },
    ...(rgba ? [{ bytes: rgba, stride: 4, count, mode: 'ATTRIBUTES' }] : []),
  ];
  let at = 0;
  const stored = parts.map(({ bytes, stride, count: items, mode }) => {
    const packed = compressed ? MeshoptEncoder.encodeGltfBuffer(bytes, items, stride, mode) : bytes;
    const place = { byteOffset: at, byteLength: packed.byteLength };
    at += Math.ceil(packed.byteLength / 4) * 4;
    const extension = { EXT_meshopt_compression: { buffer: 0, ...place, byteStride: stride, count: items, mode } };
    return {
      packed,
      view: compressed ? { buffer: 1, byteLength: bytes.byteLength, extensions: extension } : { buffer: 0, ...place },
    };
  });
  const json = {
    asset: { version: '2.0' },
    buffers: [{ byteLength: at }],
    bufferViews: stored.map(({ view }) => view),
    accessors: [
      { bufferView: 0, componentType: compressed ? 5123 : 5126, count, type: 'VEC3' },
      { bufferView: 1, componentType: 5125, count: indices.length, type: 'SCALAR' },
      { bufferView: 2, componentType: 5121, normalized: true, count, type: 'VEC4' },
    ].slice(0, parts.length),
    meshes: [{ primitives: [{ attributes: { POSITION: 0, ...(rgba ? { COLOR_0: 2 } : {}) }, indices: 1 }] }],
    nodes: [
      { children: [1], ...node },
      { mesh: 0, ...(compressed ? { translation: [least, least, least], scale: [scale, scale, scale] } : {}) },
    ],
    scenes: [{ nodes: [0] }],
  };
  const text = Buffer.from(JSON.stringify(json).padEnd(Math.ceil(JSON.stringify(json).length / 4) * 4));
  const glb = Buffer.alloc(28 + text.length + at);
  for (const [value, to] of [
    [0x46546c67, 0],
    [2, 4],
    [glb.length, 8],
    [text.length, 12],
    [0x4e4f534a, 16],
  ] as const)
    glb.writeUInt32LE(value, to);
  text.copy(glb, 20);
  glb.writeUInt32LE(at, 20 + text.length);
  glb.writeUInt32LE(0x004e4942, 24 + text.length);
  let to = 28 + text.length;
  for (const { packed } of stored) {
    glb.set(packed, to);
    to += Math.ceil(packed.byteLength / 4) * 4;
  }
  return new Uint8Array(glb);
}
