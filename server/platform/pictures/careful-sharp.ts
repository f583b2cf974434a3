import sharp, { type Sharp } from 'sharp';
import { PictureRefusal } from './picture-refusal.ts';

// Of libvips' many readers, only those of the formats that were recognised by content.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'] });
sharp.cache(false);
sharp.concurrency(1);

/** Opens a JPEG, PNG or WebP with its orientation applied. Truncation and serious errors end in an exception, warnings don't. */
export function openPicture(bytes: Buffer, maxPixels: number): Sharp {
  return sharp(bytes, { failOn: 'error', limitInputPixels: maxPixels, autoOrient: true });
}

/** Width and height before decoding, refused beyond `maxPixels`. */
export async function measured(bytes: Buffer, maxPixels: number) {
  const facts = await sharp(bytes, { failOn: 'none', limitInputPixels: false }).metadata();
  if (facts.width * facts.height > maxPixels) throw new PictureRefusal('too_many_pixels');
  return facts;
}

/** The picture in a list: 320×240, cut to fill. */
export async function writeThumbnail(picture: Sharp, file: string): Promise<void> {
  await picture.resize(320, 240, { fit: 'cover' }).webp({ quality: 78 }).toFile(file);
}
