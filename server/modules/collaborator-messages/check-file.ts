import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { headBytes, recogniseFile } from '#platform/meshes/recognise-file.ts';
import { photoFormat } from '#platform/pictures/picture-format.ts';
import { type PicturePreparer, startPicturePreparer } from '#platform/pictures/picture-preparer.ts';

/** The process that reads pictures; it starts with the first one. */
export type Pictures = { preparer(): PicturePreparer; close(): void };

export function lazyPictures(): Pictures {
  let running: PicturePreparer | undefined;
  return {
    preparer() {
      running ??= startPicturePreparer();
      return running;
    },
    close: () => running?.close(),
  };
}

export type CheckedFile =
  | { problem: null; format: string; bytes: number; contentHash: string; file: string }
  | { problem: 'program' | 'damaged' };

/**
 * Finds out what a file is, by its content. Pictures are read whole, and lose what they say of place and camera; programs aren't passed on;
 * anything else is only ever given out to be saved. Works in `folder`.
 */
export async function checkFile(pictures: Pictures, content: Buffer, folder: string): Promise<CheckedFile> {
  if (isProgram(content)) return { problem: 'program' };
  const file = join(folder, 'given');
  await writeFile(file, content);
  const photo = photoFormat(content);
  if (photo) {
    const prepared = await pictures.preparer().preparePhoto(file, folder);
    if (!prepared.ok) return { problem: 'damaged' };
    const stripped = join(folder, prepared.original);
    return kept(stripped, prepared.format, await readFile(stripped));
  }
  return kept(file, formatOf(content), content);
}

const kept = (file: string, format: string, content: Buffer): CheckedFile => ({
  problem: null,
  format,
  bytes: content.length,
  contentHash: createHash('sha256').update(content).digest('hex'),
  file,
});

function formatOf(content: Buffer): string {
  const kind = recogniseFile(content.subarray(0, headBytes), content.length);
  if (kind === 'stl_ascii' || kind === 'stl_binary') return 'stl';
  if (kind !== 'unknown') return kind;
  return isText(content) ? 'text' : 'other';
}

function isText(content: Buffer): boolean {
  try {
    return !/[^\P{Cc}\n\r\t\f]/u.test(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch {
    return false;
  }
}

/** What a computer would run when it is opened: Windows, Linux and macOS programs, scripts that name who runs them. */
function isProgram(content: Buffer): boolean {
  const start = content.toString('latin1', 0, 4);
  if (start.startsWith('MZ') || start.startsWith('\x7fELF') || start.startsWith('#!')) return true;
  return ['\xfe\xed\xfa\xce', '\xfe\xed\xfa\xcf', '\xce\xfa\xed\xfe', '\xcf\xfa\xed\xfe', '\xca\xfe\xba\xbe'].includes(
    start,
  );
}
