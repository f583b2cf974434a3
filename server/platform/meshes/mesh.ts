/** The formats a mesh can be read from. */
export type MeshFormat = 'stl_binary' | 'stl_ascii' | 'ply' | 'obj' | 'hps';

/** Triangles as a file holds them, in millimetres. Each corner is the index of a vertex; a vertex is three numbers of `positions`. */
export type Triangles = {
  positions: Float32Array | Float64Array;
  corners: Uint32Array;
  /** Red, green and blue of each vertex. */
  vertexColours?: Uint8Array;
  /** Red, green and blue of each triangle. */
  faceColours?: Uint8Array;
  /** Faces left out because they have fewer than three corners. */
  emptyFaces?: number;
};

/** What a file has to keep to. */
export type MeshLimits = { maxTriangles: number; maxBytes: number };

export const meshLimits: MeshLimits = { maxTriangles: 4_000_000, maxBytes: 1_000_000_000 };

/** Why a file is no mesh that can be shown. */
export const meshRefusalCodes = [
  'empty',
  'not_a_mesh',
  'unreadable',
  'truncated',
  'no_triangles',
  'not_finite',
  'index_out_of_range',
  'too_many_triangles',
  'too_many_corners',
  'too_large',
  'encrypted',
  'not_supported',
  'took_too_long',
  'needed_too_much_memory',
] as const;

export type MeshRefusalCode = (typeof meshRefusalCodes)[number];

/** Where in the file and how much: a line of text, a byte, a face (each counted from 1, bytes from 0), a limit, a count. */
export type MeshRefusalFacts = Partial<
  Record<'line' | 'offset' | 'face' | 'limit' | 'claimed' | 'found', number> & Record<'kind' | 'schema', string>
>;

/** An answer of "no" with its reason. */
export type MeshRefusal = { refused: MeshRefusalCode; facts: MeshRefusalFacts };

/** What is odd about a mesh that can be shown all the same. */
export const meshWarnings = ['implausible_size', 'degenerate_triangles', 'open_edges', 'non_manifold_edges'] as const;

export type MeshWarning = (typeof meshWarnings)[number];

/** What is known about a mesh after its conversion: lengths in millimetres, counts after welding equal coordinates. */
export type MeshFacts = {
  format: MeshFormat;
  vertices: number;
  triangles: number;
  /** Triangles with two corners in one place; left out. */
  degenerateTriangles: number;
  /** Edges of one triangle only. */
  openEdges: number;
  /** Edges of more than two triangles. */
  nonManifoldEdges: number;
  bounds: { min: [number, number, number]; max: [number, number, number] };
  area: number;
  coloured: boolean;
  /** The largest distance between a vertex of the file and the same vertex of the output. */
  largestError: number;
  bitsPerCoordinate: 16 | 32;
  bytes: number;
  warnings: MeshWarning[];
};

export function isMeshRefusal(value: object): value is MeshRefusal {
  return 'refused' in value;
}

/** Ends reading from anywhere within a parser; `convertMesh` turns it into a refusal. */
export class MeshRefused extends Error {
  readonly refusal: MeshRefusal;

  constructor(refused: MeshRefusalCode, facts: MeshRefusalFacts = {}) {
    super(refused);
    this.refusal = { refused, facts };
  }
}
