import { stat } from 'node:fs/promises';
import { answerTasks } from '../child/answer-tasks.ts';
import { codecsAreWorn } from './dicom/codecs.ts';
import type { PictureTask, Prepared } from './picture-preparer.ts';
import { PictureRefusal } from './picture-refusal.ts';
import { preparePhoto } from './prepare-photo.ts';
import { prepareXRay } from './prepare-x-ray.ts';

// Read whole; what is larger than this is no photo and no X-ray.
const largestFile = 512 * 1_048_576;

answerTasks<PictureTask, Prepared<object>>(async ({ kind, input, outDir, limits }) => {
  try {
    if ((await stat(input)).size > largestFile) throw new PictureRefusal('too_heavy');
    const prepared =
      kind === 'photo' ? await preparePhoto(input, outDir, limits.maxPixels) : await prepareXRay(input, outDir, limits);
    return { ok: true, ...prepared };
  } catch (error) {
    if (error instanceof PictureRefusal) return { ok: false, reason: error.reason };
    if (error instanceof RangeError && /allocation|memory/i.test(error.message))
      return { ok: false, reason: 'too_heavy' };
    // Whatever a parser throws at strange bytes is a verdict on the bytes; what the disk says is not.
    if ((error as NodeJS.ErrnoException).syscall) throw error;
    return { ok: false, reason: 'unreadable' };
  }
}, codecsAreWorn);
