import { boundsOf } from './measure-mesh.ts';
import type { TidyMesh } from './tidy-mesh.ts';

type Vector = [number, number, number];

/** Where a picture is taken from: three directions at right angles, and the middle of what is seen. */
export type View = { right: Vector; up: Vector; toViewer: Vector; middle: Vector };

const tilt = Math.PI / 7;

/** More triangles than this, evenly taken from all, tell no more about a shape. */
const enough = 20_000;

/**
 * The side worth seeing. An open surface is seen from where it faces; a closed one along its thinnest direction, from the side with the
 * more relief. The closed end of an arch comes nearest, seen a little from above; what is no arch lies across the picture.
 */
export function chooseView(mesh: TidyMesh): View {
  const seen = trianglesOf(mesh);
  const { centre, facing, axes } = massOf(seen);
  const [thin, , long] = axes;
  const openness = length(facing);
  const outwards: Vector = openness > 0.15 ? scaled(facing, 1 / openness) : thin;
  const across = unit(withoutPart(long, outwards));
  const along = cross(outwards, across);
  const { relief, lopsidedAcross, lopsidedAlong } = unevenness(seen, centre, { outwards, across, along });
  const front = openness > 0.15 || relief >= 0 ? outwards : scaled(outwards, -1);
  const [axis, lopsided] =
    Math.abs(lopsidedAcross) > Math.abs(lopsidedAlong) ? [across, lopsidedAcross] : [along, lopsidedAlong];
  const back = Math.abs(lopsided) > 0.15 ? scaled(axis, Math.sign(lopsided)) : upright(along);
  const up = plus(scaled(back, Math.cos(tilt)), scaled(front, Math.sin(tilt)));
  const toViewer = plus(scaled(front, Math.cos(tilt)), scaled(back, -Math.sin(tilt)));
  return { right: cross(up, toViewer), up, toViewer, middle: seen.middle };
}

/** Each triangle as its middle and its normal, as long as twice its area: six numbers, in units of the largest extent. */
type Seen = { triangles: Float64Array; middle: Vector };

function trianglesOf({ positions: p, corners }: TidyMesh): Seen {
  const { min, max } = boundsOf({ positions: p, corners });
  const middle = min.map((value, axis) => (value + max[axis]!) / 2) as Vector;
  const size = Math.max(...max.map((value, axis) => value - min[axis]!)) || 1;
  const step = 3 * Math.ceil(corners.length / 3 / enough);
  const triangles = new Float64Array(Math.ceil(corners.length / step) * 6);
  for (let corner = 0, place = 0; corner < corners.length; corner += step, place += 6) {
    const [a, b, c] = [corners[corner]! * 3, corners[corner + 1]! * 3, corners[corner + 2]! * 3];
    for (let axis = 0; axis < 3; axis += 1) {
      const [j, k] = [(axis + 1) % 3, (axis + 2) % 3];
      const [uj, uk] = [(p[b + j]! - p[a + j]!) / size, (p[b + k]! - p[a + k]!) / size];
      const [vj, vk] = [(p[c + j]! - p[a + j]!) / size, (p[c + k]! - p[a + k]!) / size];
      triangles[place + axis] = ((p[a + axis]! + p[b + axis]! + p[c + axis]!) / 3 - middle[axis]!) / size;
      triangles[place + 3 + axis] = uj * vk - uk * vj;
    }
  }
  return { triangles, middle };
}

/** The centre of area, the mean direction of faces, and the principal axes, thin to long. */
function massOf({ triangles: t }: Seen) {
  const facing: Vector = [0, 0, 0];
  const centre: Vector = [0, 0, 0];
  const square = [0, 0, 0, 0, 0, 0]; // xx xy xz yy yz zz
  let whole = 0;
  for (let place = 0; place < t.length; place += 6) {
    const [x, y, z] = [t[place]!, t[place + 1]!, t[place + 2]!];
    const area = Math.sqrt(t[place + 3]! ** 2 + t[place + 4]! ** 2 + t[place + 5]! ** 2);
    whole += area;
    for (let axis = 0; axis < 3; axis += 1) {
      facing[axis]! += t[place + 3 + axis]!;
      centre[axis]! += area * t[place + axis]!;
    }
    square[0]! += area * x * x;
    square[1]! += area * x * y;
    square[2]! += area * x * z;
    square[3]! += area * y * y;
    square[4]! += area * y * z;
    square[5]! += area * z * z;
  }
  whole ||= 1;
  const [x, y, z] = scaled(centre, 1 / whole);
  const spread = [x * x, x * y, x * z, y * y, y * z, z * z].map((value, place) => square[place]! / whole - value);
  return { centre: [x, y, z] as Vector, facing: scaled(facing, 1 / whole), axes: principalAxes(spread) };
}

/**
 * Whether the outward side has more relief than the inward one (its faces are more slanted), and in which direction an arch opens: where
 * it does, mass lies far from the middle line.
 */
function unevenness(
  { triangles: t }: Seen,
  centre: Vector,
  { outwards, across, along }: Record<'outwards' | 'across' | 'along', Vector>,
) {
  const facing = [0, 0];
  const slant = [0, 0];
  let [uu, vv, uvv, uuv, whole] = [0, 0, 0, 0, 0];
  for (let place = 0; place < t.length; place += 6) {
    const offset: Vector = [t[place]! - centre[0], t[place + 1]! - centre[1], t[place + 2]! - centre[2]];
    const normal: Vector = [t[place + 3]!, t[place + 4]!, t[place + 5]!];
    const area = length(normal);
    if (area === 0) continue;
    const towards = dot(normal, outwards) / area;
    const side = towards > 0 ? 0 : 1;
    facing[side]! += area * Math.abs(towards);
    slant[side]! += area * towards * towards;
    const [u, v] = [dot(offset, across), dot(offset, along)];
    uu += area * u * u;
    vv += area * v * v;
    uvv += area * u * v * v;
    uuv += area * u * u * v;
    whole += area;
  }
  whole ||= 1;
  const [su, sv] = [Math.sqrt(uu / whole) || 1, Math.sqrt(vv / whole) || 1];
  return {
    relief: slant[1]! / (facing[1]! || 1) - slant[0]! / (facing[0]! || 1),
    lopsidedAcross: uvv / whole / (su * sv * sv),
    lopsidedAlong: uuv / whole / (su * su * sv),
  };
}

/** Eigenvectors of a symmetric matrix by Jacobi rotations, that of the smallest value first. */
function principalAxes([xx = 0, xy = 0, xz = 0, yy = 0, yz = 0, zz = 0]: number[]): [Vector, Vector, Vector] {
  const m = [
    [xx, xy, xz],
    [xy, yy, yz],
    [xz, yz, zz],
  ];
  const axes: [Vector, Vector, Vector] = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  for (let sweep = 0; sweep < 20; sweep += 1) {
    for (const [i, j] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      if (Math.abs(m[i]![j]!) < 1e-15) continue;
      const angle = Math.atan2(2 * m[i]![j]!, m[j]![j]! - m[i]![i]!) / 2;
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      for (const row of m) [row[i], row[j]] = [c * row[i]! - s * row[j]!, s * row[i]! + c * row[j]!];
      for (let column = 0; column < 3; column += 1) {
        const [above, below] = [m[i]![column]!, m[j]![column]!];
        [m[i]![column], m[j]![column]] = [c * above - s * below, s * above + c * below];
        const [first, second] = [axes[i]![column]!, axes[j]![column]!];
        [axes[i]![column], axes[j]![column]] = [c * first - s * second, s * first + c * second];
      }
    }
  }
  return [0, 1, 2].sort((a, b) => m[a]![a]! - m[b]![b]!).map((place) => axes[place]!) as [Vector, Vector, Vector];
}

/** One of the two directions of a line, always the same. */
function upright(line: Vector): Vector {
  return dot(line, [1, 0.1, 0.01]) < 0 ? scaled(line, -1) : line;
}

function withoutPart(vector: Vector, along: Vector): Vector {
  return plus(vector, scaled(along, -dot(vector, along)));
}

function unit(vector: Vector): Vector {
  const size = length(vector);
  return size > 0 ? scaled(vector, 1 / size) : [0, 1, 0];
}

function dot([ax, ay, az]: Vector, [bx, by, bz]: Vector): number {
  return ax * bx + ay * by + az * bz;
}

function length(vector: Vector): number {
  return Math.sqrt(dot(vector, vector));
}

function plus([ax, ay, az]: Vector, [bx, by, bz]: Vector): Vector {
  return [ax + bx, ay + by, az + bz];
}

function scaled([x, y, z]: Vector, by: number): Vector {
  return [x * by, y * by, z * by];
}

function cross([ax, ay, az]: Vector, [bx, by, bz]: Vector): Vector {
  return [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx];
}
