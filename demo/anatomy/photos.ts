import sharp from 'sharp';
import { archOf } from '#contract/teeth.ts';
import type { Dentition } from './dentition.ts';
import { drawnFace, type FaceView } from './faces.ts';
import { type Mesh, placed, type Vector } from './mesh.ts';
import { type Colour, type Painted, render, type Shot } from './render.ts';

export const photoViews = [
  'face_front',
  'face_smile',
  'face_profile',
  'front',
  'right',
  'left',
  'upper_occlusal',
  'lower_occlusal',
] as const;
export type PhotoView = (typeof photoViews)[number];

const shots: Record<Exclude<PhotoView, FaceView>, Shot & { arches: readonly ('upper' | 'lower')[] }> = {
  front: { from: [0, -1, 0.05], up: [0, 0, 1], middle: [0, -40, 0.5], halfHeight: 17, arches: ['upper', 'lower'] },
  right: {
    from: [-1, -0.55, 0.04],
    up: [0, 0, 1],
    middle: [-20, -34, 0.5],
    halfHeight: 15.5,
    arches: ['upper', 'lower'],
  },
  left: { from: [1, -0.55, 0.04], up: [0, 0, 1], middle: [20, -34, 0.5], halfHeight: 15.5, arches: ['upper', 'lower'] },
  upper_occlusal: { from: [0, -0.12, -1], up: [0, -1, 0], middle: [0, -30, 0], halfHeight: 31, arches: ['upper'] },
  lower_occlusal: { from: [0, -0.12, 1], up: [0, 1, 0], middle: [0, -27, 0], halfHeight: 30, arches: ['lower'] },
};

/** One of the eight usual photographs as a JPEG: plainly artificial, the same each time. */
export async function photo(dentition: Dentition, view: PhotoView, width = 1200): Promise<Buffer> {
  const height = Math.round(width * (view.startsWith('face') ? 1.25 : 0.6667));
  if (view === 'face_front' || view === 'face_smile' || view === 'face_profile') {
    return sharp(Buffer.from(drawnFace(view)))
      .resize(width, height)
      .flatten({ background: '#dfe6ea' })
      .jpeg({ quality: 84 })
      .toBuffer();
  }
  const shot = shots[view];
  const things = shot.arches.flatMap((arch) => [
    ...dentition.teeth
      .filter(({ tooth }) => archOf(tooth) === arch)
      .map(({ mesh, frame }) => tooth(placed(mesh, frame), frame)),
    gum(dentition.gingiva[arch]),
  ]);
  const { pixels, ...size } = render(things, shot, width, height);
  const mouth = sharp(Buffer.from(pixels.buffer), { raw: { ...size, channels: 4 } });
  return sharp(Buffer.from(backdrop(width, height)))
    .composite([{ input: await mouth.png().toBuffer() }, { input: Buffer.from(vignette(width, height)) }])
    .jpeg({ quality: 84 })
    .toBuffer();
}

/** Ivory, yellower at the neck, a little clearer at the edge. */
function tooth(mesh: Mesh, frame: readonly number[]): Painted {
  const up: Vector = [frame[8]!, frame[9]!, frame[10]!];
  const origin: Vector = [frame[12]!, frame[13]!, frame[14]!];
  const colour = (x: number, y: number, z: number): Colour => {
    const along = (x - origin[0]) * up[0] + (y - origin[1]) * up[1] + (z - origin[2]) * up[2];
    const share = Math.min(Math.max(along / 10, 0), 1);
    return [236 - 4 * share, 216 + 9 * share, 176 + 34 * share];
  };
  return { mesh, colour, gloss: 0.6 };
}

function gum(mesh: Mesh): Painted {
  const colour = (x: number, y: number, z: number): Colour => {
    const patch = Math.sin(x * 0.9 + z) * Math.sin(y * 0.7 - z * 0.6) * 6;
    const deep = Math.min(Math.max((Math.abs(z) - 8) / 8, 0), 1);
    return [214 - 22 * deep + patch, 128 - 34 * deep + patch, 124 - 26 * deep + patch];
  };
  return { mesh, colour, gloss: 0.5 };
}

const backdrop = (width: number, height: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><radialGradient id="g" cy="0.48" r="0.75"><stop offset="0" stop-color="#5a1f24"/><stop offset="0.6" stop-color="#2f0f13"/><stop offset="1" stop-color="#140608"/></radialGradient></defs><rect width="100%" height="100%" fill="url(#g)"/></svg>`;

const vignette = (width: number, height: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><radialGradient id="v" r="0.72"><stop offset="0.62" stop-color="#0a0203" stop-opacity="0"/><stop offset="1" stop-color="#0a0203" stop-opacity="0.72"/></radialGradient></defs><rect width="100%" height="100%" fill="url(#v)"/></svg>`;
