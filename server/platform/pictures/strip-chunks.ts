const pngPicture = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD pHYs hIST sPLT'.split(' '),
);
const webpPicture = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ICCP', 'ANIM', 'ANMF']);

/** A PNG with the chunks that make its picture, and no others. Null where its structure can't be followed. */
export function stripPng(bytes: Buffer): Buffer | null {
  const kept: Buffer[] = [bytes.subarray(0, 8)];
  for (let position = 8; position + 12 <= bytes.length; ) {
    const end = position + 12 + bytes.readUInt32BE(position);
    if (end > bytes.length) return null;
    const name = bytes.toString('latin1', position + 4, position + 8);
    if (pngPicture.has(name)) kept.push(bytes.subarray(position, end));
    if (name === 'IEND') return Buffer.concat(kept);
    position = end;
  }
  return null;
}

/** A WebP without EXIF, XMP and unknown chunks. Null where its structure can't be followed. */
export function stripWebp(bytes: Buffer): Buffer | null {
  const kept: Buffer[] = [];
  const fileEnd = bytes.readUInt32LE(4) + 8;
  if (fileEnd > bytes.length) return null;
  for (let position = 12; position + 8 <= fileEnd; ) {
    const length = bytes.readUInt32LE(position + 4);
    const end = position + 8 + length + (length % 2);
    if (end > bytes.length) return null;
    const name = bytes.toString('latin1', position, position + 4);
    const chunk = Buffer.from(bytes.subarray(position, end));
    // The header's bits 0x08 and 0x04 announce EXIF and XMP.
    if (name === 'VP8X' && length > 0) chunk[8]! &= ~0x0c;
    if (webpPicture.has(name)) kept.push(chunk);
    position = end;
  }
  const body = Buffer.concat(kept);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
}
