import { encodeGlb } from './encode-glb.ts';
import { areaOf, type Bounds, countEdges } from './measure-mesh.ts';
import {
  type MeshFacts,
  type MeshFormat,
  type MeshLimits,
  type MeshRefusal,
  MeshRefused,
  type MeshWarning,
  meshLimits,
  type Triangles,
} from './mesh.ts';
import { parseHps } from './parse-hps.ts';
import { parseObj } from './parse-obj.ts';
import { parsePly } from './parse-ply.ts';
import { parseAsciiStl, parseBinaryStl } from './parse-stl.ts';
import { recogniseFile } from './recognise-file.ts';
import { type TidyMesh, tidyMesh } from './tidy-mesh.ts';

const parsers: Record<MeshFormat, (bytes: Uint8Array, limits: MeshLimits) => Triangles> = {
  stl_binary: parseBinaryStl,
  stl_ascii: parseAsciiStl,
  ply: parsePly,
  obj: parseObj,
  hps: parseHps,
};

/** A mesh that was read and written. */
export type ConvertedMesh = { facts: MeshFacts; glb: Uint8Array; mesh: TidyMesh };

/** Reads a mesh of any format, tidies it, and writes it as compressed glTF. What can't be read is refused with a reason. */
export async function convertMesh(
  bytes: Uint8Array,
  limits: MeshLimits = meshLimits,
): Promise<ConvertedMesh | MeshRefusal> {
  try {
    const { format, mesh } = readMesh(bytes, limits);
    const glb = await encodeGlb(mesh);
    const edges = countEdges(mesh);
    const facts = {
      format,
      vertices: mesh.places,
      triangles: mesh.corners.length / 3,
      degenerateTriangles: mesh.degenerateTriangles,
      ...edges,
      bounds: glb.bounds,
      area: areaOf(mesh),
      coloured: mesh.colours !== undefined,
      largestError: glb.largestError,
      bitsPerCoordinate: glb.bitsPerCoordinate,
      bytes: glb.bytes.length,
    };
    return { facts: { ...facts, warnings: warningsOf(facts) }, glb: glb.bytes, mesh };
  } catch (error) {
    if (error instanceof MeshRefused) return error.refusal;
    // A typed array that the limit on memory doesn't allow.
    if (error instanceof RangeError && /allocation failed|Invalid (?:typed )?array/i.test(error.message)) {
      return { refused: 'needed_too_much_memory', facts: {} };
    }
    throw error;
  }
}

function readMesh(bytes: Uint8Array, limits: MeshLimits): { format: MeshFormat; mesh: TidyMesh } {
  const { format, ...triangles } = readTriangles(bytes, limits);
  const mesh = tidyMesh(triangles);
  if (mesh.corners.length === 0) throw new MeshRefused('no_triangles', { found: mesh.degenerateTriangles });
  return { format, mesh };
}

/** The triangles of a file of any format as they stand in it. Throws `MeshRefused`. */
export function readTriangles(bytes: Uint8Array, limits: MeshLimits): Triangles & { format: MeshFormat } {
  if (bytes.length === 0) throw new MeshRefused('empty');
  if (bytes.length > limits.maxBytes)
    throw new MeshRefused('too_large', { found: bytes.length, limit: limits.maxBytes });
  const kind = recogniseFile(bytes, bytes.length);
  if (!(kind in parsers)) throw new MeshRefused('not_a_mesh', { kind });
  const format = kind as MeshFormat;
  const triangles = parsers[format](bytes, limits);
  if (!fitsFloats(triangles.positions)) throw new MeshRefused('not_finite');
  return { format, ...triangles };
}

/** Whether the output can hold the coordinates at all, should it need floats. */
function fitsFloats(positions: Triangles['positions']): boolean {
  if (positions instanceof Float32Array) return true;
  for (let place = 0; place < positions.length; place += 1) if (Math.abs(positions[place]!) > 3e38) return false;
  return true;
}

/** Sizes between a grain of sand and a head, in millimetres; outside of them the unit was probably another. */
const plausible = { least: 1, most: 400 };

function warningsOf(facts: Omit<MeshFacts, 'warnings'>): MeshWarning[] {
  const size = largestExtent(facts.bounds);
  const found: [MeshWarning, boolean][] = [
    ['implausible_size', size < plausible.least || size > plausible.most],
    ['degenerate_triangles', facts.degenerateTriangles > 0],
    ['open_edges', facts.openEdges > 0],
    ['non_manifold_edges', facts.nonManifoldEdges > 0],
  ];
  return found.filter(([, is]) => is).map(([warning]) => warning);
}

function largestExtent({ min, max }: Bounds): number {
  return Math.max(...max.map((value, axis) => value - min[axis]!));
}
