import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import type { Sharp } from 'sharp';

export const widest = 800;
export const highest = 320;
/** A picture of more pixels is refused before it is unpacked. */
const mostPixels = 25_000_000;
const kinds = ['image/png', 'image/jpeg', 'image/webp'];

export type Logo = { png: Buffer; version: string };

/**
 * Decodes an uploaded picture and writes it anew as PNG, without anything that isn't picture; undefined where it can't be read. What it
 * is, its first bytes say, not its name: nothing else reaches a decoder.
 */
export async function readPicture(bytes: Buffer): Promise<Logo | undefined> {
  const kind = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (!kind || !kinds.includes(kind.mime)) return undefined;
  const sharp = await decoder();
  try {
    const png = await sharp(bytes)
      .timeout({ seconds: 10 })
      .autoOrient()
      .resize({ width: widest, height: highest, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .png({ compressionLevel: 9 })
      .toBuffer();
    return { png, version: createHash('sha256').update(png).digest('hex').slice(0, 16) };
  } catch {
    return undefined;
  }
}

/** Loaded at first need: most processes never see a logo come in. */
async function decoder(): Promise<(bytes: Buffer) => Sharp> {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: ['VipsForeignLoadPng', 'VipsForeignLoadJpeg', 'VipsForeignLoadWebp'] });
  return (bytes) => sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 });
}
