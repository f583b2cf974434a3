import { BufferAttribute, BufferGeometry, type Ray, type Vector3 } from 'three';
import { MeshBVH, type SerializedBVH } from 'three-mesh-bvh';
import type { Vector } from '#contract/tooth-movement/setup-plan.ts';
import type { Chunk, Piece } from '../loading/parts.ts';

export type Hit = { point: Vector3; distance: number; normal: Vector3 | null };

/** Several parts as one geometry for drawing, and one search tree for each of them. */
export class Pieces {
  readonly geometry = new BufferGeometry();
  readonly pieces: readonly Piece[];
  readonly triangles: number;
  private readonly chunk: Chunk;
  private trees: (MeshBVH | null)[] = [];

  constructor(chunk: Chunk) {
    this.chunk = chunk;
    this.pieces = chunk.pieces;
    this.triangles = chunk.indices.length / 3;
    this.geometry.setAttribute('position', new BufferAttribute(chunk.positions, 3));
    this.geometry.setAttribute('normal', new BufferAttribute(chunk.normals, 4, true));
    this.geometry.setAttribute('about', new BufferAttribute(chunk.about, 4));
    this.geometry.setIndex(new BufferAttribute(chunk.indices, 1));
  }

  /** From now on points of the parts can be found. */
  addTrees(serialized: readonly SerializedBVH[]): void {
    const position = this.geometry.getAttribute('position');
    this.trees = this.pieces.map(({ first, count }, index) => {
      const geometry = new BufferGeometry();
      geometry.setAttribute('position', position);
      const corners = this.chunk.indices.subarray(first, first + count);
      geometry.setIndex(new BufferAttribute(corners, 1));
      const tree = { ...serialized[index]!, index: corners } as unknown as SerializedBVH;
      return MeshBVH.deserialize(tree, geometry, { setIndex: false });
    });
  }

  get canBeFound(): boolean {
    return this.trees.length > 0;
  }

  /** Where a ray, in the part's own coordinates, meets it first. */
  meet(piece: number, ray: Ray): Hit | null {
    const tree = this.trees[piece];
    if (!tree || !touches(ray, this.pieces[piece]!)) return null;
    const hit = tree.raycastFirst(ray, 2);
    return hit ? { point: hit.point, distance: hit.distance, normal: hit.face?.normal ?? null } : null;
  }

  dispose(): void {
    this.geometry.dispose();
    this.trees = [];
  }
}

function touches(ray: Ray, { min, max }: { min: Vector; max: Vector }): boolean {
  let [near, far] = [-Infinity, Infinity];
  for (const [axis, name] of (['x', 'y', 'z'] as const).entries()) {
    const [from, along] = [ray.origin[name], ray.direction[name]];
    const [one, other] = [(min[axis]! - from) / along, (max[axis]! - from) / along];
    if (Number.isNaN(one) || Number.isNaN(other)) continue;
    near = Math.max(near, Math.min(one, other));
    far = Math.min(far, Math.max(one, other));
  }
  return near <= far;
}
