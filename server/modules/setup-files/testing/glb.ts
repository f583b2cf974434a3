/** Writes plain glTF binaries, as a laboratory's software might: also wrong ones. */

export type GlbNode = {
  name: string;
  shape?: { positions: ArrayLike<number>; corners: ArrayLike<number> };
  translation?: readonly number[];
  rotation?: readonly number[];
  scale?: readonly number[];
  /** Morph targets: what each adds to every point; `sparse` writes only what isn't 0. */
  targets?: readonly ArrayLike<number>[];
  sparse?: boolean;
  children?: GlbNode[];
  /** By second from 0. */
  tracks?: {
    translation?: readonly (readonly number[])[];
    rotation?: readonly (readonly number[])[];
    scale?: readonly (readonly number[])[];
    weights?: readonly (readonly number[])[];
  };
  interpolation?: 'STEP' | 'LINEAR';
  times?: readonly number[];
};

/** A glTF binary of these nodes; `change` may spoil its JSON. */
export function glbOf(roots: readonly GlbNode[], change: (json: Record<string, unknown>) => void = () => {}): Buffer {
  const views: Buffer[] = [];
  const bufferViews: object[] = [];
  const accessors: object[] = [];
  let length = 0;
  const add = (numbers: Float32Array | Uint32Array, type: string, more: object = {}): number => {
    const bytes = Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
    bufferViews.push({ buffer: 0, byteOffset: length, byteLength: bytes.length });
    const each = { SCALAR: 1, VEC3: 3, VEC4: 4 }[type]!;
    const componentType = numbers instanceof Float32Array ? 5126 : 5125;
    accessors.push({ bufferView: bufferViews.length - 1, componentType, count: numbers.length / each, type, ...more });
    views.push(bytes);
    length += bytes.length;
    return accessors.length - 1;
  };
  const addSparse = (values: Float32Array): number => {
    const points = Array.from({ length: values.length / 3 }, (_, point) => point);
    const moved = points.filter((point) => values.subarray(point * 3, point * 3 + 3).some((value) => value !== 0));
    const [indices, changed] = [
      add(Uint32Array.from(moved), 'SCALAR'),
      add(Float32Array.from(moved.flatMap((point) => [...values.subarray(point * 3, point * 3 + 3)])), 'VEC3'),
    ].map((accessor) => (accessors[accessor] as { bufferView: number }).bufferView);
    const sparse = {
      count: moved.length,
      indices: { bufferView: indices, componentType: 5125 },
      values: { bufferView: changed },
    };
    return accessors.push({ componentType: 5126, count: points.length, type: 'VEC3', sparse }) - 1;
  };
  const nodes: Record<string, unknown>[] = [];
  const meshes: object[] = [];
  const channels: object[] = [];
  const samplers: object[] = [];
  const write = (node: GlbNode): number => {
    const place = nodes.push({ name: node.name }) - 1;
    const json = nodes[place]!;
    for (const path of ['translation', 'rotation', 'scale'] as const) if (node[path]) json[path] = [...node[path]];
    if (node.shape) {
      const position = Float32Array.from(node.shape.positions);
      const POSITION = add(position, 'VEC3', boxOf(position));
      const indices = add(Uint32Array.from(node.shape.corners), 'SCALAR');
      const targets = node.targets?.map((added) => {
        const values = Float32Array.from(added);
        return { POSITION: node.sparse ? addSparse(values) : add(values, 'VEC3') };
      });
      json.mesh = meshes.push({ primitives: [{ attributes: { POSITION }, indices, ...(targets && { targets }) }] }) - 1;
    }
    for (const [path, values] of Object.entries(node.tracks ?? {})) {
      const times = node.times ?? values.map((_, second) => second);
      const input = add(Float32Array.from(times), 'SCALAR', { min: [times[0]], max: [times.at(-1)] });
      const output = add(
        Float32Array.from(values.flat()),
        path === 'rotation' ? 'VEC4' : path === 'weights' ? 'SCALAR' : 'VEC3',
      );
      const sampler = samplers.push({ input, output, interpolation: node.interpolation ?? 'LINEAR' }) - 1;
      channels.push({ sampler, target: { node: place, path } });
    }
    const children = (node.children ?? []).map(write);
    if (children.length > 0) json.children = children;
    return place;
  };
  const scene = roots.map(write);
  const json: Record<string, unknown> = {
    asset: { version: '2.0', generator: 'made by a test' },
    buffers: [{ byteLength: length }],
    bufferViews,
    accessors,
    meshes,
    nodes,
    scenes: [{ nodes: scene }],
    scene: 0,
    ...(channels.length > 0 ? { animations: [{ channels, samplers }] } : {}),
  };
  change(json);
  return containerOf(JSON.stringify(json), Buffer.concat(views));
}

export function containerOf(json: string, binary: Buffer): Buffer {
  const text = Buffer.from(
    json.padEnd(Math.ceil(Buffer.byteLength(json) / 4) * 4 - Buffer.byteLength(json) + json.length),
  );
  const head = Buffer.alloc(20);
  head.write('glTF', 'latin1');
  head.writeUInt32LE(2, 4);
  head.writeUInt32LE(28 + text.length + binary.length, 8);
  head.writeUInt32LE(text.length, 12);
  head.write('JSON', 16, 'latin1');
  const between = Buffer.alloc(8);
  between.writeUInt32LE(binary.length, 0);
  between.write('BIN\0', 4, 'latin1');
  return Buffer.concat([head, text, between, binary]);
}

function boxOf(positions: Float32Array): { min: number[]; max: number[] } {
  const box = { min: [Infinity, Infinity, Infinity], max: [-Infinity, -Infinity, -Infinity] };
  positions.forEach((value, place) => {
    box.min[place % 3] = Math.min(box.min[place % 3]!, value);
    box.max[place % 3] = Math.max(box.max[place % 3]!, value);
  });
  return box;
}
