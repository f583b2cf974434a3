import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Real scans, X-rays and broken files that aren't part of the repository: the folder of SAMPLE_DATA, or ../shared/data beside the checkout. */
const folder = process.env['SAMPLE_DATA'] ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));

/** Whether there are any. Tests that need them are skipped without. */
export const samplesAreThere = existsSync(join(folder, 'INDEX.md'));
if (!samplesAreThere) console.warn(`No sample data in ${folder}: tests that need real scans are skipped.`);

/** Where a sample lies, for those who read files themselves. */
export function samplePath(name: string): string {
  return join(folder, name);
}

export function readSample(name: string): Buffer {
  return readFileSync(samplePath(name));
}

/** The samples below a folder, by name; none where there are no samples. */
export function sampleNames(below: string): string[] {
  if (!samplesAreThere) return [];
  return readdirSync(join(folder, below), { recursive: true, encoding: 'utf8' })
    .map((name) => `${below}/${name}`)
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();
}
