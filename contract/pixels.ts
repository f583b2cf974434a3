/**
 * The pixels of an X-ray as the viewer reads them: gzip over
 * `MPX1` · length of the header (uint32, little-endian) · header (JSON, UTF-8) · samples.
 *
 * `grey16`: each row as 16-bit numbers of which each but the row's first is the difference to its left neighbour (modulo 65536);
 * first the low bytes of all, then their high bytes. `rgb8`: three bytes a pixel, row by row.
 */
export const pixelsMark = 'MPX1';

export interface PixelsHeader {
  kind: 'grey16' | 'rgb8';
  width: number;
  height: number;
  /** What a sample means: sample × slope + intercept. Windows, `min` and `max` are such values. */
  slope: number;
  intercept: number;
  min: number;
  max: number;
  /** Whether low values are shown bright (MONOCHROME1). */
  inverted: boolean;
  /** The first is shown first. */
  windows: PixelsWindow[];
  /** Millimetres per pixel, in the patient or only on the detector. */
  spacing: { x: number; y: number; at: 'patient' | 'detector' } | null;
  /** A pixel's height divided by its width. */
  aspect: number;
  /** By how much the original was made smaller for viewing; 1 is not at all. */
  reduced: number;
  /** How many pictures the file holds; these are the first one's pixels. */
  frames: number;
}

/** What of a picture's values is shown: `low` is black, `high` is white, between them a straight line or `curve`. */
export interface PixelsWindow {
  /** `file`: the file proposes it; `auto`: measured; `full`: all values that can be. */
  kind: 'file' | 'auto' | 'full';
  /** The file's name for it, or nothing. */
  name: string;
  /** As the file writes them. */
  centre: number;
  width: number;
  low: number;
  high: number;
  /** Brightness 0–255 at 256 even steps from `low` to `high`, where it isn't a straight line. */
  curve?: number[];
}
