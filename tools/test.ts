import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Every check and test, one after the other: `npm test`, or `npm test -- PATTERN` for the tests whose file matches. Goes on after a
 * failure, ends with "N passed, N failed" and exits 1 where anything failed.
 */
const node = process.execPath;
const tsc = 'node_modules/typescript7/bin/tsc';
const patterns = process.argv.slice(2);

const checks: [name: string, args: string[]][] = [
  ['types of the server', [tsc, '-p', 'tsconfig.json']],
  ['types of the browser part', [tsc, '-p', 'web/tsconfig.json']],
  [
    'lint and format',
    ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '--diagnostic-level=warn', '.'],
  ],
  ['structure', ['tools/check-structure.ts']],
];

let passed = 0;
let failed = 0;

for (const [name, args] of patterns.length > 0 ? [] : checks) {
  const began = Date.now();
  const { status } = spawnSync(node, args, { stdio: 'inherit' });
  if (status === 0) passed += 1;
  else failed += 1;
  console.log(`${status === 0 ? 'passed' : 'FAILED'}: ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
}

const report = join(tmpdir(), `midline-tests-${process.pid}.json`);
const { status } = spawnSync(
  node,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...patterns,
  ],
  { stdio: 'inherit' },
);
try {
  const counts = JSON.parse(readFileSync(report, 'utf8')) as { numPassedTests: number; numFailedTests: number };
  passed += counts.numPassedTests;
  // A test file that can't be loaded fails the run without a failed test.
  failed += Math.max(counts.numFailedTests, status === 0 ? 0 : 1);
} catch {
  failed += 1;
}
rmSync(report, { force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
