import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { newToken } from '#platform/secret.ts';
import { StartupError } from '#platform/startup-error.ts';

/**
 * The secret beside the built-in database, made at first start. For the holder of the data folder's lock. With one's own database it
 * must be the same for every process, so it is asked for.
 */
export async function keptSecret(directory: string, builtInUrl: string | undefined): Promise<string> {
  if (!builtInUrl) {
    throw new StartupError(
      'secret_missing',
      `With DATABASE_URL set, SECRET must be set too: at least 32 random characters, the same for every process, e.g. from "openssl rand -base64 48". Keep it safe: without it encrypted values can't be read.`,
    );
  }
  const file = join(directory, 'secret');
  const found = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new StartupError('secret_unreadable', `${file} can't be read (${error.message}).`, { cause: error });
  });
  if (found !== undefined) {
    if (found.trim().length >= 32) return found.trim();
    throw new StartupError('secret_unreadable', `${file} holds no secret. Restore it from a backup.`);
  }
  if (await isInUse(builtInUrl)) {
    throw new StartupError(
      'secret_lost',
      `${file} is missing, and what is encrypted in the database beside it can't be read without it. Restore it from a backup.`,
    );
  }
  const made = newToken();
  await writeWhole(file, `${made}\n`);
  return made;
}

/** Whether the database has data already: a first start that was cut off before is begun again. */
async function isInUse(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ used: boolean }>(
      `select to_regclass('midline.migrations') is not null as used`,
    );
    return rows[0]!.used;
  } finally {
    await client.end();
  }
}

/** All of it or nothing, and on the disk, before anything is encrypted with it. */
async function writeWhole(path: string, text: string): Promise<void> {
  const draft = await open(`${path}.unfinished`, 'w', 0o600);
  try {
    await draft.writeFile(text);
    await draft.sync();
  } finally {
    await draft.close();
  }
  await rename(`${path}.unfinished`, path);
  const folder = await open(join(path, '..'), 'r');
  await folder.sync().finally(() => folder.close());
}
