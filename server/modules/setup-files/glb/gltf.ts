import { z } from 'zod';
import { SetupRefused } from '../problems.ts';

/** The parts of glTF that a setup can use; anything else in the file is passed over. */

const index = z.int().min(0);
const numbers = (length: number) => z.array(z.number()).length(length);
const packed = z.object({
  buffer: index,
  byteOffset: index.default(0),
  byteLength: index,
  byteStride: z.int().min(1).max(256),
  count: index,
  mode: z.enum(['ATTRIBUTES', 'TRIANGLES', 'INDICES']),
  filter: z.enum(['NONE', 'OCTAHEDRAL', 'QUATERNION', 'EXPONENTIAL', 'COLOR']).optional(),
});
export type Packed = z.infer<typeof packed>;
/** Elements that differ from the accessor's own, or from 0. */
const sparse = z.object({
  count: index,
  indices: z.object({ bufferView: index, byteOffset: index.default(0), componentType: z.int() }),
  values: z.object({ bufferView: index, byteOffset: index.default(0) }),
});

const gltf = z.object({
  asset: z.object({ version: z.string() }),
  extensionsRequired: z.array(z.string()).default([]),
  extensionsUsed: z.array(z.string()).default([]),
  buffers: z.array(z.object({ byteLength: index, uri: z.string().optional() })).default([]),
  bufferViews: z
    .array(
      z.object({
        buffer: index,
        byteOffset: index.default(0),
        byteLength: index,
        byteStride: z.int().min(1).max(252).optional(),
        extensions: z
          .object({ EXT_meshopt_compression: packed.optional(), KHR_meshopt_compression: packed.optional() })
          .optional(),
      }),
    )
    .default([]),
  accessors: z
    .array(
      z.object({
        bufferView: index.optional(),
        byteOffset: index.default(0),
        componentType: z.union([5120, 5121, 5122, 5123, 5125, 5126].map((each) => z.literal(each))),
        normalized: z.boolean().default(false),
        count: index,
        type: z.string(),
        sparse: sparse.optional(),
      }),
    )
    .default([]),
  meshes: z
    .array(
      z.object({
        primitives: z.array(
          z.object({
            attributes: z.record(z.string(), index),
            indices: index.optional(),
            mode: z.int().default(4),
            targets: z.array(z.record(z.string(), index)).optional(),
            extensions: z.record(z.string(), z.unknown()).optional(),
          }),
        ),
        weights: z.array(z.number()).optional(),
      }),
    )
    .default([]),
  nodes: z
    .array(
      z.object({
        name: z.string().default(''),
        mesh: index.optional(),
        children: z.array(index).default([]),
        matrix: numbers(16).optional(),
        translation: numbers(3).optional(),
        rotation: numbers(4).optional(),
        scale: numbers(3).optional(),
        weights: z.array(z.number()).optional(),
      }),
    )
    .default([]),
  scenes: z.array(z.object({ nodes: z.array(index).default([]) })).default([]),
  scene: index.optional(),
  animations: z
    .array(
      z.object({
        channels: z.array(z.object({ sampler: index, target: z.object({ node: index.optional(), path: z.string() }) })),
        samplers: z.array(z.object({ input: index, output: index, interpolation: z.string().default('LINEAR') })),
      }),
    )
    .default([]),
});
export type Gltf = z.infer<typeof gltf>;

const mostJson = 32_000_000;

/** The two chunks of a glTF binary. */
export function chunksOf(bytes: Uint8Array): { gltf: Gltf; binary: Uint8Array } {
  if (bytes.length < 20) throw new SetupRefused('truncated');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint32(4, true) !== 2) throw new SetupRefused('not_supported', `glTF ${view.getUint32(4, true)}`);
  if (view.getUint32(8, true) > bytes.length) throw new SetupRefused('truncated');
  let json: Uint8Array | undefined;
  let binary: Uint8Array = new Uint8Array();
  const end = view.getUint32(8, true);
  for (let at = 12; at + 8 <= end; ) {
    const length = view.getUint32(at, true);
    const kind = view.getUint32(at + 4, true);
    if (at + 8 + length > end) throw new SetupRefused('truncated');
    const chunk = bytes.subarray(at + 8, at + 8 + length);
    if (kind === 0x4e4f534a) json ??= chunk;
    else if (kind === 0x004e4942 && binary.length === 0) binary = chunk;
    at += 8 + length;
  }
  if (!json) throw new SetupRefused('unreadable');
  if (json.length > mostJson) throw new SetupRefused('too_large');
  return { gltf: parsed(json), binary };
}

function parsed(json: Uint8Array): Gltf {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(json));
  } catch {
    throw new SetupRefused('unreadable');
  }
  const result = gltf.safeParse(value);
  if (!result.success) throw new SetupRefused('unreadable', result.error.issues[0]?.path.join('.') ?? '');
  return result.data;
}

/** What looks of a model only, or is understood here. */
const harmless =
  /^(?:KHR_materials_\w+|KHR_texture_\w+|EXT_texture_\w+|KHR_lights_punctual|KHR_mesh_quantization|(?:EXT|KHR)_meshopt_compression)$/;

/** Refuses files that need what can't be done here. */
export function checkExtensions({ extensionsRequired, meshes, buffers }: Gltf): void {
  const draco = meshes.some(({ primitives }) =>
    primitives.some(({ extensions }) => extensions && 'KHR_draco_mesh_compression' in extensions),
  );
  if (draco || extensionsRequired.includes('KHR_draco_mesh_compression')) throw new SetupRefused('draco');
  const foreign = extensionsRequired.find((name) => !harmless.test(name));
  if (foreign) throw new SetupRefused('not_supported', foreign);
  const outside = buffers.find(({ uri }) => uri !== undefined);
  if (outside) throw new SetupRefused('outside_file');
}
