import type { SerializedBVH } from 'three-mesh-bvh';
import type { PartPlace, Vector } from '#contract/tooth-movement/setup-plan.ts';

export type PartWish = {
  place: PartPlace;
  /** Row of the body in the table of poses; 0 for what doesn't move. */
  slot: number;
  /** Towards the chewing side: for shading from the gum to the edge. Null for gums, which are shaded by height. */
  occlusal: Vector | null;
};

/** What a worker is asked. */
export type PartsRequest = { id: number; url: string; parts: readonly PartWish[] };

/** Several parts as one geometry. Only typed arrays and numbers, so that it travels between threads without copies. */
export type Chunk = {
  positions: Float32Array;
  /** Four a vertex, 32767 is 1. */
  normals: Int16Array;
  /** Four a vertex: slot, how hollow it is there (48 is level), how far from edge or cusp in 25ths of a millimetre, 0. */
  about: Uint8Array;
  indices: Uint32Array;
  pieces: readonly Piece[];
};

export type Piece = { slot: number; first: number; count: number; min: Vector; max: Vector };

/** What it answers: the surface, then search trees, piece by piece. Or that it failed. */
export type PartsReport =
  | { id: number; kind: 'chunk'; chunk: Chunk; bytes: number }
  | { id: number; kind: 'trees'; trees: readonly SerializedBVH[] }
  | { id: number; kind: 'failed'; reason: string };

/** Parts that lie near each other in the file are fetched together. Bytes. */
const nearby = 16_384;

export type Run = { from: number; to: number; parts: PartWish[] };

/** In how few ranges the parts can be fetched, without much in between. */
export function runsOf(parts: readonly PartWish[]): Run[] {
  const runs: Run[] = [];
  for (const part of parts.toSorted((one, other) => one.place.offset - other.place.offset)) {
    const { offset, length } = part.place;
    const last = runs.at(-1);
    if (last && offset - last.to <= nearby) {
      last.to = Math.max(last.to, offset + length);
      last.parts.push(part);
    } else runs.push({ from: offset, to: offset + length, parts: [part] });
  }
  return runs;
}
