import { open, readFile, stat } from 'node:fs/promises';
import type { SetupProblem } from '#contract/records.ts';
import { type BuiltSetup, buildSetup } from './build-setup.ts';
import { readGlbSetup } from './glb/read-glb-setup.ts';
import { type SetupLimits, setupLimits } from './limits.ts';
import { SetupRefused } from './problems.ts';
import { readArchive } from './zip/read-archive.ts';

export type ReadSetup = BuiltSetup | { problems: SetupProblem[] };

/** Reads the file of a setup, whichever form it has, and makes what is delivered of it; or tells everything that is wrong with it. */
export async function readSetup(
  file: string,
  limits: SetupLimits = setupLimits,
  wanted = { pictures: true },
): Promise<ReadSetup> {
  try {
    const { size } = await stat(file);
    if (size > limits.maxBytes) throw new SetupRefused('too_large', '', { found: size, limit: limits.maxBytes });
    const kind = await kindOf(file);
    if (kind === 'glb') return await buildSetup(await readGlbSetup(await readFile(file), limits), null, wanted);
    const { delivered, treatment } = await readArchive(file, limits);
    return await buildSetup(delivered, treatment, wanted);
  } catch (error) {
    if (error instanceof SetupRefused) return { problems: error.problems };
    // A typed array that the limit on memory doesn't allow.
    if (error instanceof RangeError && /allocation failed|Invalid (?:typed )?array/i.test(error.message))
      return { problems: [{ code: 'needed_too_much_memory', where: '', facts: {} }] };
    throw error;
  }
}

async function kindOf(file: string): Promise<'glb' | 'zip'> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    const sign = buffer.subarray(0, bytesRead).toString('latin1');
    if (sign === 'glTF') return 'glb';
    if (['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'].includes(sign)) return 'zip';
    throw new SetupRefused('not_a_setup');
  } finally {
    await handle.close();
  }
}
