import { dot, type Mesh, unit, type Vector } from './mesh.ts';

export type Colour = readonly [red: number, green: number, blue: number];
export type Painted = { mesh: Mesh; colour: (x: number, y: number, z: number) => Colour; gloss: number };

/** A camera without perspective: where it looks from, what is up, the point in the middle and half the height seen, in mm. */
export type Shot = { from: Vector; up: Vector; middle: Vector; halfHeight: number };

/** Red, green, blue and alpha of each pixel, row by row. */
export type Picture = { width: number; height: number; pixels: Uint8ClampedArray };

/** Draws meshes with soft light into a picture; where nothing is, it stays transparent. Twice as fine inside, so edges are smooth. */
export function render(things: readonly Painted[], shot: Shot, width: number, height: number): Picture {
  const canvas = new Canvas(width * 2, height * 2);
  const back = unit(shot.from);
  const right = unit([
    shot.up[1] * back[2] - shot.up[2] * back[1],
    shot.up[2] * back[0] - shot.up[0] * back[2],
    shot.up[0] * back[1] - shot.up[1] * back[0],
  ]);
  const top: Vector = [
    back[1] * right[2] - back[2] * right[1],
    back[2] * right[0] - back[0] * right[2],
    back[0] * right[1] - back[1] * right[0],
  ];
  for (const thing of things)
    draw(canvas, thing, { right, top, back, middle: shot.middle, scale: height / shot.halfHeight });
  return canvas.halved();
}

type View = { right: Vector; top: Vector; back: Vector; middle: Vector; scale: number };

/** Lights as seen by the camera: x right, y up, z towards it. A ring flash, and one lamp from the upper left. */
const lamps: readonly { towards: Vector; strength: number }[] = [
  { towards: unit([-0.5, 0.75, 0.75]), strength: 0.5 },
  { towards: unit([0.7, 0.2, 0.7]), strength: 0.17 },
  { towards: [0, 0, 1], strength: 0.21 },
];

function draw(canvas: Canvas, { mesh, colour, gloss }: Painted, view: View): void {
  const { positions, indices } = mesh;
  const normals = normalsOf(mesh);
  const count = positions.length / 3;
  const seen = new Float32Array(count * 3);
  const lit = new Float32Array(count * 3);
  for (let i = 0; i < count; i += 1) {
    const point: Vector = [positions[i * 3]!, positions[i * 3 + 1]!, positions[i * 3 + 2]!];
    const away: Vector = [point[0] - view.middle[0], point[1] - view.middle[1], point[2] - view.middle[2]];
    seen[i * 3] = canvas.width / 2 + dot(away, view.right) * view.scale;
    seen[i * 3 + 1] = canvas.height / 2 - dot(away, view.top) * view.scale;
    seen[i * 3 + 2] = dot(away, view.back);
    const normal: Vector = [normals[i * 3]!, normals[i * 3 + 1]!, normals[i * 3 + 2]!];
    const turned: Vector = [dot(normal, view.right), dot(normal, view.top), dot(normal, view.back)];
    const { light, shine } = lightOn(turned, gloss);
    const own = colour(...point);
    // What lies deeper in the mouth gets less of the flash.
    const depth = Math.min(Math.max(1 + dot(away, view.back) * 0.012, 0.45), 1.08);
    for (let channel = 0; channel < 3; channel += 1)
      lit[i * 3 + channel] = (own[channel]! * light + shine * 255) * depth;
  }
  for (let i = 0; i < indices.length; i += 3) canvas.triangle(indices[i]!, indices[i + 1]!, indices[i + 2]!, seen, lit);
}

function lightOn(normal: Vector, gloss: number): { light: number; shine: number } {
  let light = 0.13;
  let shine = 0;
  for (const { towards, strength } of lamps) {
    // Wrapped around: teeth and gums let light through.
    light += strength * Math.max((dot(normal, towards) + 0.25) / 1.25, 0);
    const half = unit([towards[0], towards[1], towards[2] + 1]);
    shine += strength * gloss * Math.max(dot(normal, half), 0) ** 48;
  }
  return { light, shine };
}

function normalsOf({ positions, indices }: Mesh): Float32Array {
  const normals = new Float32Array(positions.length);
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = [indices[i]! * 3, indices[i + 1]! * 3, indices[i + 2]! * 3];
    const [ux, uy, uz] = [
      positions[b]! - positions[a]!,
      positions[b + 1]! - positions[a + 1]!,
      positions[b + 2]! - positions[a + 2]!,
    ];
    const [vx, vy, vz] = [
      positions[c]! - positions[a]!,
      positions[c + 1]! - positions[a + 1]!,
      positions[c + 2]! - positions[a + 2]!,
    ];
    const [x, y, z] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    for (const corner of [a, b, c]) {
      normals[corner]! += x;
      normals[corner + 1]! += y;
      normals[corner + 2]! += z;
    }
  }
  for (let i = 0; i < normals.length; i += 3) {
    const length = Math.hypot(normals[i]!, normals[i + 1]!, normals[i + 2]!) || 1;
    for (let axis = 0; axis < 3; axis += 1) normals[i + axis]! /= length;
  }
  return normals;
}

class Canvas {
  readonly width: number;
  readonly height: number;
  private readonly near: Float32Array;
  private readonly colours: Float32Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.near = new Float32Array(width * height).fill(-Infinity);
    this.colours = new Float32Array(width * height * 3);
  }

  triangle(a: number, b: number, c: number, seen: Float32Array, lit: Float32Array): void {
    const [ax, ay, bx, by, cx, cy] = [
      seen[a * 3]!,
      seen[a * 3 + 1]!,
      seen[b * 3]!,
      seen[b * 3 + 1]!,
      seen[c * 3]!,
      seen[c * 3 + 1]!,
    ];
    const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    // Counter-clockwise from outside becomes clockwise with y downwards; the others are seen from behind.
    if (area >= 0) return;
    const fromX = Math.max(Math.ceil(Math.min(ax, bx, cx)), 0);
    const toX = Math.min(Math.floor(Math.max(ax, bx, cx)), this.width - 1);
    const fromY = Math.max(Math.ceil(Math.min(ay, by, cy)), 0);
    const toY = Math.min(Math.floor(Math.max(ay, by, cy)), this.height - 1);
    for (let y = fromY; y <= toY; y += 1) {
      for (let x = fromX; x <= toX; x += 1) {
        const u = ((bx - x) * (cy - y) - (by - y) * (cx - x)) / area;
        const v = ((cx - x) * (ay - y) - (cy - y) * (ax - x)) / area;
        const w = 1 - u - v;
        if (u < -1e-6 || v < -1e-6 || w < -1e-6) continue;
        const depth = u * seen[a * 3 + 2]! + v * seen[b * 3 + 2]! + w * seen[c * 3 + 2]!;
        const at = y * this.width + x;
        if (depth <= this.near[at]!) continue;
        this.near[at] = depth;
        for (let channel = 0; channel < 3; channel += 1) {
          this.colours[at * 3 + channel] =
            u * lit[a * 3 + channel]! + v * lit[b * 3 + channel]! + w * lit[c * 3 + channel]!;
        }
      }
    }
  }

  /** Four pixels become one; what stands a little deeper than its surroundings gets a soft shadow. */
  halved(): Picture {
    const [width, height] = [this.width / 2, this.height / 2];
    const pixels = new Uint8ClampedArray(width * height * 4);
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        let covered = 0;
        let shade = 0;
        const sum = [0, 0, 0];
        for (const at of [0, 1, this.width, this.width + 1].map((step) => 2 * y * this.width + 2 * x + step)) {
          if (this.near[at]! === -Infinity) continue;
          covered += 1;
          shade ||= this.shadeAt(at);
          for (let channel = 0; channel < 3; channel += 1) sum[channel]! += this.colours[at * 3 + channel]! * shade;
        }
        const to = (y * width + x) * 4;
        for (let channel = 0; channel < 3; channel += 1) pixels[to + channel] = covered ? sum[channel]! / covered : 0;
        pixels[to + 3] = (covered / 4) * 255;
      }
    }
    return { width, height, pixels };
  }

  private shadeAt(at: number): number {
    const here = this.near[at]!;
    let hidden = 0;
    for (const [dx, dy] of around) {
      const there = this.near[at + dx + dy * this.width];
      if (there !== undefined && there > here + 0.35) hidden += Math.min((there - here) / 3, 1);
    }
    return 1 - 0.55 * (hidden / around.length);
  }
}

const around: readonly (readonly [dx: number, dy: number])[] = [5, 12, 22].flatMap((reach, ring) =>
  Array.from({ length: 8 }, (_, step) => {
    const angle = ((step + ring / 3) / 8) * 2 * Math.PI;
    return [Math.round(Math.cos(angle) * reach), Math.round(Math.sin(angle) * reach)] as const;
  }),
);
