import type { Dentition, PlacedTooth } from '../anatomy/dentition.ts';
import type { Frame, Mesh } from '../anatomy/mesh.ts';

/** A treatment setup as glTF binary: a node for each tooth by its FDI number, gingiva beside, one second of animation a stage. */
export function setupGlb(dentition: Dentition, stages: number, gridMm = 0): Buffer {
  const parts: Buffer[] = [];
  const views: object[] = [];
  const accessors: object[] = [];
  let length = 0;
  const add = (data: Float32Array | Uint16Array, type: string, more: object = {}): number => {
    const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    const padding = Buffer.alloc((4 - (bytes.length % 4)) % 4);
    views.push({ buffer: 0, byteOffset: length, byteLength: bytes.length });
    parts.push(bytes, padding);
    length += bytes.length + padding.length;
    const size = { SCALAR: 1, VEC3: 3, VEC4: 4 }[type]!;
    const componentType = data instanceof Float32Array ? 5126 : 5123;
    accessors.push({ bufferView: views.length - 1, componentType, count: data.length / size, type, ...more });
    return accessors.length - 1;
  };
  const meshes: object[] = [];
  const meshOf = (mesh: Mesh): number => {
    const { positions, indices } = coarser(mesh, gridMm);
    const attributes = { POSITION: add(positions, 'VEC3', boundsOf(positions)) };
    meshes.push({ primitives: [{ attributes, indices: add(Uint16Array.from(indices), 'SCALAR') }] });
    return meshes.length - 1;
  };
  const times = Float32Array.from({ length: stages + 1 }, (_, stage) => stage);
  const input = add(times, 'SCALAR', { min: [0], max: [stages] });
  const nodes: object[] = [];
  const samplers: object[] = [];
  const channels: object[] = [];
  for (const tooth of dentition.teeth) {
    const [translations, rotations] = movement(tooth, stages);
    nodes.push({ name: String(tooth.tooth), mesh: meshOf(tooth.mesh), translation: [...translations.subarray(0, 3)] });
    for (const [path, type, data] of [
      ['translation', 'VEC3', translations],
      ['rotation', 'VEC4', rotations],
    ] as const) {
      samplers.push({ input, output: add(data, type), interpolation: 'LINEAR' });
      channels.push({ sampler: samplers.length - 1, target: { node: nodes.length - 1, path } });
    }
  }
  for (const arch of ['upper', 'lower'] as const) nodes.push({ name: arch, mesh: meshOf(dentition.gingiva[arch]) });
  const json = {
    asset: { version: '2.0', generator: 'generated anatomy, no patient' },
    scene: 0,
    scenes: [{ nodes: nodes.map((_, index) => index) }],
    ...{ nodes, meshes, accessors, bufferViews: views, buffers: [{ byteLength: length }] },
    animations: [{ name: 'stages', samplers, channels }],
  };
  return container(Buffer.from(JSON.stringify(json)), Buffer.concat(parts));
}

function container(json: Buffer, binary: Buffer): Buffer {
  const text = Buffer.concat([json, Buffer.alloc((4 - (json.length % 4)) % 4, 0x20)]);
  const header = (bytes: number, kind: number) => {
    const head = Buffer.alloc(8);
    head.writeUInt32LE(bytes, 0);
    head.writeUInt32LE(kind, 4);
    return head;
  };
  const start = Buffer.alloc(12);
  start.write('glTF', 'latin1');
  start.writeUInt32LE(2, 4);
  start.writeUInt32LE(28 + text.length + binary.length, 8);
  return Buffer.concat([start, header(text.length, 0x4e4f534a), text, header(binary.length, 0x004e4942), binary]);
}

/** Where a tooth is at each stage: from where it stands to where it would stand straight, easing at both ends. */
function movement({ frame, straight }: PlacedTooth, stages: number): [Float32Array, Float32Array] {
  const [from, to] = [quaternionOf(frame), quaternionOf(straight)];
  const sign = from.reduce((sum, value, axis) => sum + value * to[axis]!, 0) < 0 ? -1 : 1;
  const translations = new Float32Array((stages + 1) * 3);
  const rotations = new Float32Array((stages + 1) * 4);
  for (let stage = 0; stage <= stages; stage += 1) {
    const share = stage / Math.max(stages, 1);
    const eased = share * share * (3 - 2 * share);
    for (let axis = 0; axis < 3; axis += 1)
      translations[stage * 3 + axis] = frame[12 + axis]! * (1 - eased) + straight[12 + axis]! * eased;
    const mixed = from.map((value, axis) => value * (1 - eased) + sign * to[axis]! * eased);
    const size = Math.hypot(...mixed);
    for (let axis = 0; axis < 4; axis += 1) rotations[stage * 4 + axis] = mixed[axis]! / size;
  }
  return [translations, rotations];
}

/** The rotation of a frame; its columns are the axes. */
function quaternionOf(m: Frame): [number, number, number, number] {
  const [xx, yy, zz] = [m[0]!, m[5]!, m[10]!];
  const w = Math.sqrt(Math.max(0, 1 + xx + yy + zz)) / 2;
  const signed = (value: number, sign: number) => Math.sqrt(Math.max(0, value)) * (sign < 0 ? -0.5 : 0.5);
  return [
    signed(1 + xx - yy - zz, m[6]! - m[9]!),
    signed(1 - xx + yy - zz, m[8]! - m[2]!),
    signed(1 - xx - yy + zz, m[1]! - m[4]!),
    w,
  ];
}

/** Points that lie in the same cell of a grid become one. */
function coarser({ positions, indices }: Mesh, gridMm: number): Mesh {
  if (gridMm === 0) return { positions, indices };
  const cells = new Map<string, number>();
  const kept: number[] = [];
  const newIndex = Uint32Array.from({ length: positions.length / 3 }, (_, point) => {
    const at = [0, 1, 2].map((axis) => positions[point * 3 + axis]!);
    const cell = at.map((value) => Math.round(value / gridMm)).join(' ');
    const known = cells.get(cell);
    if (known !== undefined) return known;
    cells.set(cell, kept.length / 3);
    kept.push(...at);
    return kept.length / 3 - 1;
  });
  const triangles: number[] = [];
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = [newIndex[indices[i]!]!, newIndex[indices[i + 1]!]!, newIndex[indices[i + 2]!]!];
    if (a !== b && b !== c && a !== c) triangles.push(a, b, c);
  }
  return { positions: Float32Array.from(kept), indices: Uint32Array.from(triangles) };
}

function boundsOf(positions: Float32Array): { min: number[]; max: number[] } {
  const [min, max] = [
    [Infinity, Infinity, Infinity],
    [-Infinity, -Infinity, -Infinity],
  ];
  for (let i = 0; i < positions.length; i += 1) {
    min[i % 3] = Math.min(min[i % 3]!, positions[i]!);
    max[i % 3] = Math.max(max[i % 3]!, positions[i]!);
  }
  return { min, max };
}
