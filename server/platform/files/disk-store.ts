import { createReadStream } from 'node:fs';
import { chmod, constants, copyFile, link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { checkKey, checkPrefix, type FileStore } from './file-store.ts';

const onlyOurs = 0o700;

/** Files in a folder of this machine, readable by the account that Midline runs as and nobody else. */
export function diskStore(directory: string): FileStore {
  const pathOf = (key: string) => join(directory, checkKey(key));
  return {
    async put(key, file) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true, mode: onlyOurs });
      // Always the same name: after a crash the next attempt finds it and leaves nothing behind.
      const beside = join(dirname(path), `.${basename(path)}.part`);
      await rm(beside, { force: true });
      try {
        await linkOrCopy(file, beside);
        await chmod(beside, 0o600);
        await flush(beside);
        await rename(beside, path);
      } finally {
        // Of two names for the same file, as after a crash, rename keeps both.
        await rm(beside, { force: true });
      }
      await flush(dirname(path));
    },
    async size(key) {
      return orNull(stat(pathOf(key)).then((found) => found.size));
    },
    async read(key, range) {
      // Opened before it is returned: a file that isn't there is told at once.
      const handle = await open(pathOf(key), 'r');
      return createReadStream('', { fd: handle, autoClose: true, highWaterMark: 262_144, ...range });
    },
    async fetch(key, file) {
      await rm(file, { force: true });
      await linkOrCopy(pathOf(key), file);
    },
    async removeAll(prefix) {
      await rm(pathOf(checkPrefix(prefix)), { recursive: true, force: true });
    },
    async list(prefix) {
      return ((await orNull(readdir(pathOf(checkPrefix(prefix))))) ?? [])
        .filter((name) => !name.startsWith('.'))
        .sort();
    },
  };
}

/** A second name costs nothing; where the file system has none, or it is another one, a copy. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EXDEV' && code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EMLINK') throw error;
    await copyFile(from, to, constants.COPYFILE_FICLONE);
  }
}

async function flush(path: string): Promise<void> {
  // Windows opens no folders and needs no flush of them.
  const handle = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EISDIR' || error.code === 'EPERM') return undefined;
    throw error;
  });
  try {
    await handle?.sync().catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPERM' && error.code !== 'EINVAL') throw error;
    });
  } finally {
    await handle?.close();
  }
}

async function orNull<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
