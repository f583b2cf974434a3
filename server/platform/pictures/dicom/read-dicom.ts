import { inflateRawSync } from 'node:zlib';
import dicomParser, { type DataSet } from 'dicom-parser';
import { PictureRefusal } from '../picture-refusal.ts';

export const implicitLittleEndian = '1.2.840.10008.1.2';
export const explicitLittleEndian = '1.2.840.10008.1.2.1';
export const explicitBigEndian = '1.2.840.10008.1.2.2';

export interface Dicom {
  dataSet: DataSet;
  transferSyntax: string;
}

const largestInflated = 400_000_000;

/** Whether bytes are DICOM: the mark after the preamble, or a first element as files without a preamble begin. */
export function looksLikeDicom(bytes: Buffer): boolean {
  return hasPreamble(bytes) || guessedSyntax(bytes) !== null;
}

/** Reads the elements of a DICOM file up to where it ends or breaks off. Throws a `PictureRefusal`. */
export function readDicom(bytes: Buffer): Dicom {
  const guess = hasPreamble(bytes) ? null : guessedSyntax(bytes);
  if (!hasPreamble(bytes) && !guess) throw new PictureRefusal('not_a_picture');
  const dataSet = parse(bytes, guess);
  return { dataSet, transferSyntax: (guess ?? dataSet.string('x00020010') ?? '').replace(/[^0-9.]/g, '') };
}

function parse(bytes: Buffer, guess: string | null): DataSet {
  try {
    return dicomParser.parseDicom(bytes, { inflater, ...(guess ? { TransferSyntaxUID: guess } : {}) });
  } catch (error) {
    if (error instanceof PictureRefusal) throw error;
    const { dataSet, exception } = error as { dataSet?: DataSet; exception?: unknown };
    const brokeOff = /overrun|past end|buffer overread/.test(String(exception ?? error));
    // What was read before the break may hold all that is needed; whether the pixels are whole is asked for later.
    if (dataSet?.elements.x7fe00010) return withMeta(dataSet, bytes);
    throw new PictureRefusal(brokeOff ? 'truncated' : 'unreadable');
  }
}

/** An interrupted reading comes without its meta header; it is read again. */
function withMeta(dataSet: DataSet, bytes: Buffer): DataSet {
  if (hasPreamble(bytes)) Object.assign(dataSet.elements, metaElements(bytes));
  return dataSet;
}

function metaElements(bytes: Buffer): DataSet['elements'] {
  const meta = dicomParser.readPart10Header(bytes);
  const inflated = meta.string('x00020010') === '1.2.840.10008.1.2.1.99';
  // In an inflated data set the offsets stay the same: the header precedes it unchanged.
  return inflated || meta.elements.x00020010 ? meta.elements : {};
}

function inflater(bytes: Uint8Array, position: number): Uint8Array {
  try {
    const inflated = inflateRawSync(bytes.subarray(position), { maxOutputLength: largestInflated });
    return Buffer.concat([bytes.subarray(0, position), inflated]);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new PictureRefusal('too_many_pixels');
    throw new PictureRefusal(code === 'Z_BUF_ERROR' ? 'truncated' : 'unreadable');
  }
}

function hasPreamble(bytes: Buffer): boolean {
  return bytes.toString('latin1', 128, 132) === 'DICM';
}

/** Files of old devices begin with their first element, of group 0008, without saying how they are written. */
function guessedSyntax(bytes: Buffer): string | null {
  if (bytes.length < 16 || bytes.readUInt16LE(0) !== 0x0008 || bytes.readUInt16LE(2) > 0x0070) return null;
  if (/^(UL|UI|CS|DA|TM|LO|SH|SQ|PN)$/.test(bytes.toString('latin1', 4, 6))) return explicitLittleEndian;
  return bytes.readUInt32LE(4) <= 256 ? implicitLittleEndian : null;
}
