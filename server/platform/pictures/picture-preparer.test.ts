import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import type { PixelsHeader } from '#contract/pixels.ts';
import { startPicturePreparer } from './picture-preparer.ts';
import { makeXRay } from './testing/make-dicom.ts';

const folder = mkdtempSync(join(tmpdir(), 'midline-pictures-'));
const preparer = startPicturePreparer();
afterAll(() => {
  preparer.close();
  rmSync(folder, { recursive: true });
});

let files = 0;
function file(bytes: Buffer): string {
  files += 1;
  const path = join(folder, String(files));
  writeFileSync(path, bytes);
  return path;
}

const ramp = Array.from({ length: 64 * 48 }, (_, place) => (place % 64) * 65);

describe('limits', () => {
  test('a file that takes too long gets a reason, and the next one is read', async () => {
    const hurried = startPicturePreparer({ timeLimitMs: 300 });
    const slow = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const path = file(slow);
    expect(await hurried.preparePhoto(path, join(folder, 'slow'))).toEqual({ ok: false, reason: 'too_heavy' });
    hurried.close();
    expect(await preparer.preparePhoto(file(await small()), join(folder, 'next'))).toMatchObject({ ok: true });
  });

  test('a file that takes too much memory gets a reason', async () => {
    const poor = startPicturePreparer({ memoryLimitMb: 150 });
    const side = 6900;
    const large = makeXRay(
      side,
      side,
      Array.from({ length: side * side }, () => 7),
    );
    expect(await poor.prepareXRay(file(large), join(folder, 'large'))).toEqual({ ok: false, reason: 'too_heavy' });
    poor.close();
  });

  test('a file too large to be a picture is not even read', async () => {
    const path = file(await small());
    truncateSync(path, 600 * 1_048_576);
    expect(await preparer.preparePhoto(path, join(folder, 'huge'))).toEqual({ ok: false, reason: 'too_heavy' });
    rmSync(path);
  });

  test('a file that isn’t there is an error, no verdict', async () => {
    await expect(preparer.preparePhoto(join(folder, 'missing'), join(folder, 'none'))).rejects.toThrow('ENOENT');
  });
});

function small(): Promise<Buffer> {
  return sharp({ create: { width: 40, height: 30, channels: 3, background: 'teal' } })
    .jpeg()
    .toBuffer();
}

test('an X-ray becomes a picture, a thumbnail and pixels, none of which names the patient', async () => {
  const source = makeXRay(64, 48, ramp, [
    [0x00100010, 'PN', 'Roe^Jane'],
    [0x00100020, 'LO', 'PID-4711'],
    [0x00280030, 'DS', '0.2\\0.1'],
  ]);
  const out = join(folder, 'x-ray');
  const prepared = await preparer.prepareXRay(file(source), out);
  expect(prepared).toMatchObject({ ok: true, format: 'dicom', width: 64, height: 48, spacing: { x: 0.1, y: 0.2 } });
  expect(readdirSync(out).sort()).toEqual(['picture.jpg', 'pixels.mpx.gz', 'thumbnail.webp']);
  const contents = readdirSync(out).map((name) => {
    const bytes = readFileSync(join(out, name));
    return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1');
  });
  for (const content of contents) expect(content).not.toMatch(/Roe|4711/);
  // Pixels twice as high as wide are shown square.
  expect(await sharp(join(out, 'picture.jpg')).metadata()).toMatchObject({ width: 64, height: 96, format: 'jpeg' });
});

test('the pixels’ file holds each sample, as its description says', async () => {
  const out = join(folder, 'pixels');
  await preparer.prepareXRay(file(makeXRay(64, 48, ramp)), out);
  const bytes = gunzipSync(readFileSync(join(out, 'pixels.mpx.gz')));
  expect(bytes.toString('latin1', 0, 4)).toBe('MPX1');
  const start = 8 + bytes.readUInt32LE(4);
  const header = JSON.parse(bytes.toString('utf8', 8, start)) as PixelsHeader;
  expect(header).toMatchObject({ kind: 'grey16', width: 64, height: 48, slope: 1, intercept: 0, min: 0, max: 4095 });
  const count = 64 * 48;
  const samples: number[] = [];
  for (let place = 0; place < count; place += 1) {
    const stored = bytes[start + place]! + 256 * bytes[start + count + place]!;
    samples.push(place % 64 === 0 ? stored : (samples[place - 1]! + stored) % 65_536);
  }
  expect(samples).toEqual(ramp);
});

test('a low value is dark in the picture, and bright where the file says MONOCHROME1', async () => {
  for (const [photometric, left] of [
    ['MONOCHROME2', 'dark'],
    ['MONOCHROME1', 'bright'],
  ] as const) {
    const out = join(folder, photometric);
    await preparer.prepareXRay(file(makeXRay(64, 48, ramp, [[0x00280004, 'CS', photometric]])), out);
    const pixels = await sharp(join(out, 'picture.jpg')).toColourspace('b-w').raw().toBuffer();
    expect(pixels[64 * 20 + 2]! > 128 ? 'bright' : 'dark').toBe(left);
    expect(Math.abs(pixels[64 * 20 + 2]! - pixels[64 * 20 + 61]!)).toBeGreaterThan(200);
  }
});

test('an X-ray that is a JPEG is treated as a photo', async () => {
  const prepared = await preparer.prepareXRay(file(await small()), join(folder, 'jpeg'));
  expect(prepared).toMatchObject({ ok: true, format: 'jpeg', width: 40, height: 30, picture: 'picture.jpg' });
});
