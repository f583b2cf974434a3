import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { PixelsHeader } from '#contract/pixels.ts';
import { writePixels } from '#platform/pictures/pixels-file.ts';
import { readPixels } from './read-pixels.ts';

const about = { slope: 1, intercept: 0, min: 0, max: 65_535, inverted: false, windows: [], spacing: null };
const more = { aspect: 1, reduced: 1, frames: 1 };

async function written(kind: PixelsHeader['kind'], samples: Uint16Array | Uint8Array): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'midline-pixels-'));
  await writePixels(join(folder, 'pixels'), { kind, width: 3, height: 2, ...about, ...more }, samples);
  const bytes = gunzipSync(await readFile(join(folder, 'pixels')));
  await rm(folder, { recursive: true });
  return bytes;
}

test('the browser reads what the server wrote, the darkest beside the brightest', async () => {
  const grey = Uint16Array.from([0, 65_535, 0, 32_768, 255, 256]);
  expect(readPixels(await written('grey16', grey)).samples).toEqual(grey);
  const colour = Uint8Array.from({ length: 18 }, (_, place) => place * 14);
  expect(readPixels(await written('rgb8', colour))).toMatchObject({ header: { width: 3, height: 2 }, samples: colour });
});

test('something else, or a part, is an error and no black picture', async () => {
  const whole = await written('grey16', new Uint16Array(6));
  expect(() => readPixels(whole.subarray(0, whole.length - 1))).toThrow();
  expect(() => readPixels(new TextEncoder().encode('<!doctype html><title>Sign in'))).toThrow();
  expect(() => readPixels(new Uint8Array())).toThrow();
});
