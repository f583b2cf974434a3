import { PictureRefusal } from '../picture-refusal.ts';

/** Decodes an RLE frame (DICOM PS3.5, annex G) into `segments` planes of bytes: for each sample its highest byte first. */
export function decodeRle(bytes: Buffer, segments: number, pixels: number): Uint8Array[] {
  if (bytes.length < 64) throw new PictureRefusal('truncated');
  if (bytes.readUInt32LE(0) !== segments) throw new PictureRefusal('unreadable');
  const offsets = Array.from({ length: segments }, (_, index) => bytes.readUInt32LE(4 + 4 * index));
  return offsets.map((offset, index) =>
    decodeSegment(bytes.subarray(offset, offsets[index + 1] ?? bytes.length), pixels),
  );
}

function decodeSegment(bytes: Buffer, pixels: number): Uint8Array {
  const plane = new Uint8Array(pixels);
  let written = 0;
  for (let at = 0; at + 1 < bytes.length && written < pixels; ) {
    const count = bytes.readInt8(at);
    if (count >= 0) {
      const literal = bytes.subarray(at + 1, at + 2 + count).subarray(0, pixels - written);
      plane.set(literal, written);
      written += literal.length;
      at += count + 2;
    } else if (count === -128) {
      at += 1;
    } else {
      plane.fill(bytes[at + 1]!, written, written + 1 - count);
      written += 1 - count;
      at += 2;
    }
  }
  if (written < pixels) throw new PictureRefusal('truncated');
  return plane;
}
