import type { DataSet } from 'dicom-parser';
import type { PixelsHeader } from '#contract/pixels.ts';

/** Millimetres per pixel: calibrated in the patient where the file knows it, else on the detector or the scanned film. */
export function spacingOf(dataSet: DataSet): PixelsHeader['spacing'] {
  return (
    pair(dataSet, 'x00280030', 'patient') ??
    pair(dataSet, 'x00181164', 'detector') ??
    pair(dataSet, 'x00182010', 'detector')
  );
}

function pair(dataSet: DataSet, tag: string, at: 'patient' | 'detector'): PixelsHeader['spacing'] {
  // The first value is the distance of rows, so the pixel's height.
  const [y, x] = [dataSet.floatString(tag, 0) ?? 0, dataSet.floatString(tag, 1) ?? 0];
  return isSensible(x) && isSensible(y) ? { x, y, at } : null;
}

/** A pixel's height divided by its width. */
export function aspectOf(dataSet: DataSet, spacing: PixelsHeader['spacing']): number {
  const [high, wide] = [dataSet.intString('x00280034', 0) ?? 1, dataSet.intString('x00280034', 1) ?? 1];
  const aspect = spacing ? spacing.y / spacing.x : high / wide;
  return aspect > 0.1 && aspect < 10 ? aspect : 1;
}

function isSensible(millimetres: number): boolean {
  return millimetres > 0.0001 && millimetres < 100;
}
