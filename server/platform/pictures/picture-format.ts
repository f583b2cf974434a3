export type PhotoFormat = 'jpeg' | 'png' | 'webp';

/** Tells the photo formats by their first bytes; names and types that somebody claims count for nothing. */
export function photoFormat(bytes: Uint8Array): PhotoFormat | null {
  const text = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'webp';
  return null;
}

/** Whether a file of that format breaks off before its structure says it ends. */
export function breaksOff(bytes: Buffer, format: PhotoFormat): boolean {
  if (format === 'webp') return bytes.length < 12 || bytes.readUInt32LE(4) + 8 > bytes.length;
  if (format === 'png') return bytes.lastIndexOf('IEND', undefined, 'latin1') === -1;
  return bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) < bytes.length / 2;
}
