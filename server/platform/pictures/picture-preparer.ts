import { type Ended, startLimitedChild } from '../child/limited-child.ts';
import type { PictureReason } from './picture-refusal.ts';
import type { PreparedPhoto } from './prepare-photo.ts';
import type { PreparedXRay, XRayLimits } from './prepare-x-ray.ts';

export type Prepared<Facts> = ({ ok: true } & Facts) | { ok: false; reason: PictureReason };

export interface PictureTask {
  kind: 'photo' | 'x-ray';
  input: string;
  outDir: string;
  limits: XRayLimits;
}

/** Turns uploaded photos and X-rays into what is delivered of them, in a process of its own. */
export interface PicturePreparer {
  /** Reads the file `input` and writes into the folder `outDir`, which is made where missing. A refused file may leave parts there. */
  preparePhoto(input: string, outDir: string): Promise<Prepared<PreparedPhoto>>;
  prepareXRay(input: string, outDir: string): Promise<Prepared<PreparedXRay>>;
  close(): void;
}

export interface PreparerSettings {
  /** For one file; 30 seconds where not given. */
  timeLimitMs?: number;
  /** For the process; 1 GB where not given. */
  memoryLimitMb?: number;
  /** 120 megapixels where not given. */
  maxPixels?: number;
  /** 48 megapixels where not given. */
  maxDicomPixels?: number;
}

/** Ready at once; the process starts with the first file. */
export function startPicturePreparer(settings: PreparerSettings = {}): PicturePreparer {
  const { timeLimitMs = 30_000, memoryLimitMb = 1024 } = settings;
  const limits = { maxPixels: settings.maxPixels ?? 120e6, maxDicomPixels: settings.maxDicomPixels ?? 48e6 };
  const program = new URL('./picture-program.ts', import.meta.url);
  const child = startLimitedChild<PictureTask, Prepared<object>>(program, { timeLimitMs, memoryLimitMb });
  return {
    preparePhoto: async (input, outDir) => verdict(await child.run({ kind: 'photo', input, outDir, limits })),
    prepareXRay: async (input, outDir) => verdict(await child.run({ kind: 'x-ray', input, outDir, limits })),
    close: () => child.close(),
  };
}

function verdict<Facts>(ended: Ended<Prepared<object>>): Prepared<Facts> {
  if (ended.ended === 'done') return ended.result as Prepared<Facts>;
  return { ok: false, reason: ended.ended === 'crashed' ? 'unreadable' : 'too_heavy' };
}
