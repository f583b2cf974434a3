import type { TidyMesh } from './tidy-mesh.ts';

export type Bounds = { min: [number, number, number]; max: [number, number, number] };

/** The box around the vertices that triangles use. */
export function boundsOf({ positions, corners }: Pick<TidyMesh, 'positions' | 'corners'>): Bounds {
  const min: Bounds['min'] = [Infinity, Infinity, Infinity];
  const max: Bounds['max'] = [-Infinity, -Infinity, -Infinity];
  for (let corner = 0; corner < corners.length; corner += 1) {
    const place = corners[corner]! * 3;
    for (let axis = 0; axis < 3; axis += 1) {
      const value = positions[place + axis]!;
      if (value < min[axis]!) min[axis] = value;
      if (value > max[axis]!) max[axis] = value;
    }
  }
  return { min, max };
}

export function areaOf({ positions: p, corners }: Pick<TidyMesh, 'positions' | 'corners'>): number {
  let area = 0;
  for (let corner = 0; corner < corners.length; corner += 3) {
    const [a, b, c] = [corners[corner]! * 3, corners[corner + 1]! * 3, corners[corner + 2]! * 3];
    const [ux, uy, uz] = [p[b]! - p[a]!, p[b + 1]! - p[a + 1]!, p[b + 2]! - p[a + 2]!];
    const [vx, vy, vz] = [p[c]! - p[a]!, p[c + 1]! - p[a + 1]!, p[c + 2]! - p[a + 2]!];
    const [x, y, z] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    area += Math.sqrt(x * x + y * y + z * z) / 2;
  }
  return area;
}

/** Counts edges that belong to one triangle and those that belong to more than two, by place. */
export function countEdges({ cornerPlaces: corners, places }: Pick<TidyMesh, 'cornerPlaces' | 'places'>) {
  // The far ends of edges, sorted into one run for each near end (the smaller number of the two).
  const runs = new Uint32Array(places + 1);
  const next = (corner: number) => (corner % 3 === 2 ? corner - 2 : corner + 1);
  for (let corner = 0; corner < corners.length; corner += 1) {
    runs[Math.min(corners[corner]!, corners[next(corner)]!) + 1]! += 1;
  }
  for (let place = 0; place < places; place += 1) runs[place + 1]! += runs[place]!;
  const filled = runs.slice(0, places);
  const ends = new Uint32Array(corners.length);
  for (let corner = 0; corner < corners.length; corner += 1) {
    const [a, b] = [corners[corner]!, corners[next(corner)]!];
    const near = Math.min(a, b);
    ends[filled[near]!] = Math.max(a, b);
    filled[near]! += 1;
  }
  let openEdges = 0;
  let nonManifoldEdges = 0;
  for (let place = 0; place < places; place += 1) {
    const [from, to] = [runs[place]!, runs[place + 1]!];
    sortRun(ends, from, to);
    for (let first = from; first < to; ) {
      let after = first + 1;
      while (after < to && ends[after] === ends[first]) after += 1;
      if (after - first === 1) openEdges += 1;
      else if (after - first > 2) nonManifoldEdges += 1;
      first = after;
    }
  }
  return { openEdges, nonManifoldEdges };
}

/** Runs are a handful of numbers, but for meshes made to be unkind. */
function sortRun(values: Uint32Array, from: number, to: number): void {
  if (to - from > 32) {
    values.subarray(from, to).sort();
    return;
  }
  for (let place = from + 1; place < to; place += 1) {
    const value = values[place]!;
    let before = place - 1;
    for (; before >= from && values[before]! > value; before -= 1) values[before + 1] = values[before]!;
    values[before + 1] = value;
  }
}
