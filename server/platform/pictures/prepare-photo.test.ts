import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { photoFromBytes } from './prepare-photo.ts';

const folder = mkdtempSync(join(tmpdir(), 'midline-photo-'));
afterAll(() => rmSync(folder, { recursive: true }));

const most = 5_000_000;
const prepare = (bytes: Buffer) => photoFromBytes(bytes, folder, most);
const written = (name: string) => readFileSync(join(folder, name));

/** A photo with a face of noise, so that nothing compresses away. */
function photo(width = 640, height = 480): Sharp {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  return sharp({ create: { width, height, channels: 3, background: '#888', noise } });
}

const position = {
  IFD0: { Copyright: 'Dr Roe', Make: 'PhoneMaker', DateTime: '2026:01:02 03:04:05' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '0/1 7/1 0/1' },
};
const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret>Jane Roe</secret></x:xmpmeta>';

describe('a file is refused', () => {
  test.each([
    ['GIF', async () => photo(20, 20).gif().toBuffer()],
    ['TIFF', async () => photo(20, 20).tiff().toBuffer()],
    ['SVG', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['nothing', async () => Buffer.alloc(0)],
  ])('as no picture: %s', async (_name, make) => {
    await expect(prepare(await make())).rejects.toMatchObject({ reason: 'not_a_picture' });
  });

  test.each(['jpeg', 'png', 'webp'] as const)('as truncated: half a %s', async (format) => {
    const whole = await photo()[format]().toBuffer();
    await expect(prepare(whole.subarray(0, whole.length / 2))).rejects.toMatchObject({ reason: 'truncated' });
  });

  test('as unreadable: a PNG of the right shape and wrong content', async () => {
    const broken = await photo().png().toBuffer();
    broken.fill(0x55, 60, broken.length - 40);
    await expect(prepare(broken)).rejects.toMatchObject({ reason: 'unreadable' });
  });

  test('as too large, before it is decoded', async () => {
    const large = await photo(2500, 2100).jpeg({ quality: 10 }).toBuffer();
    await expect(prepare(large)).rejects.toMatchObject({ reason: 'too_many_pixels' });
    const bomb = await photo(10, 10).png().toBuffer();
    bomb.writeUInt32BE(100_000, 16);
    bomb.writeUInt32BE(100_000, 20);
    await expect(prepare(bomb)).rejects.toMatchObject({ reason: expect.stringMatching(/too_many_pixels|unreadable/) });
  });
});

describe.each(['jpeg', 'png', 'webp'] as const)('what is delivered of a %s', (format) => {
  const withSecrets = () => photo().withExif(position).withXmp(xmp)[format]().toBuffer();

  test('says nothing of place, time, camera or person', async () => {
    const source = await withSecrets();
    const before = await sharp(source).metadata();
    expect(before.exif?.includes('PhoneMaker') && before.exif.includes('Dr Roe')).toBe(true);
    expect(before.xmp?.includes('Jane Roe')).toBe(true);
    const prepared = await prepare(source);
    for (const name of readdirSync(folder)) {
      const bytes = written(name);
      const { exif, xmp: packet, iptc } = await sharp(bytes).metadata();
      expect([exif, packet, iptc], name).toEqual([undefined, undefined, undefined]);
      // Long enough not to occur by chance among the compressed pixels.
      expect(/PhoneMaker|Jane Roe|Dr Roe|GPSL|2026:01:/.test(bytes.toString('latin1')), name).toBe(false);
    }
    expect(prepared).toMatchObject({ format, width: 640, height: 480, recoded: false });
    rmSync(join(folder, prepared.original));
  });

  test('is its original, pixel for pixel', async () => {
    const source = await withSecrets();
    const { original } = await prepare(source);
    const [before, after] = await Promise.all(
      [source, written(original)].map((bytes) => sharp(bytes).raw().toBuffer()),
    );
    expect(after!.equals(before!)).toBe(true);
    rmSync(join(folder, original));
  });

  test('keeps its colour profile', async () => {
    const { original } = await prepare(await photo().withIccProfile('p3').withExif(position)[format]().toBuffer());
    expect((await sharp(written(original)).metadata()).icc).toBeDefined();
    rmSync(join(folder, original));
  });

  test('stands upright where only the EXIF said so', async () => {
    const corner = {
      input: await sharp({ create: { width: 80, height: 60, channels: 3, background: 'red' } })
        .png()
        .toBuffer(),
    };
    const plain = sharp({ create: { width: 640, height: 480, channels: 3, background: 'blue' } });
    const flat = await plain
      .composite([{ ...corner, left: 0, top: 0 }])
      .png()
      .toBuffer();
    const turned = await sharp(flat).withMetadata({ orientation: 6 })[format]().toBuffer();
    const prepared = await prepare(turned);
    expect(prepared).toMatchObject({ width: 480, height: 640, recoded: true });
    for (const name of [prepared.picture, prepared.original]) {
      const { data, info } = await sharp(written(name)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
      expect([info.width, info.height]).toEqual([480, 640]);
      const topRight = data.subarray((10 * 480 + 470) * 3, (10 * 480 + 470) * 3 + 3);
      expect(topRight[0]! > 200 && topRight[2]! < 60, name).toBe(true);
    }
    rmSync(join(folder, prepared.original));
  });
});

test('what cameras hang behind a JPEG’s end is cut off: previews, depth, positions', async () => {
  const source = Buffer.concat([await photo().jpeg().toBuffer(), Buffer.from('SEFH trailer of Dr Roe')]);
  const { original } = await prepare(source);
  expect(written(original).includes('Dr Roe')).toBe(false);
  expect(written(original).subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]));
});

test('progressive JPEGs with restarts and a comment lose the comment alone', async () => {
  const source = await photo().jpeg({ progressive: true }).toBuffer();
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 10]), Buffer.from('Jane Roe')]);
  const { original } = await prepare(Buffer.concat([source.subarray(0, 2), comment, source.subarray(2)]));
  expect(written(original).equals(source)).toBe(true);
});

test('a large photo is shown with at most 3000 pixels a side and listed at 320 × 240', async () => {
  const { picture, thumbnail } = await photoFromBytes(await photo(4200, 1000).jpeg().toBuffer(), folder, 1e8);
  expect(await sharp(written(picture)).metadata()).toMatchObject({ format: 'jpeg', width: 3000, height: 714 });
  expect(await sharp(written(thumbnail)).metadata()).toMatchObject({ format: 'webp', width: 320, height: 240 });
});
