import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Real scans, X-rays and broken files, which are not part of the repository: SAMPLE_DATA, or ../shared/data beside the checkout. */
const folder = process.env.SAMPLE_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));

/** Whether they are there. Tests that need them are skipped where they are not. */
export const samplesAreThere = existsSync(join(folder, 'INDEX.md'));
if (!samplesAreThere) console.warn(`No sample data in ${folder}: tests that need real files are skipped.`);

export function samplePath(name: string): string {
  return join(folder, name);
}

export function readSample(name: string): Buffer {
  return readFileSync(samplePath(name));
}

/** The names of all samples below a folder; none where there are no samples. */
export function sampleNames(below: string): string[] {
  if (!samplesAreThere) return [];
  return readdirSync(join(folder, below), { recursive: true, encoding: 'utf8' })
    .map((name) => `${below}/${name}`)
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();
}
