import type { DataSet } from 'dicom-parser';
import type { Frame } from './decode-frame.ts';
import type { FrameLayout } from './frame.ts';
import { lookUp, sequenceTables } from './lookup-table.ts';

/** A grey frame: what a pixel means is `stored × slope + intercept`. */
export interface GreyImage {
  stored: Uint16Array;
  slope: number;
  intercept: number;
  /** Stored value that marks pixels outside the picture; not counted when brightness is measured. */
  padding: number | null;
}

/** Applies what the file says about its samples: their bits and sign, the modality's table, or its slope and intercept. */
export function greyImage(dataSet: DataSet, layout: FrameLayout, { words }: Frame): GreyImage {
  const read = reader(layout);
  const table = sequenceTables(dataSet, 'x00283000', layout.signed)[0];
  if (table) {
    const stored = new Uint16Array(words.length);
    for (let at = 0; at < words.length; at += 1) stored[at] = lookUp(table, read(words[at]!));
    return { stored, slope: 1, intercept: 0, padding: null };
  }
  const slope = number(dataSet.floatString('x00281053'), 1) || 1;
  const intercept = number(dataSet.floatString('x00281052'), 0);
  const padding = layout.signed ? dataSet.int16('x00280120') : dataSet.uint16('x00280120');
  let [min, max] = [Infinity, -Infinity];
  for (let at = 0; at < words.length; at += 1) {
    const value = read(words[at]!);
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const from = min >= 0 && max <= 65_535 ? 0 : min;
  const step = Math.max(1, Math.ceil((max - from) / 65_535));
  const stored = new Uint16Array(words.length);
  for (let at = 0; at < words.length; at += 1) stored[at] = (read(words[at]!) - from) / step;
  const hidden = padding === undefined || padding < min || padding > max ? null : Math.trunc((padding - from) / step);
  return { stored, slope: slope * step, intercept: intercept + slope * from, padding: hidden };
}

/** Takes the stored bits out of an allocated word; overlays of old devices live in the others. */
function reader({ bitsStored, highBit, signed }: FrameLayout): (word: number) => number {
  const shift = highBit + 1 - bitsStored;
  const [left, right] = [31 - highBit, 32 - bitsStored];
  if (signed) return (word) => (word << left) >> right;
  if (bitsStored === 32) return (word) => word;
  const mask = 2 ** bitsStored - 1;
  return (word) => (word >>> shift) & mask;
}

function number(value: number | undefined, otherwise: number): number {
  return value !== undefined && Number.isFinite(value) ? value : otherwise;
}
