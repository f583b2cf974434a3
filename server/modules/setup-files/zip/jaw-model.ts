import { weld, wordsOf } from '#platform/meshes/weld.ts';
import type { Shape } from '../delivered.ts';

/** The model of an arch whose triangles are the same at every stage: points told once, where they are at each stage. */
export type JawModel = { corners: Uint32Array; points: Float32Array[] };

/**
 * Puts the shapes of an arch together where they have the same triangles; null where they don't. Points are one where they meet at the first
 * stage and at the last: what only touches is not joined.
 */
export function jawModel(shapes: readonly Shape[]): JawModel | null {
  const [first] = shapes;
  const last = shapes.at(-1);
  if (!first || !last || shapes.some((shape) => !isLike(shape, first))) return null;
  const { words, perVertex } = wordsOf(first.positions);
  const { words: others } = wordsOf(last.positions);
  const rows = first.positions.length / 3;
  const both = new Uint32Array(rows * perVertex * 2);
  for (let row = 0; row < rows; row += 1) {
    both.set(words.subarray(row * perVertex, (row + 1) * perVertex), row * perVertex * 2);
    both.set(others.subarray(row * perVertex, (row + 1) * perVertex), (row * 2 + 1) * perVertex);
  }
  const { places, count, firsts } = weld(both, perVertex * 2);
  const points = shapes.map(({ positions }) => {
    const gathered = new Float32Array(count * 3);
    for (let point = 0; point < count; point += 1)
      for (let axis = 0; axis < 3; axis += 1) gathered[point * 3 + axis] = positions[firsts[point]! * 3 + axis]!;
    return gathered;
  });
  return { corners: first.corners.map((corner) => places[corner]!), points };
}

function isLike(shape: Shape, first: Shape): boolean {
  return (
    shape.positions.length === first.positions.length &&
    shape.positions.BYTES_PER_ELEMENT === first.positions.BYTES_PER_ELEMENT &&
    shape.corners.length === first.corners.length &&
    (shape.corners === first.corners || shape.corners.every((corner, place) => corner === first.corners[place]))
  );
}

/** Some of a model's triangles (each by the place of its first corner), with the points that they use. */
export function partOf({ corners }: JawModel, triangles: ArrayLike<number>, points: Float32Array): Shape {
  const places = new Map<number, number>();
  const own = new Uint32Array(triangles.length * 3);
  for (let triangle = 0; triangle < triangles.length; triangle += 1) {
    for (let side = 0; side < 3; side += 1) {
      const corner = corners[triangles[triangle]! + side]!;
      const place = places.get(corner) ?? places.size;
      places.set(corner, place);
      own[triangle * 3 + side] = place;
    }
  }
  const positions = new Float32Array(places.size * 3);
  for (const [corner, place] of places) positions.set(points.subarray(corner * 3, corner * 3 + 3), place * 3);
  return { positions, corners: own };
}

/** Groups of things that were joined two by two. */
export function groups(count: number): { join(a: number, b: number): void; of(thing: number): number } {
  const above = Uint32Array.from({ length: count }, (_, thing) => thing);
  const of = (thing: number): number => {
    let root = thing;
    while (above[root] !== root) root = above[root]!;
    for (let each = thing; above[each] !== root; ) {
      const next = above[each]!;
      above[each] = root;
      each = next;
    }
    return root;
  };
  return {
    of,
    join(a, b) {
      const [one, other] = [of(a), of(b)];
      if (one !== other) above[Math.max(one, other)] = Math.min(one, other);
    },
  };
}
