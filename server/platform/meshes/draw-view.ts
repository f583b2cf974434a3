import sharp from 'sharp';
import type { View } from './choose-view.ts';
import type { TidyMesh } from './tidy-mesh.ts';

/** Where a picture is taken from, and what is made of it. */
export type Look = {
  view: Omit<View, 'middle'> & { middle?: View['middle'] };
  width: number;
  height: number;
  format: 'webp' | 'png';
};

/** A canvas, twice as large as the picture: scaled down, its edges are smooth. */
type Canvas = { width: number; height: number };
const margin = 0.05;
/** Plaster, for meshes without colours. */
const plain = [232, 224, 208] as const;

/** A picture of a mesh on a transparent background. */
export async function drawView(mesh: TidyMesh, { view, width, height, format }: Look): Promise<Buffer> {
  const canvas = { width: width * 2, height: height * 2 };
  const pixels = paint(canvas, mesh, project(canvas, mesh, { middle: [0, 0, 0], ...view }));
  const picture = sharp(pixels, { raw: { ...canvas, channels: 4 } }).resize(width, height, { kernel: 'mitchell' });
  if (format === 'png') return await picture.png({ compressionLevel: 7 }).toBuffer();
  return await picture.webp({ quality: 82, alphaQuality: 90, effort: 2 }).toBuffer();
}

/** A small WebP of a picture, whole. */
export async function smaller(picture: Buffer, width: number, height: number): Promise<Buffer> {
  const background = { r: 0, g: 0, b: 0, alpha: 0 };
  return await sharp(picture).resize(width, height, { fit: 'contain', background }).webp({ quality: 82 }).toBuffer();
}

/** Vertices in pixels, depth growing towards the viewer, and normals of length one. */
type Projected = { x: Float32Array; y: Float32Array; depth: Float32Array; normals: Float32Array };

function project(
  { width, height }: Canvas,
  { positions: p, corners }: TidyMesh,
  { right, up, toViewer, middle }: View,
): Projected {
  const count = p.length / 3;
  const along = [right, up, toViewer].map(([ax, ay, az]) => {
    const values = new Float32Array(count);
    for (let vertex = 0; vertex < count; vertex += 1) {
      const place = vertex * 3;
      values[vertex] =
        ax * (p[place]! - middle[0]) + ay * (p[place + 1]! - middle[1]) + az * (p[place + 2]! - middle[2]);
    }
    return values;
  }) as [Float32Array, Float32Array, Float32Array];
  const [x, y, depth] = along;
  const box = [x, y].map((values) => {
    let [least, most] = [Infinity, -Infinity];
    for (let corner = 0; corner < corners.length; corner += 1) {
      const value = values[corners[corner]!]!;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    return { middle: (least + most) / 2, extent: most - least };
  });
  const [across, upwards] = box as [(typeof box)[0], (typeof box)[0]];
  const room = 1 - 2 * margin;
  const scale = Math.min((width * room) / (across.extent || 1e-9), (height * room) / (upwards.extent || 1e-9));
  for (let vertex = 0; vertex < count; vertex += 1) {
    x[vertex] = width / 2 + (x[vertex]! - across.middle) * scale;
    y[vertex] = height / 2 - (y[vertex]! - upwards.middle) * scale;
    depth[vertex] = depth[vertex]! * scale;
  }
  return { x, y, depth, normals: normalsOf({ x, y, depth }, corners) };
}

/** Of each vertex the mean of its triangles, the large ones weighing more. `y` grows downwards here and upwards in the normals. */
function normalsOf({ x, y, depth }: Omit<Projected, 'normals'>, corners: Uint32Array): Float32Array {
  const normals = new Float32Array(x.length * 3);
  for (let corner = 0; corner < corners.length; corner += 3) {
    const [a, b, c] = [corners[corner]!, corners[corner + 1]!, corners[corner + 2]!];
    const [ux, uy, uz] = [x[b]! - x[a]!, y[a]! - y[b]!, depth[b]! - depth[a]!];
    const [vx, vy, vz] = [x[c]! - x[a]!, y[a]! - y[c]!, depth[c]! - depth[a]!];
    const [nx, ny, nz] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    for (let side = 0; side < 3; side += 1) {
      const place = corners[corner + side]! * 3;
      normals[place]! += nx;
      normals[place + 1]! += ny;
      normals[place + 2]! += nz;
    }
  }
  for (let place = 0; place < normals.length; place += 3) {
    const size = Math.sqrt(normals[place]! ** 2 + normals[place + 1]! ** 2 + normals[place + 2]! ** 2) || 1;
    for (let axis = 0; axis < 3; axis += 1) normals[place + axis]! /= size;
  }
  return normals;
}

/** Fills a depth buffer triangle by triangle, then lights what is nearest in each pixel. */
function paint(canvas: Canvas, { corners, colours }: TidyMesh, { x, y, depth, normals }: Projected): Uint8Array {
  const { width, height } = canvas;
  const nearest = new Float32Array(width * height).fill(-Infinity);
  const seen = new Float32Array(width * height * 3);
  const tint = colours ? new Uint8Array(width * height * 3) : undefined;
  for (let corner = 0; corner < corners.length; corner += 3) {
    const [a, b, c] = [corners[corner]!, corners[corner + 1]!, corners[corner + 2]!];
    const whole = (x[b]! - x[a]!) * (y[c]! - y[a]!) - (y[b]! - y[a]!) * (x[c]! - x[a]!);
    if (!(Math.abs(whole) > 1e-9)) continue;
    const left = Math.max(Math.ceil(Math.min(x[a]!, x[b]!, x[c]!) - 0.5), 0);
    const last = Math.min(Math.floor(Math.max(x[a]!, x[b]!, x[c]!) - 0.5), width - 1);
    const top = Math.max(Math.ceil(Math.min(y[a]!, y[b]!, y[c]!) - 0.5), 0);
    const bottom = Math.min(Math.floor(Math.max(y[a]!, y[b]!, y[c]!) - 0.5), height - 1);
    for (let row = top; row <= bottom; row += 1) {
      for (let column = left; column <= last; column += 1) {
        const [px, py] = [column + 0.5, row + 0.5];
        const wa = ((x[b]! - px) * (y[c]! - py) - (y[b]! - py) * (x[c]! - px)) / whole;
        const wb = ((x[c]! - px) * (y[a]! - py) - (y[c]! - py) * (x[a]! - px)) / whole;
        const wc = 1 - wa - wb;
        if (wa < 0 || wb < 0 || wc < 0) continue;
        const z = wa * depth[a]! + wb * depth[b]! + wc * depth[c]!;
        const pixel = row * width + column;
        if (z <= nearest[pixel]!) continue;
        nearest[pixel] = z;
        for (let axis = 0; axis < 3; axis += 1) {
          seen[pixel * 3 + axis] =
            wa * normals[a * 3 + axis]! + wb * normals[b * 3 + axis]! + wc * normals[c * 3 + axis]!;
          if (tint) {
            tint[pixel * 3 + axis] =
              wa * colours![a * 3 + axis]! + wb * colours![b * 3 + axis]! + wc * colours![c * 3 + axis]!;
          }
        }
      }
    }
  }
  return light(canvas, nearest, seen, tint);
}

/** A main light from the upper left, a weak one from the right, and dark hollows: what lies deeper than its surroundings. */
function light(canvas: Canvas, nearest: Float32Array, normals: Float32Array, tint: Uint8Array | undefined): Uint8Array {
  const { width, height } = canvas;
  const scale = width / 640;
  const pixels = new Uint8Array(width * height * 4);
  const around = surroundings(canvas, nearest);
  for (let pixel = 0; pixel < nearest.length; pixel += 1) {
    if (nearest[pixel] === -Infinity) continue;
    let [nx, ny, nz] = [normals[pixel * 3]!, normals[pixel * 3 + 1]!, normals[pixel * 3 + 2]!];
    const inside = nz < 0;
    if (inside) [nx, ny, nz] = [-nx, -ny, -nz];
    const size = Math.sqrt(nx * nx + ny * ny + nz * nz) || 1;
    const main = Math.max((-0.45 * nx + 0.55 * ny + 0.7 * nz) / size, 0);
    const fill = Math.max((0.8 * nx - 0.1 * ny + 0.5 * nz) / size, 0);
    const gloss = Math.max((-0.24 * nx + 0.29 * ny + 0.925 * nz) / size, 0) ** 24;
    const hollow = Math.max(Math.min((around[pixel]! - nearest[pixel]!) / (26 * scale), 1), -0.25);
    const strength = (0.24 + 0.66 * main + 0.16 * fill) * (1 - 0.6 * hollow) * (inside ? 0.7 : 1);
    for (let channel = 0; channel < 3; channel += 1) {
      const own = tint ? tint[pixel * 3 + channel]! : plain[channel]!;
      pixels[pixel * 4 + channel] = Math.min(own * strength + 34 * gloss, 255);
    }
    pixels[pixel * 4 + 3] = 255;
  }
  return pixels;
}

/** At a width of 640 pixels. */
const usualReach = 9;

/** The mean depth around each pixel, of what is there. */
function surroundings({ width, height }: Canvas, nearest: Float32Array): Float32Array {
  const reach = Math.round((usualReach * width) / 640);
  const [sums, counts] = [new Float32Array(nearest.length), new Float32Array(nearest.length)];
  for (let pixel = 0; pixel < nearest.length; pixel += 1) {
    const present = nearest[pixel] !== -Infinity;
    sums[pixel] = present ? nearest[pixel]! : 0;
    counts[pixel] = present ? 1 : 0;
  }
  for (const values of [sums, counts]) {
    blur(values, { lines: height, length: width, step: 1, lineStep: width, reach });
    blur(values, { lines: width, length: height, step: width, lineStep: 1, reach });
  }
  return sums.map((sum, pixel) => sum / (counts[pixel]! || 1));
}

/** Sums over a window along one direction, in place. */
type Pass = { lines: number; length: number; step: number; lineStep: number; reach: number };
function blur(values: Float32Array, { lines, length, step, lineStep, reach }: Pass): void {
  const line = new Float32Array(length);
  for (let number = 0; number < lines; number += 1) {
    const from = number * lineStep;
    for (let place = 0; place < length; place += 1) line[place] = values[from + place * step]!;
    let sum = 0;
    for (let place = 0; place < reach; place += 1) sum += line[place]!;
    for (let place = 0; place < length; place += 1) {
      if (place + reach < length) sum += line[place + reach]!;
      if (place > reach) sum -= line[place - reach - 1]!;
      values[from + place * step] = sum;
    }
  }
}
