import type { DataSet } from 'dicom-parser';
import { PictureRefusal } from '../picture-refusal.ts';
import type { Dicom } from './read-dicom.ts';

/** How the samples of a frame are laid out, as the file claims. Each number is checked against the bytes before it is used. */
export interface FrameLayout {
  width: number;
  height: number;
  samples: 1 | 3;
  bitsAllocated: number;
  bitsStored: number;
  highBit: number;
  signed: boolean;
  planar: boolean;
  photometric: string;
  frames: number;
}

export function layoutOf(dataSet: DataSet, maxPixels: number): FrameLayout {
  if (!dataSet.elements.x7fe00010)
    throw new PictureRefusal(hasFloats(dataSet) ? 'unsupported_transfer_syntax' : 'no_pixels');
  const [height, width] = [dataSet.uint16('x00280010') ?? 0, dataSet.uint16('x00280011') ?? 0];
  if (width * height > maxPixels) throw new PictureRefusal('too_many_pixels');
  const samples = dataSet.uint16('x00280002') ?? 1;
  const bitsAllocated = dataSet.uint16('x00280100') ?? 0;
  const bitsStored = dataSet.uint16('x00280101') ?? bitsAllocated;
  const layout = {
    width,
    height,
    samples: samples as 1 | 3,
    bitsAllocated,
    bitsStored,
    highBit: dataSet.uint16('x00280102') ?? bitsStored - 1,
    signed: dataSet.uint16('x00280103') === 1,
    planar: dataSet.uint16('x00280006') === 1,
    photometric: dataSet.string('x00280004')?.trim() ?? 'MONOCHROME2',
    frames: Math.max(1, dataSet.intString('x00280008') || 1),
  };
  if (!isPossible(layout)) throw new PictureRefusal('unreadable');
  return layout;
}

function isPossible({ width, height, samples, bitsAllocated, bitsStored, highBit }: FrameLayout): boolean {
  if (width === 0 || height === 0 || (samples !== 1 && samples !== 3)) return false;
  if (![1, 8, 16, 32].includes(bitsAllocated) || (samples === 3 && bitsAllocated !== 8 && bitsAllocated !== 16))
    return false;
  return bitsStored >= 1 && bitsStored <= bitsAllocated && highBit < bitsAllocated && highBit >= bitsStored - 1;
}

function hasFloats(dataSet: DataSet): boolean {
  return dataSet.elements.x7fe00008 !== undefined || dataSet.elements.x7fe00009 !== undefined;
}

/** The bytes of the first frame: plain samples, or one compressed picture. */
export function firstFrame({ dataSet }: Dicom, layout: FrameLayout): Buffer {
  const element = dataSet.elements.x7fe00010!;
  const bytes = Buffer.from(dataSet.byteArray.buffer, dataSet.byteArray.byteOffset, dataSet.byteArray.byteLength);
  if (!element.encapsulatedPixelData) {
    const needed = plainLength(layout);
    const end = Math.min(element.dataOffset + element.length, bytes.length);
    if (element.dataOffset + needed > end) throw new PictureRefusal('truncated');
    return bytes.subarray(element.dataOffset, element.dataOffset + needed);
  }
  const fragments = (element.fragments ?? []).filter(
    ({ position, length }) => position >= 0 && position + length <= bytes.length,
  );
  if (fragments.length === 0) throw new PictureRefusal('truncated');
  const pieces = fragments.map(({ position, length }) => bytes.subarray(position, position + length));
  return Buffer.concat(
    pieces.slice(0, fragmentsOfFirst(pieces, fragments, element.basicOffsetTable ?? [], layout.frames)),
  );
}

function plainLength({ width, height, samples, bitsAllocated, photometric }: FrameLayout): number {
  if (bitsAllocated === 1) return Math.ceil((width * height) / 8);
  if (photometric === 'YBR_FULL_422') return Math.ceil(width / 2) * 4 * height * (bitsAllocated / 8);
  return width * height * samples * (bitsAllocated / 8);
}

/** Several frames share the fragments: the offset table says where the second begins, or its first bytes do. */
function fragmentsOfFirst(pieces: Buffer[], fragments: { offset: number }[], table: number[], frames: number): number {
  if (frames === 1) return pieces.length;
  const second = table[1];
  if (second !== undefined && second > 0) {
    const at = fragments.findIndex(({ offset }) => offset >= second);
    if (at > 0) return at;
  }
  if (pieces.length === frames) return 1;
  const starts = pieces[0]!.subarray(0, 2);
  const next = pieces.findIndex((piece, index) => index > 0 && piece.subarray(0, 2).equals(starts));
  return next > 0 ? next : pieces.length;
}

/** Whether compressed pixels lack their closing mark, so that what can't be decoded was cut off. */
export function endsEarly({ dataSet }: Dicom): boolean {
  const element = dataSet.elements.x7fe00010;
  if (!element?.encapsulatedPixelData) return false;
  const end = element.dataOffset + element.length;
  const closing = Buffer.from(dataSet.byteArray.subarray(Math.max(0, end - 8), end + 8));
  return !closing.includes(Buffer.from([0xfe, 0xff, 0xdd, 0xe0]));
}
