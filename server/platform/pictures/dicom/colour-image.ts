import type { DataSet } from 'dicom-parser';
import { PictureRefusal } from '../picture-refusal.ts';
import type { Frame } from './decode-frame.ts';
import type { FrameLayout } from './frame.ts';
import { type LookupTable, lookUp, readTable } from './lookup-table.ts';

/** A colour frame as RGB, 8 bits each. */
export function colourImage(dataSet: DataSet, layout: FrameLayout, frame: Frame): Uint8Array {
  if (layout.photometric === 'PALETTE COLOR') return fromPalette(dataSet, layout, frame);
  const shift = layout.bitsStored > 8 ? layout.bitsStored - 8 : 0;
  const rgb = frame.words instanceof Uint8Array ? frame.words : Uint8Array.from(frame.words, (word) => word >> shift);
  if (frame.ybr) turnIntoRgb(rgb);
  return rgb;
}

function turnIntoRgb(samples: Uint8Array): void {
  const clamped = new Uint8ClampedArray(samples.buffer, samples.byteOffset, samples.length);
  for (let at = 0; at + 2 < samples.length; at += 3) {
    const [y, cb, cr] = [samples[at]!, samples[at + 1]! - 128, samples[at + 2]! - 128];
    clamped[at] = y + 1.402 * cr;
    clamped[at + 1] = y - 0.344136 * cb - 0.714136 * cr;
    clamped[at + 2] = y + 1.772 * cb;
  }
}

function fromPalette(dataSet: DataSet, layout: FrameLayout, { words }: Frame): Uint8Array {
  const tables = ['1', '2', '3'].map((colour) =>
    readTable(dataSet, `x0028110${colour}`, `x0028120${colour}`, layout.signed),
  );
  if (layout.samples !== 1 || tables.some((table) => table === null)) throw new PictureRefusal('unreadable');
  const rgb = new Uint8Array(words.length * 3);
  (tables as LookupTable[]).forEach((table, colour) => {
    // Some writers announce 16 bits and store 8.
    const shift = table.entries.some((entry) => entry > 255) ? 8 : 0;
    for (let pixel = 0; pixel < words.length; pixel += 1)
      rgb[pixel * 3 + colour] = lookUp(table, words[pixel]!) >> shift;
  });
  return rgb;
}
