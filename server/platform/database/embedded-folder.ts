import { existsSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StartupError } from '../startup-error.ts';

/** Makes the data folder, for its owner alone, and the folders above it, where they don't exist. */
export async function prepareFolder(directory: string): Promise<void> {
  try {
    await mkdir(directory, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const above = dirname(directory);
    if (existsSync(directory) && statSync(directory).isDirectory()) return;
    // Not mkdir's own `recursive`: where the system answers "no such folder" to every attempt, it tries for ever.
    if (code !== 'ENOENT' || existsSync(above)) throw error;
    await prepareFolder(above);
    await prepareFolder(directory);
  }
}

/** Turns what the system says about an unusable data folder into what can be done about it; other errors stay. */
export function folderFailure(directory: string, error: unknown): unknown {
  const { code, path, message } = error as NodeJS.ErrnoException;
  if (error instanceof StartupError || !code || !path) return error;
  if (!path.startsWith(directory) && !directory.startsWith(path)) return error;
  const elsewhere = 'or set DATA_DIR to another folder';
  const [name, sentence] = {
    EROFS: ['data-folder-read-only', `${directory} is on a read-only disk. Make it writable, ${elsewhere}.`],
    EACCES: [
      'data-folder-not-writable',
      `Midline may not write to ${directory}. Give it to the user who runs Midline, ${elsewhere}.`,
    ],
    EPERM: [
      'data-folder-not-writable',
      `Midline may not write to ${directory}. Give it to the user who runs Midline, ${elsewhere}.`,
    ],
    EEXIST: [
      'data-folder-is-a-file',
      `${directory} is a file, and a folder is needed there. Move it away, ${elsewhere}.`,
    ],
    ENOTDIR: [
      'data-folder-is-a-file',
      `A part of ${directory} is a file, and a folder is needed there. Move it away, ${elsewhere}.`,
    ],
    ENOSPC: ['disk-full', `The disk that holds ${directory} is full. Make room there, ${elsewhere}.`],
  }[code] ?? [
    'data-folder-unusable',
    `${directory} can't be used as data folder (${message}). Set DATA_DIR to another folder.`,
  ];
  return new StartupError(name as string, sentence as string, { cause: error });
}
