import type { DataSet } from 'dicom-parser';
import type { PixelsHeader, PixelsWindow } from '#contract/pixels.ts';
import { reduce } from '../reduce.ts';
import { colourImage } from './colour-image.ts';
import { decodeFrame } from './decode-frame.ts';
import { type FrameLayout, layoutOf } from './frame.ts';
import { type GreyImage, greyImage } from './grey-image.ts';
import { readDicom } from './read-dicom.ts';
import { aspectOf, spacingOf } from './spacing.ts';
import { type NamedInFile, namedInFile } from './text.ts';
import { between, fileWindows, histogram, percentile } from './windows.ts';

/** A DICOM file's first picture, ready for the viewer, and what is told about the file. */
export interface XRayPicture {
  header: PixelsHeader;
  samples: Uint16Array | Uint8Array;
  facts: {
    width: number;
    height: number;
    bits: number;
    photometric: string;
    modality: string;
    transferSyntax: string;
    frames: number;
    spacing: PixelsHeader['spacing'];
    named: NamedInFile;
  };
}

// What every WebGL 2 that matters takes as one texture.
const largestSide = 4096;

/** Reads the first frame of a DICOM file. Throws a `PictureRefusal`. */
export async function readXRay(bytes: Buffer, maxPixels: number): Promise<XRayPicture> {
  const dicom = readDicom(bytes);
  const { dataSet, transferSyntax } = dicom;
  const layout = layoutOf(dataSet, maxPixels);
  const frame = await decodeFrame(dicom, layout);
  const { width, height, frames, photometric, bitsStored: bits } = layout;
  const factor = Math.ceil(Math.max(width, height) / largestSide);
  const spacing = spacingOf(dataSet);
  const about = {
    aspect: aspectOf(dataSet, spacing),
    reduced: factor,
    frames,
    spacing: spacing && { ...spacing, x: spacing.x * factor, y: spacing.y * factor },
  };
  const modality = (dataSet.string('x00080060') ?? '').slice(0, 16);
  const facts = {
    width,
    height,
    bits,
    photometric,
    modality,
    transferSyntax,
    frames,
    spacing,
    named: namedInFile(dataSet),
  };
  if (layout.samples === 3 || photometric === 'PALETTE COLOR') {
    const { samples, ...size } = reduce(colourImage(dataSet, layout, frame), layout, 3, factor);
    return { header: { kind: 'rgb8', ...size, ...colourScale, ...about }, samples, facts };
  }
  const image = greyImage(dataSet, layout, frame);
  const { samples, ...size } = reduce(image.stored, layout, 1, factor);
  const scale = greyScale(dataSet, layout, image);
  return { header: { kind: 'grey16', ...size, ...scale, ...about }, samples, facts };
}

const colourScale = {
  slope: 1,
  intercept: 0,
  min: 0,
  max: 255,
  inverted: false,
  windows: [{ kind: 'full', name: '', ...between(0, 255) } as const],
};

function greyScale(dataSet: DataSet, layout: FrameLayout, { stored, slope, intercept, padding }: GreyImage) {
  const meaning = (value: number) => value * slope + intercept;
  const ordered = (a: number, b: number): [number, number] => {
    const [low, high] = [Math.min(meaning(a), meaning(b)), Math.max(meaning(a), meaning(b))];
    return [low, high > low ? high : low + Math.abs(slope)];
  };
  const counts = histogram(stored, padding);
  const [min, max] = ordered(percentile(counts, 0), percentile(counts, 1));
  const auto: PixelsWindow = {
    kind: 'auto',
    name: '',
    ...between(...ordered(percentile(counts, 0.005), percentile(counts, 0.995))),
  };
  const full: PixelsWindow = { kind: 'full', name: '', ...between(...fullRange(layout, slope, intercept, min, max)) };
  // A proposal that shows nothing of what is there is of no use.
  const proposed = fileWindows(dataSet, layout.signed).filter(({ low, high }) => low < max && high > min);
  const windows = layout.bitsStored <= 8 ? [...proposed, full, auto] : [...proposed, auto, full];
  return { slope, intercept, min, max, inverted: layout.photometric === 'MONOCHROME1', windows };
}

/** Eight-bit pictures are meant to be seen from 0 to 255, others by what they hold. */
function fullRange(layout: FrameLayout, slope: number, intercept: number, min: number, max: number): [number, number] {
  if (layout.bitsStored > 8 || layout.signed) return [min, max];
  const [a, b] = [intercept, (2 ** layout.bitsStored - 1) * slope + intercept];
  return [Math.min(a, b), Math.max(a, b)];
}
