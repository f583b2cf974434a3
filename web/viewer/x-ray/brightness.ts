import type { PixelsHeader, PixelsWindow } from '#contract/pixels.ts';

/** How an X-ray's values become brightness. */
export type Brightness = { low: number; high: number; curve?: readonly number[] | undefined; inverted: boolean };

export type Range = Pick<PixelsHeader, 'min' | 'max'>;

/** A window of the file as it is shown at first. */
export function brightnessOf({ low, high, curve }: PixelsWindow, inverted: boolean): Brightness {
  return { low, high, curve, inverted };
}

/** Brighter and darker by `level`, softer and harder by `contrast`, in shares of what the X-ray's values span. */
export function adjusted(from: Brightness, level: number, contrast: number, { min, max }: Range): Brightness {
  const span = Math.max(max - min, 1e-6);
  const width = clamp((from.high - from.low) * Math.exp(contrast * 2), span / 500, span * 4);
  const centre = clamp((from.low + from.high) / 2 + level * span, min - span / 2, max + span / 2);
  return { ...from, low: centre - width / 2, high: centre + width / 2 };
}

/** Centre and width as they are told, with as many digits as mean something. */
export function told({ low, high }: Brightness, { min, max }: Range): { centre: number; width: number } {
  const digits = max - min < 20 ? 2 : 0;
  return { centre: rounded((low + high) / 2, digits), width: rounded(high - low, digits) };
}

/** The windows of a picture without its own: all, and what measurement of these brightnesses (0–255) suggests. */
export function measuredWindows(bright: Uint8Array | Uint8ClampedArray): PixelsWindow[] {
  const sorted = Uint8Array.from(bright).sort();
  const low = sorted[Math.floor(sorted.length * 0.005)] ?? 0;
  const high = Math.max(low + 1, sorted[Math.ceil(sorted.length * 0.995) - 1] ?? 255);
  return [windowOf('full', 0, 255), windowOf('auto', low, high)];
}

function windowOf(kind: 'full' | 'auto', low: number, high: number): PixelsWindow {
  return { kind, name: '', centre: (low + high) / 2, width: high - low, low, high };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

function rounded(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
