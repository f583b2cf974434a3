import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { readSample, samplesAreThere } from '#testing/sample-data.ts';
import { startPicturePreparer } from './picture-preparer.ts';
import { pictureReasons } from './picture-refusal.ts';
import { makeXRay } from './testing/make-dicom.ts';

const runs = Number(process.env.FUZZ_RUNS ?? 400);
const folder = mkdtempSync(join(tmpdir(), 'midline-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The same numbers in every run, so that what fails can be repeated. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

async function seeds(): Promise<Buffer[]> {
  const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const;
  const picture = sharp({ create: { width: 90, height: 70, channels: 3, background: '#888', noise } }).withExif({
    IFD0: { Make: 'X' },
  });
  const made = [
    await picture.clone().jpeg().toBuffer(),
    await picture.clone().jpeg({ progressive: true }).toBuffer(),
    await picture.clone().png().toBuffer(),
    await picture.clone().webp().toBuffer(),
    makeXRay(
      16,
      16,
      Array.from({ length: 256 }, (_, place) => place * 16),
    ),
  ];
  if (!samplesAreThere) return made;
  const names = [
    'MR_small_jp2klossless',
    'MR_small_jpeg_ls_lossless',
    'MR_small_implicit',
    'MR_small_bigendian',
    'SC_rgb_rle',
  ];
  const more = [...names, 'SC_rgb_jpeg_dcmtk', 'image_dfl'].map((name) => readSample(`dicom/pydicom/${name}.dcm`));
  return [...made, ...more, readSample('dicom/dicomdir/77654033/CR1/6154')];
}

/** One to eight damages: bytes changed, lengths made huge, stretches cut out, doubled, or the end cut off. */
function damaged(whole: Buffer, random: (below: number) => number): Buffer {
  let bytes = Buffer.from(whole);
  for (let times = 1 + random(8); times > 0 && bytes.length > 8; times -= 1) {
    const at = random(bytes.length - 4);
    const kind = random(6);
    if (kind <= 1) bytes[at] = random(256);
    if (kind === 2) bytes.writeUInt32LE([0xffffffff, 0x7fffffff, 0, 0x80000000, 65_535][random(5)]!, at);
    if (kind === 3) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + random(64))]);
    if (kind === 4) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - 40))]);
    if (kind === 5 && random(4) === 0) bytes = bytes.subarray(0, at);
  }
  return bytes;
}

test(`${runs} damaged photos and X-rays are each prepared or refused with a reason, in bounded time and memory`, async () => {
  const preparer = startPicturePreparer({ timeLimitMs: 10_000, memoryLimitMb: 512 });
  const random = numbers(20_260);
  const from = await seeds();
  const ends = new Map<string, number>();
  const path = join(folder, 'damaged');
  for (let run = 0; run < runs; run += 1) {
    const bytes = damaged(from[run % from.length]!, random);
    writeFileSync(path, bytes);
    const prepared = await preparer.prepareXRay(path, join(folder, 'out'));
    const end = prepared.ok ? 'prepared' : prepared.reason;
    ends.set(end, (ends.get(end) ?? 0) + 1);
    if (end === 'too_heavy') writeFileSync(join(tmpdir(), `midline-heavy-picture-${run}`), bytes);
    expect(['prepared', ...pictureReasons]).toContain(end);
  }
  preparer.close();
  console.info([...ends].map(([end, count]) => `${end} ${count}`).join(', '));
  expect(ends.get('prepared')).toBeGreaterThan(0);
  // A file of a few kilobytes has no right to ten seconds or half a gigabyte.
  expect(ends.get('too_heavy') ?? 0).toBeLessThanOrEqual(runs / 200);
}, 36_000_000);
