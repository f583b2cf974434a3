import { readTriangles } from '#platform/meshes/convert-mesh.ts';
import { MeshRefused } from '#platform/meshes/mesh.ts';
import { weld, wordsOf } from '#platform/meshes/weld.ts';
import type { Shape } from '../delivered.ts';
import type { SetupLimits } from '../limits.ts';
import type { Problems } from '../problems.ts';

/** Codes of the mesh reader that say the same of a setup; others mean that it is no mesh that can be used. */
const same = ['truncated', 'unreadable', 'no_triangles', 'not_finite', 'index_out_of_range', 'too_large'];

/** The triangles of a file as they stand in it; null, and told, where it is no mesh. */
export function readMesh(bytes: Uint8Array, where: string, limits: SetupLimits, problems: Problems): Shape | null {
  try {
    const { positions, corners } = readTriangles(bytes, {
      maxBytes: limits.maxEntryBytes,
      maxTriangles: limits.maxTriangles,
    });
    if (corners.length > 0) return { positions, corners };
    problems.add('no_triangles', where);
  } catch (error) {
    if (!(error instanceof MeshRefused)) throw error;
    const { refused } = error.refusal;
    if (refused === 'too_many_triangles') problems.add(refused, where, { limit: limits.maxTriangles });
    else problems.add(same.includes(refused) ? refused : refused === 'empty' ? 'truncated' : 'not_a_mesh', where);
  }
  return null;
}

/** One number of a point for each place in which points of a mesh meet, in the order of the file. */
export function distinctPoints({ positions }: Shape): Uint32Array {
  const { words, perVertex } = wordsOf(positions);
  return weld(words, perVertex).firsts;
}
