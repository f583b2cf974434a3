import type { DataSet } from 'dicom-parser';
import type { PixelsWindow as Window } from '#contract/pixels.ts';
import { type LookupTable, sequenceTables } from './lookup-table.ts';
import { textOf } from './text.ts';

const mostWindows = 12;

/** The windows that a file proposes: centre and width, several and named, or lookup tables. */
export function fileWindows(dataSet: DataSet, signed: boolean): Window[] {
  const shape = dataSet.string('x00281056')?.trim() ?? 'LINEAR';
  const names = textOf(dataSet, 'x00281055').split('\\');
  const count = Math.min(mostWindows, dataSet.numStringValues('x00281050') ?? 0);
  const straight = Array.from({ length: count }, (_, index) => {
    const [centre, width] = [dataSet.floatString('x00281050', index), dataSet.floatString('x00281051', index)];
    return windowOf(centre ?? Number.NaN, width ?? Number.NaN, shape, names[index]?.trim() ?? '');
  });
  const tables = sequenceTables(dataSet, 'x00283010', signed).slice(0, mostWindows);
  return [...straight, ...tables.map(tableWindow)].filter(isUsable);
}

function windowOf(centre: number, width: number, shape: string, name: string): Window {
  const about = { kind: 'file', name: name.slice(0, 64), centre, width } as const;
  if (shape === 'SIGMOID') {
    const curve = Array.from({ length: 256 }, (_, step) => Math.round(255 / (1 + Math.exp(-8 * (step / 255 - 0.5)))));
    return { ...about, low: centre - width, high: centre + width, curve };
  }
  if (shape === 'LINEAR_EXACT') return { ...about, low: centre - width / 2, high: centre + width / 2 };
  // PS3.3 C.11.2.1.2.1; a width of 1 is a step.
  return { ...about, low: centre - 0.5 - (width - 1) / 2, high: centre - 0.5 + Math.max(width - 1, 0.01) / 2 };
}

function tableWindow(table: LookupTable): Window {
  const last = table.entries.length - 1;
  const white = 2 ** table.bits - 1;
  const curve = Array.from({ length: 256 }, (_, step) =>
    Math.min(255, Math.round((255 * table.entries[Math.round((step / 255) * last)]!) / white)),
  );
  return {
    kind: 'file',
    name: table.name.slice(0, 64),
    ...between(table.first, table.first + Math.max(1, last)),
    curve,
  };
}

function isUsable({ low, high }: Window): boolean {
  return Number.isFinite(low) && Number.isFinite(high) && high > low;
}

export function between(low: number, high: number) {
  return { centre: (low + high) / 2, width: high - low, low, high };
}

/** How often each of the 65 536 stored values occurs, without padding. */
export function histogram(stored: Uint16Array, padding: number | null): Uint32Array {
  const counts = new Uint32Array(65_536);
  for (let at = 0; at < stored.length; at += 1) counts[stored[at]!]! += 1;
  if (padding !== null && counts[padding]! < stored.length) counts[padding] = 0;
  return counts;
}

/** The stored values below which a share of the pixels lies. */
export function percentile(counts: Uint32Array, share: number): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  for (let value = 0; value < counts.length; value += 1) {
    seen += counts[value]!;
    if (seen > 0 && seen >= total * share) return value;
  }
  return counts.length - 1;
}
