import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { measured, openPicture, writeThumbnail } from './careful-sharp.ts';
import { breaksOff, type PhotoFormat, photoFormat } from './picture-format.ts';
import { PictureRefusal } from './picture-refusal.ts';
import { stripPng, stripWebp } from './strip-chunks.ts';
import { stripJpeg } from './strip-jpeg.ts';

/** What a photo became. File names are relative to the output folder. */
export interface PreparedPhoto {
  format: PhotoFormat;
  /** Pixels, as seen: orientation applied. */
  width: number;
  height: number;
  /** JPEG in sRGB, at most 3000 pixels on its longer side, no metadata. */
  picture: string;
  /** WebP, 320×240. */
  thumbnail: string;
  /** The original at full resolution without EXIF, XMP, IPTC and position; same format. */
  original: string;
  originalType: `image/${PhotoFormat}`;
  /** Whether the original's pixels had to be coded again, because it was turned only by its EXIF. */
  recoded: boolean;
}

const displaySide = 3000;

/** Reads a JPEG, PNG or WebP and writes what is delivered of it. Throws a `PictureRefusal`. */
export async function preparePhoto(input: string, outDir: string, maxPixels: number): Promise<PreparedPhoto> {
  return photoFromBytes(await readFile(input), outDir, maxPixels);
}

export async function photoFromBytes(bytes: Buffer, outDir: string, maxPixels: number): Promise<PreparedPhoto> {
  const format = photoFormat(bytes);
  if (!format) throw new PictureRefusal('not_a_picture');
  try {
    const facts = await measured(bytes, maxPixels);
    await mkdir(outDir, { recursive: true });
    const turned = (facts.orientation ?? 1) !== 1;
    const [picture, thumbnail, original] = ['picture.jpg', 'thumbnail.webp', `original.${extension[format]}`];
    const shown = await openPicture(bytes, maxPixels)
      .flatten({ background: '#ffffff' })
      .resize(displaySide, displaySide, { fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 85 })
      .toBuffer();
    await writeFile(join(outDir, picture), shown);
    await writeThumbnail(openPicture(shown, maxPixels), join(outDir, thumbnail));
    const stripped = turned ? null : strip[format](bytes);
    await writeFile(join(outDir, original), stripped ?? (await recode(bytes, format, maxPixels)));
    const { width, height } = facts.autoOrient;
    const originalType = `image/${format}` as const;
    return { format, width, height, picture, thumbnail, original, originalType, recoded: !stripped };
  } catch (error) {
    if (error instanceof PictureRefusal) throw error;
    throw new PictureRefusal(breaksOff(bytes, format) ? 'truncated' : 'unreadable');
  }
}

const extension = { jpeg: 'jpg', png: 'png', webp: 'webp' } as const;
const strip = { jpeg: stripJpeg, png: stripPng, webp: stripWebp };

function recode(bytes: Buffer, format: PhotoFormat, maxPixels: number): Promise<Buffer> {
  const picture = openPicture(bytes, maxPixels).keepIccProfile();
  if (format === 'png') return picture.png().toBuffer();
  if (format === 'webp') return picture.webp({ quality: 95 }).toBuffer();
  return picture.jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer();
}
