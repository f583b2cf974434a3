import { archOf } from '#contract/teeth.ts';
import { attachment } from '../anatomy/attachments.ts';
import { crown, planned } from '../anatomy/crown.ts';
import { mesialOf, type PlacedTooth } from '../anatomy/dentition.ts';
import { gingiva } from '../anatomy/gingiva.ts';
import type { Mesh } from '../anatomy/mesh.ts';
import type { Pose } from '../anatomy/staging.ts';
import type { PlannedSetup } from './setup-plans.ts';

/** A glTF under construction: what is in its binary part so far. */
class Glb {
  readonly nodes: Record<string, unknown>[] = [];
  private readonly parts: Buffer[] = [];
  private readonly views: object[] = [];
  private readonly accessors: object[] = [];
  private readonly meshes: object[] = [];
  private readonly samplers: object[] = [];
  private readonly channels: object[] = [];
  private length = 0;

  add(data: Float32Array | Uint16Array, type: 'SCALAR' | 'VEC3' | 'VEC4', more: object = {}): number {
    const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    const padding = Buffer.alloc((4 - (bytes.length % 4)) % 4);
    this.views.push({ buffer: 0, byteOffset: this.length, byteLength: bytes.length });
    this.parts.push(bytes, padding);
    this.length += bytes.length + padding.length;
    const size = { SCALAR: 1, VEC3: 3, VEC4: 4 }[type];
    const componentType = data instanceof Float32Array ? 5126 : 5123;
    this.accessors.push({
      ...{ bufferView: this.views.length - 1, componentType, count: data.length / size, type },
      ...more,
    });
    return this.accessors.length - 1;
  }

  mesh({ positions, indices }: Mesh): number {
    const attributes = { POSITION: this.add(positions, 'VEC3', boundsOf(positions)) };
    this.meshes.push({ primitives: [{ attributes, indices: this.add(Uint16Array.from(indices), 'SCALAR') }] });
    return this.meshes.length - 1;
  }

  node(node: Record<string, unknown>): number {
    this.nodes.push(node);
    return this.nodes.length - 1;
  }

  animate(node: number, path: 'translation' | 'rotation' | 'scale', input: number, values: Float32Array): void {
    const interpolation = path === 'scale' ? 'STEP' : 'LINEAR';
    this.samplers.push({ input, output: this.add(values, path === 'rotation' ? 'VEC4' : 'VEC3'), interpolation });
    this.channels.push({ sampler: this.samplers.length - 1, target: { node, path } });
  }

  bytes(roots: number[]): Buffer {
    const json = {
      asset: { version: '2.0', generator: 'generated anatomy, no patient' },
      ...{ scene: 0, scenes: [{ nodes: roots }], nodes: this.nodes, meshes: this.meshes },
      ...{ accessors: this.accessors, bufferViews: this.views, buffers: [{ byteLength: this.length }] },
      animations: [{ name: 'stages', samplers: this.samplers, channels: this.channels }],
    };
    return container(Buffer.from(JSON.stringify(json)), Buffer.concat(this.parts));
  }
}

/**
 * A treatment setup as glTF binary: a node for each tooth by its FDI number with its attachments below, gingiva beside, one second of
 * animation a stage.
 */
export function setupGlb({ dentition, poses, attachments }: PlannedSetup): Buffer {
  const glb = new Glb();
  const stages = poses[0]!.length - 1;
  const times = Float32Array.from({ length: stages + 1 }, (_, stage) => stage);
  const input = glb.add(times, 'SCALAR', { min: [0], max: [stages] });
  const roots = dentition.teeth.map(({ tooth, form }, index) => {
    const way = poses[index]!;
    const mesial = mesialOf(tooth);
    const children = attachments
      .filter((worn) => worn.tooth === tooth)
      .map(({ kind, placedAt, removedAt }, number) => {
        const mesh = glb.mesh(attachment(form, mesial, kind));
        const node = glb.node({ name: `attachment_${tooth}_${number + 1}`, mesh });
        const there = (stage: number) => stage >= placedAt && stage < (removedAt ?? stages + 1);
        const scales = Array.from({ length: stages + 1 }, (_, stage) => Array(3).fill(there(stage) ? 1 : 0)).flat();
        glb.animate(node, 'scale', input, Float32Array.from(scales));
        return node;
      });
    const [{ translation, rotation }] = way as [Pose];
    const mesh = glb.mesh(crown(form, mesial, planned));
    const node = glb.node({
      ...{ name: String(tooth), mesh, translation, rotation },
      ...(children.length > 0 ? { children } : {}),
    });
    glb.animate(node, 'translation', input, Float32Array.from(way.flatMap((pose) => pose.translation)));
    glb.animate(node, 'rotation', input, Float32Array.from(way.flatMap((pose) => pose.rotation)));
    return node;
  });
  for (const arch of ['upper', 'lower'] as const) {
    const mesh = glb.mesh(gingiva(arch, halfway(dentition.teeth, poses, arch), 12));
    roots.push(glb.node({ name: arch, mesh }));
  }
  return glb.bytes(roots);
}

/** The gum can't follow the teeth in this form: it is made for where they are in the middle of the treatment. */
function halfway(teeth: readonly PlacedTooth[], poses: readonly Pose[][], arch: 'upper' | 'lower') {
  return teeth.flatMap(({ tooth, form, frame }, index) => {
    if (archOf(tooth) !== arch) return [];
    const end = poses[index]!.at(-1)!.translation;
    const middle = frame.map((value, place) => (place >= 12 && place < 15 ? (value + end[place - 12]!) / 2 : value));
    return [{ tooth, form, frame: middle }];
  });
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
