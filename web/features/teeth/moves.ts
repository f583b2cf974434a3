import { acrossOf, archOf, isDeciduous, type Tooth } from '#contract/teeth.ts';
import type { Place } from './arch-places.ts';

const rowOf = (tooth: Tooth) =>
  (archOf(tooth) === 'upper' ? 0 : 2) + ((archOf(tooth) === 'upper') === isDeciduous(tooth) ? 1 : 0);

/**
 * The tooth that a key leads to: left and right along the row of teeth, up and down to the nearest of the next row, Home and End to the
 * row's ends. Null where nothing lies that way.
 */
export function toothTowards(places: readonly Place[], from: Tooth, key: string): Tooth | null {
  const inRow = (row: number) =>
    places
      .map(({ tooth }) => tooth)
      .filter((tooth) => rowOf(tooth) === row)
      .toSorted((one, other) => acrossOf(one) - acrossOf(other));
  const row = inRow(rowOf(from));
  const index = row.indexOf(from);
  if (key === 'Home') return row[0] ?? null;
  if (key === 'End') return row.at(-1) ?? null;
  if (key === 'ArrowLeft') return row[index - 1] ?? null;
  if (key === 'ArrowRight') return row[index + 1] ?? null;
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return null;
  const step = key === 'ArrowUp' ? -1 : 1;
  for (let next = rowOf(from) + step; next >= 0 && next < 4; next += step) {
    const share = row.length > 1 ? index / (row.length - 1) : 0;
    const candidates = inRow(next);
    if (candidates.length > 0) return candidates[Math.round(share * (candidates.length - 1))] ?? null;
  }
  return null;
}
