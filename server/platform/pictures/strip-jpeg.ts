const adobe = Buffer.from('Adobe');
const iccProfile = Buffer.from('ICC_PROFILE\0');
const jfif = Buffer.from('JFIF\0');

/**
 * A JPEG without anything but its picture: coded data, tables and colour profile stay byte for byte; EXIF, XMP, IPTC, comments,
 * embedded previews and whatever follows the end go. Null where its structure can't be followed.
 */
export function stripJpeg(bytes: Buffer): Buffer | null {
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let position = 2;
  for (;;) {
    while (bytes[position] === 0xff && bytes[position + 1] === 0xff) position += 1;
    if (position + 4 > bytes.length && bytes[position + 1] !== 0xd9) return null;
    if (bytes[position] !== 0xff) return null;
    const marker = bytes[position + 1]!;
    if (marker === 0xd9) {
      kept.push(bytes.subarray(position, position + 2));
      return Buffer.concat(kept);
    }
    const end = position + 2 + bytes.readUInt16BE(position + 2);
    if (end > bytes.length) return null;
    const segment = bytes.subarray(position, end);
    position = end;
    if (belongsToPicture(marker, segment)) kept.push(marker === 0xe0 ? withoutPreview(segment) : segment);
    if (marker === 0xda) {
      const scanEnd = endOfScan(bytes, position);
      if (scanEnd === -1) return null;
      kept.push(bytes.subarray(position, scanEnd));
      position = scanEnd;
    }
  }
}

function belongsToPicture(marker: number, segment: Buffer): boolean {
  const says = (text: Buffer) => segment.subarray(4, 4 + text.length).equals(text);
  if (marker === 0xe0) return says(jfif) && segment.length >= 18;
  if (marker === 0xe2) return says(iccProfile);
  if (marker === 0xee) return says(adobe);
  return marker >= 0xc0 && marker < 0xe0;
}

function withoutPreview(segment: Buffer): Buffer {
  const short = Buffer.from(segment.subarray(0, 18));
  short.writeUInt16BE(16, 2);
  short[16] = 0;
  short[17] = 0;
  return short;
}

/** Coded data ends at the first marker that is neither a stuffed 0xff nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]!;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return -1;
}
