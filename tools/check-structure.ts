import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const own = fileURLToPath(new URL('..', import.meta.url));
const places = ['contract', 'server', 'web'];

export type Finding = { rule: string; from: string; to: string };

/**
 * Checks the laws of imports in a checkout. Throws where the tool saw fewer files than there are: its silence would look like
 * obedience.
 */
export function checkStructure(checkout: string): Finding[] {
  const cruiser = join(own, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [cruiser, '--config', 'tools/structure.cjs', '--output-type', 'json', ...places],
    { cwd: checkout, encoding: 'utf8', maxBuffer: 64_000_000 },
  );
  if (!stdout) throw new Error(`the structure check said nothing: ${stderr}`);
  const found = JSON.parse(stdout) as {
    modules: { source: string }[];
    summary: { violations: { from: string; to: string; rule: { name: string } }[] };
  };
  const seen = new Set(found.modules.map((module) => module.source));
  const unseen = filesOf(checkout).filter((file) => !seen.has(file));
  if (unseen.length > 0) {
    throw new Error(`the structure check didn't see ${unseen.length} files, e.g. ${unseen.slice(0, 5).join(', ')}`);
  }
  return found.summary.violations.map(({ from, to, rule }) => ({ rule: rule.name, from, to }));
}

function filesOf(checkout: string): string[] {
  return places
    .flatMap((place) =>
      readdirSync(join(checkout, place), { recursive: true, encoding: 'utf8' }).map((name) => join(place, name)),
    )
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'));
}

if (import.meta.main) {
  const findings = checkStructure(own);
  for (const { rule, from, to } of findings) console.log(`${rule}: ${from} → ${to}`);
  process.exitCode = findings.length > 0 ? 1 : 0;
}
