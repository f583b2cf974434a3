import type { Vector } from '#contract/tooth-movement/setup-plan.ts';
import type { Shape } from '../delivered.ts';
import type { SetupLimits } from '../limits.ts';
import { SetupRefused } from '../problems.ts';
import type { Gltf } from './gltf.ts';
import type { NumberReader } from './read-numbers.ts';

export type ShapeReader = {
  /** The triangles of a mesh, each point put where `place` says. `weights`: of its morph targets; without them it may have none. */
  read(mesh: number, place: (point: Vector) => Vector, where: string, weights?: readonly number[]): Shape[];
  joined(parts: Shape[]): Shape;
};

export function shapeReader({ meshes }: Gltf, numbers: NumberReader, limits: SetupLimits): ShapeReader {
  let triangles = 0;
  const points = new Map<number, Float64Array>();
  const pointsOf = (accessor: number) => {
    const there = points.get(accessor) ?? numbers.floats(accessor, 3);
    points.set(accessor, there);
    return there;
  };

  /** What targets add to the points, each by its weight. */
  function morphed(
    points: Float64Array,
    targets: readonly Record<string, number>[],
    weights: readonly number[],
    where: string,
  ): Float64Array {
    if (targets.length !== weights.length) throw new SetupRefused('unreadable', where);
    const changed = targets.flatMap(({ POSITION }, index) =>
      POSITION === undefined || weights[index] === 0 ? [] : [{ added: pointsOf(POSITION), weight: weights[index]! }],
    );
    if (changed.length === 0) return points;
    const found = Float64Array.from(points);
    for (const { added, weight } of changed) {
      if (added.length !== found.length) throw new SetupRefused('unreadable', where);
      for (let at = 0; at < found.length; at += 1) found[at]! += weight * added[at]!;
    }
    return found;
  }

  return {
    read(mesh, place, where, weights) {
      const found = meshes[mesh];
      if (!found) throw new SetupRefused('unreadable', `meshes.${mesh}`);
      return found.primitives.flatMap(({ attributes, indices, mode, targets }) => {
        if (mode !== 4) throw new SetupRefused('not_supported', `${where}: mode ${mode}`);
        if (targets?.length && !weights) throw new SetupRefused('not_supported', `${where}: morph targets`);
        if (attributes.POSITION === undefined) return [];
        const count = indices === undefined ? numbers.count(attributes.POSITION) : numbers.count(indices);
        triangles += Math.floor(count / 3);
        if (triangles > limits.maxTriangles)
          throw new SetupRefused('too_many_triangles', where, { limit: limits.maxTriangles });
        const given = morphed(pointsOf(attributes.POSITION), targets ?? [], weights ?? [], where);
        const corners =
          indices === undefined ? Uint32Array.from({ length: count }, (_, corner) => corner) : numbers.indices(indices);
        if (corners.length % 3 !== 0) throw new SetupRefused('truncated', where);
        if (corners.some((corner) => corner * 3 >= given.length)) throw new SetupRefused('index_out_of_range', where);
        const positions = new Float64Array(given.length);
        for (let at = 0; at < given.length; at += 3)
          positions.set(place([given[at]!, given[at + 1]!, given[at + 2]!]), at);
        return [{ positions, corners }];
      });
    },
    joined(parts) {
      if (parts.length === 1) return parts[0]!;
      const positions = new Float64Array(parts.reduce((sum, part) => sum + part.positions.length, 0));
      const corners = new Uint32Array(parts.reduce((sum, part) => sum + part.corners.length, 0));
      let [at, corner] = [0, 0];
      for (const part of parts) {
        positions.set(part.positions, at);
        for (const each of part.corners) {
          corners[corner] = each + at / 3;
          corner += 1;
        }
        at += part.positions.length;
      }
      return { positions, corners };
    },
  };
}
