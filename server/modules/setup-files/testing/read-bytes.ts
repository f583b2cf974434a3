import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { decodePlan, type SetupPlan } from '#contract/tooth-movement/setup-plan.ts';
import { type SetupLimits, setupLimits } from '../limits.ts';
import { type ReadSetup, readSetup } from '../read-setup.ts';

/** Reads a setup from bytes, as the child process does from a file, without drawing pictures. Throws where reading left something behind. */
export async function readBytes(bytes: Buffer, limits: SetupLimits = setupLimits): Promise<ReadSetup> {
  const folder = await mkdtemp(join(tmpdir(), 'midline-setup-'));
  try {
    await writeFile(join(folder, 'setup'), bytes);
    const found = await readSetup(join(folder, 'setup'), limits, { pictures: false });
    const left = await readdir(folder);
    if (left.length !== 1) throw new Error(`left behind: ${left.join(', ')}`);
    return found;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What is wrong with a file, `code where` each. */
export async function problemsOf(bytes: Buffer, limits?: SetupLimits): Promise<string[]> {
  const found = await readBytes(bytes, limits);
  return 'problems' in found ? found.problems.map(({ code, where }) => `${code} ${where}`.trim()) : [];
}

/** The plan of a sound file. */
export async function planOf(bytes: Buffer): Promise<SetupPlan> {
  const found = await readBytes(bytes);
  if ('problems' in found) throw new Error(JSON.stringify(found.problems));
  return decodePlan(gunzipSync(found.plan));
}
