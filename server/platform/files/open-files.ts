import { join, resolve } from 'node:path';
import type { Config } from '../config.ts';
import type { Platform } from '../platform.ts';
import { diskStore } from './disk-store.ts';
import { incomingFiles } from './incoming.ts';

/** Finished files lie in a bucket or on disk; those on their way in always lie on disk. */
export async function openFiles(config: Config): Promise<Platform['files']> {
  const directory = resolve(config.filesDir ?? join(config.dataDir, 'files'));
  const incoming = incomingFiles(join(directory, 'incoming'));
  if (!config.filesS3) return { store: diskStore(join(directory, 'kept')), incoming };
  // Loaded only where there is a bucket: the client takes its share of memory.
  const { s3Store } = await import('./s3-store.ts');
  return { store: await s3Store(config.filesS3), incoming };
}
