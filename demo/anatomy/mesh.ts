/** Triangles in millimetres: three coordinates a point, three points a triangle, counter-clockwise seen from outside. */
export type Mesh = { positions: Float32Array; indices: Uint32Array };

/** A right-handed rigid transform, column by column as in glTF. */
export type Frame = readonly number[];

export type Vector = readonly [x: number, y: number, z: number];

export const add = (a: Vector, b: Vector): Vector => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const scaled = (a: Vector, by: number): Vector => [a[0] * by, a[1] * by, a[2] * by];
export const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
export const unit = (a: Vector): Vector => scaled(a, 1 / (Math.hypot(...a) || 1));

export function frameOf(x: Vector, y: Vector, z: Vector, origin: Vector): Frame {
  return [...x, 0, ...y, 0, ...z, 0, ...origin, 1];
}

/** `b` first, then `a`. */
export function combined(a: Frame, b: Frame): Frame {
  return Array.from({ length: 16 }, (_, at) =>
    [0, 1, 2, 3].reduce((sum, k) => sum + a[k * 4 + (at & 3)]! * b[(at >> 2) * 4 + k]!, 0),
  );
}

/** A turn around one of the axes, in degrees. */
export function turned(axis: 'x' | 'y' | 'z', degrees: number): Frame {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  if (axis === 'x') return [1, 0, 0, 0, 0, c, s, 0, 0, -s, c, 0, 0, 0, 0, 1];
  if (axis === 'y') return [c, 0, -s, 0, 0, 1, 0, 0, s, 0, c, 0, 0, 0, 0, 1];
  return [c, s, 0, 0, -s, c, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
}

export function placed({ positions, indices }: Mesh, m: Frame): Mesh {
  const moved = new Float32Array(positions.length);
  for (let i = 0; i < moved.length; i += 3) {
    const [x, y, z] = [positions[i]!, positions[i + 1]!, positions[i + 2]!];
    for (let axis = 0; axis < 3; axis += 1) {
      moved[i + axis] = m[axis]! * x + m[4 + axis]! * y + m[8 + axis]! * z + m[12 + axis]!;
    }
  }
  return { positions: moved, indices };
}

export function joined(meshes: readonly Mesh[]): Mesh {
  const positions = new Float32Array(meshes.reduce((sum, mesh) => sum + mesh.positions.length, 0));
  const indices = new Uint32Array(meshes.reduce((sum, mesh) => sum + mesh.indices.length, 0));
  let point = 0;
  let corner = 0;
  for (const mesh of meshes) {
    positions.set(mesh.positions, point * 3);
    for (const index of mesh.indices) indices[corner++] = index + point;
    point += mesh.positions.length / 3;
  }
  return { positions, indices };
}

/** A sheet of rows × columns points as triangles; `round` joins the last column with the first. */
export function sheet(rows: number, columns: number, round: boolean, flipped: boolean): Uint32Array {
  const across = round ? columns : columns - 1;
  const indices = new Uint32Array((rows - 1) * across * 6);
  let at = 0;
  for (let row = 0; row + 1 < rows; row += 1) {
    for (let column = 0; column < across; column += 1) {
      const [a, b] = [row * columns + column, row * columns + ((column + 1) % columns)];
      const [c, d] = [a + columns, b + columns];
      indices.set(flipped ? [a, c, b, b, c, d] : [a, b, c, b, d, c], at);
      at += 6;
    }
  }
  return indices;
}

/** The mesh as a binary STL file, as scanners export it. */
export function toBinaryStl({ positions, indices }: Mesh): Uint8Array {
  const triangles = indices.length / 3;
  const bytes = new Uint8Array(84 + triangles * 50);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode('generated anatomy, no patient'));
  view.setUint32(80, triangles, true);
  const point = (corner: number): Vector => {
    const at = indices[corner]! * 3;
    return [positions[at]!, positions[at + 1]!, positions[at + 2]!];
  };
  for (let triangle = 0; triangle < triangles; triangle += 1) {
    const [a, b, c] = [point(triangle * 3), point(triangle * 3 + 1), point(triangle * 3 + 2)];
    const normal = unit(cross(add(b, scaled(a, -1)), add(c, scaled(a, -1))));
    let at = 84 + triangle * 50;
    for (const vector of [normal, a, b, c]) {
      for (const value of vector) {
        view.setFloat32(at, value, true);
        at += 4;
      }
    }
  }
  return bytes;
}
