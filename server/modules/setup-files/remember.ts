import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { SetupLimits } from './limits.ts';
import type { ReadSetup } from './read-setup.ts';

const mostRemembered = 8;
const mostBytes = 8_388_608;

/**
 * Reads a file, or knows it from a moment ago: a technician whose delivery was refused sends the same file once more, and drawing its pictures
 * takes longest. What is read depends on the file's bytes alone.
 */
export function remembering(
  read: (file: string, limits: SetupLimits) => Promise<ReadSetup>,
): (file: string, limits: SetupLimits) => Promise<ReadSetup> {
  const known = new Map<string, ReadSetup>();
  return async (file, limits) => {
    const key = `${await hashOf(file)} ${JSON.stringify(limits)}`;
    const found = known.get(key) ?? (await read(file, limits));
    known.delete(key);
    if (sizeOf(found) <= mostBytes) known.set(key, found);
    if (known.size > mostRemembered) known.delete(known.keys().next().value!);
    return found;
  };
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(file, { highWaterMark: 1_048_576 })) hash.update(bytes as Buffer);
  return hash.digest('hex');
}

const sizeOf = (read: ReadSetup): number =>
  Object.values(read).reduce((sum: number, each) => sum + (Buffer.isBuffer(each) ? each.length : 0), 0);
