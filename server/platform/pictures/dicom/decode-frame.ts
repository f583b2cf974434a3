import { openPicture } from '../careful-sharp.ts';
import { PictureRefusal } from '../picture-refusal.ts';
import { decodeJpeg2000, decodeJpegLossless, decodeJpegLs } from './codecs.ts';
import { endsEarly, type FrameLayout, firstFrame } from './frame.ts';
import { jpegHead } from './jpeg-head.ts';
import { type Dicom, explicitBigEndian, explicitLittleEndian, implicitLittleEndian } from './read-dicom.ts';
import { decodeRle } from './rle.ts';

export type Words = Uint8Array | Uint16Array | Uint32Array;

/** A decoded frame: samples as stored, unsigned, colours interleaved and RGB unless `ybr` says otherwise. */
export interface Frame {
  words: Words;
  ybr: boolean;
}

type Decoder = (dicom: Dicom, layout: FrameLayout) => Frame | Promise<Frame>;

const jpeg2000: Decoder = async (dicom, layout) => ({
  words: await decodeJpeg2000(firstFrame(dicom, layout), layout),
  ybr: layout.photometric === 'YBR_FULL',
});
const jpegLs: Decoder = async (dicom, layout) => ({
  words: await decodeJpegLs(firstFrame(dicom, layout), layout),
  ybr: isYbr(layout),
});
const jpegLossless: Decoder = (dicom, layout) => ({
  words: decodeJpegLossless(firstFrame(dicom, layout), layout),
  ybr: isYbr(layout),
});

const decoders: Record<string, Decoder> = {
  [implicitLittleEndian]: plain,
  [explicitLittleEndian]: plain,
  [explicitBigEndian]: plain,
  '1.2.840.10008.1.2.1.99': plain,
  '1.2.840.10008.1.2.5': rle,
  '1.2.840.10008.1.2.4.50': jpeg,
  '1.2.840.10008.1.2.4.51': jpeg,
  '1.2.840.10008.1.2.4.57': jpegLossless,
  '1.2.840.10008.1.2.4.70': jpegLossless,
  '1.2.840.10008.1.2.4.80': jpegLs,
  '1.2.840.10008.1.2.4.81': jpegLs,
  '1.2.840.10008.1.2.4.90': jpeg2000,
  '1.2.840.10008.1.2.4.91': jpeg2000,
};

/** Decodes the first frame of a DICOM file. Throws a `PictureRefusal`. */
export async function decodeFrame(dicom: Dicom, layout: FrameLayout): Promise<Frame> {
  const decode = decoders[dicom.transferSyntax];
  if (!decode) throw new PictureRefusal('unsupported_transfer_syntax');
  try {
    return await decode(dicom, layout);
  } catch (error) {
    if (error instanceof PictureRefusal && error.reason !== 'unreadable') throw error;
    if (error instanceof RangeError && /allocation|memory/i.test(error.message)) throw new PictureRefusal('too_heavy');
    throw new PictureRefusal(endsEarly(dicom) ? 'truncated' : 'unreadable');
  }
}

function isYbr({ photometric, samples }: FrameLayout): boolean {
  return samples === 3 && photometric.startsWith('YBR');
}

function plain(dicom: Dicom, layout: FrameLayout): Frame {
  const bytes = firstFrame(dicom, layout);
  if (layout.bitsAllocated === 1) return { words: bits(bytes, layout.width * layout.height), ybr: false };
  const words = wordsOf(bytes, layout.bitsAllocated, dicom.transferSyntax === explicitBigEndian);
  if (layout.samples === 1) return { words, ybr: false };
  if (layout.photometric === 'YBR_FULL_422') return { words: fullChroma(words, layout), ybr: true };
  return { words: layout.planar ? interleave(planes(words, 3)) : words, ybr: isYbr(layout) };
}

function wordsOf(bytes: Buffer, bitsAllocated: number, bigEndian: boolean): Words {
  if (bitsAllocated === 8) return new Uint8Array(bytes);
  // Copied, as typed arrays ask for an even start and a swap must not touch the file's own bytes.
  const own = Buffer.from(new Uint8Array(bytes).buffer);
  if (bitsAllocated === 16) return new Uint16Array((bigEndian ? own.swap16() : own).buffer);
  return new Uint32Array((bigEndian ? own.swap32() : own).buffer);
}

function bits(bytes: Buffer, pixels: number): Uint8Array {
  return Uint8Array.from({ length: pixels }, (_, pixel) => (bytes[pixel >> 3]! >> (pixel & 7)) & 1);
}

function planes(words: Words, count: number): Words[] {
  const length = words.length / count;
  return Array.from({ length: count }, (_, index) => words.subarray(index * length, (index + 1) * length));
}

function interleave(from: Words[]): Words {
  const length = from[0]!.length;
  const words =
    from[0] instanceof Uint8Array ? new Uint8Array(length * from.length) : new Uint16Array(length * from.length);
  for (let part = 0; part < from.length; part += 1) {
    const plane = from[part]!;
    for (let pixel = 0; pixel < length; pixel += 1) words[pixel * from.length + part] = plane[pixel]!;
  }
  return words;
}

/** Two pixels share their colour: Y Y Cb Cr. */
function fullChroma(words: Words, { width, height }: FrameLayout): Words {
  const full = new Uint8Array(width * height * 3);
  const rowLength = Math.ceil(width / 2) * 4;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const pair = y * rowLength + (x >> 1) * 4;
      full.set([words[pair + (x & 1)]!, words[pair + 2]!, words[pair + 3]!], (y * width + x) * 3);
    }
  }
  return full;
}

function rle(dicom: Dicom, layout: FrameLayout): Frame {
  const bytesEach = layout.bitsAllocated / 8;
  const pixels = layout.width * layout.height;
  const segments = decodeRle(firstFrame(dicom, layout), layout.samples * bytesEach, pixels);
  const samples = Array.from({ length: layout.samples }, (_, sample) => {
    const [high, low] = segments.slice(sample * bytesEach, (sample + 1) * bytesEach);
    return low ? Uint16Array.from(low, (byte, pixel) => (high![pixel]! << 8) | byte) : high!;
  });
  return { words: interleave(samples), ybr: isYbr(layout) };
}

async function jpeg(dicom: Dicom, layout: FrameLayout): Promise<Frame> {
  const bytes = firstFrame(dicom, layout);
  const head = jpegHead(bytes);
  if (!head || head.width !== layout.width || head.height !== layout.height) throw new PictureRefusal('unreadable');
  // 12-bit lossy JPEG: no kept decoder for it.
  if (head.bits !== 8) throw new PictureRefusal('unsupported_transfer_syntax');
  const picture = openPicture(bytes, layout.width * layout.height).toColourspace(layout.samples === 1 ? 'b-w' : 'srgb');
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  if (info.channels !== layout.samples) throw new PictureRefusal('unreadable');
  return { words: new Uint8Array(data), ybr: false };
}
