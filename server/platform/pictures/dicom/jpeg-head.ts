/** Size and precision that a JPEG, lossless JPEG or JPEG-LS says of itself in its frame header; null where it has none. */
export function jpegHead(bytes: Buffer): { width: number; height: number; bits: number; components: number } | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null;
  for (let at = 2; at + 10 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) || marker === 0xf7;
    if (isFrame) {
      const [bits, components] = [bytes[at + 4]!, bytes[at + 9]!];
      return { bits, height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7), components };
    }
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

/** The same of a JPEG 2000 codestream, alone or in its file format. */
export function jpeg2000Head(bytes: Buffer): { width: number; height: number; components: number } | null {
  const at = bytes.indexOf(Buffer.from([0xff, 0x4f, 0xff, 0x51]));
  if (at === -1 || at + 42 > bytes.length) return null;
  return {
    width: bytes.readUInt32BE(at + 8) - bytes.readUInt32BE(at + 16),
    height: bytes.readUInt32BE(at + 12) - bytes.readUInt32BE(at + 20),
    components: bytes.readUInt16BE(at + 40),
  };
}
