import type { Point } from '../picture/placement.ts';

export type XRayKey =
  | { act: 'window'; index: number }
  | { act: 'adjust'; level: number; contrast: number }
  | { act: 'move'; by: Point }
  | { act: 'zoom'; factor: number }
  | { act: 'grip'; grip: 'brightness' | 'move' }
  | { act: 'whole' | 'turn' | 'invert' | 'reset' };

type Pressed = { key: string; shiftKey: boolean; ctrlKey: boolean; metaKey: boolean; altKey: boolean };

const arrows: Record<string, readonly [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const letters: Record<string, XRayKey> = {
  i: { act: 'invert' },
  r: { act: 'reset' },
  t: { act: 'turn' },
  b: { act: 'grip', grip: 'brightness' },
  m: { act: 'grip', grip: 'move' },
  '0': { act: 'whole' },
  '+': { act: 'zoom', factor: 1.25 },
  '=': { act: 'zoom', factor: 1.25 },
  '-': { act: 'zoom', factor: 0.8 },
};

/** What a key asks of an X-ray; arrow keys only on the picture itself, as tools and pages need them too. */
export function keyOf({ key, shiftKey, ctrlKey, metaKey, altKey }: Pressed, onPicture: boolean): XRayKey | null {
  if (ctrlKey || metaKey || altKey) return null;
  const arrow = arrows[key];
  if (arrow && !onPicture) return null;
  if (arrow && shiftKey) return { act: 'move', by: { x: arrow[0] * -40, y: arrow[1] * -40 } };
  if (arrow) return { act: 'adjust', level: arrow[1] * 0.02, contrast: arrow[0] * 0.04 };
  if (/^[1-9]$/.test(key)) return { act: 'window', index: Number(key) - 1 };
  return letters[key.toLowerCase()] ?? null;
}
