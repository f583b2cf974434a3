import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { PixelsHeader, PixelsWindow } from '#contract/pixels.ts';
import { writeThumbnail } from './careful-sharp.ts';
import { looksLikeDicom } from './dicom/read-dicom.ts';
import { readXRay, type XRayPicture } from './dicom/read-x-ray.ts';
import type { NamedInFile } from './dicom/text.ts';
import { photoFormat } from './picture-format.ts';
import { PictureRefusal } from './picture-refusal.ts';
import { writePixels } from './pixels-file.ts';
import { type PreparedPhoto, photoFromBytes } from './prepare-photo.ts';

/** What a DICOM file became. File names are relative to the output folder. */
export interface PreparedDicom {
  format: 'dicom';
  /** Pixels of the original. */
  width: number;
  height: number;
  /** JPEG in the first window, at most 3000 pixels on its longer side. */
  picture: string;
  /** WebP, 320×240. */
  thumbnail: string;
  /** For the viewer: `contract/pixels.ts`, compressed by gzip. */
  pixels: string;
  bits: number;
  photometric: string;
  modality: string;
  transferSyntax: string;
  frames: number;
  spacing: PixelsHeader['spacing'];
  /** Whom the file names; not in any of the files written. */
  named: NamedInFile;
}

export type PreparedXRay = PreparedPhoto | PreparedDicom;

export interface XRayLimits {
  /** Of a JPEG, PNG or WebP. */
  maxPixels: number;
  /** Of one DICOM frame, which is decoded whole. */
  maxDicomPixels: number;
}

const displaySide = 3000;

/** Reads an X-ray: JPEG, PNG, WebP or DICOM. Throws a `PictureRefusal`. */
export async function prepareXRay(input: string, outDir: string, limits: XRayLimits): Promise<PreparedXRay> {
  const bytes = await readFile(input);
  if (photoFormat(bytes)) return photoFromBytes(bytes, outDir, limits.maxPixels);
  if (!looksLikeDicom(bytes)) throw new PictureRefusal('not_a_picture');
  const { header, samples, facts } = await readXRay(bytes, limits.maxDicomPixels);
  await mkdir(outDir, { recursive: true });
  const [picture, thumbnail, pixels] = ['picture.jpg', 'thumbnail.webp', 'pixels.mpx.gz'];
  await writePixels(join(outDir, pixels), header, samples);
  const shown = await displayed({ header, samples }).jpeg({ quality: 90 }).toBuffer();
  await writeThumbnail(sharp(shown), join(outDir, thumbnail));
  await sharp(shown).toFile(join(outDir, picture));
  return { format: 'dicom', ...facts, picture, thumbnail, pixels };
}

function displayed({ header, samples }: Pick<XRayPicture, 'header' | 'samples'>): Sharp {
  const { width, height, aspect } = header;
  const grey = samples instanceof Uint16Array;
  const raw = { width, height, channels: grey ? (1 as const) : (3 as const) };
  const shown = sharp(grey ? windowed(samples, header) : samples, { raw });
  // Pixels that aren't square are made so by stretching their shorter side.
  const [wide, high] = aspect > 1 ? [width, height * aspect] : [width / aspect, height];
  const scale = Math.min(1, displaySide / Math.max(wide, high));
  return shown.resize(Math.max(1, Math.round(wide * scale)), Math.max(1, Math.round(high * scale)), { fit: 'fill' });
}

function windowed(samples: Uint16Array, header: PixelsHeader): Uint8Array {
  const table = brightnessTable(header.windows[0]!, header);
  const shown = new Uint8Array(samples.length);
  for (let at = 0; at < samples.length; at += 1) shown[at] = table[samples[at]!]!;
  return shown;
}

/** The brightness of each of the 65 536 samples in a window. */
function brightnessTable({ low, high, curve }: PixelsWindow, { slope, intercept, inverted }: PixelsHeader): Uint8Array {
  return Uint8Array.from({ length: 65_536 }, (_, sample) => {
    const share = Math.min(1, Math.max(0, (sample * slope + intercept - low) / (high - low)));
    const bright = curve ? curve[Math.round(share * 255)]! : Math.round(share * 255);
    return inverted ? 255 - bright : bright;
  });
}
