import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { whileAlone } from './checkout-lock.mjs';

/** Something made from sources of this checkout. */
export interface BuildStep {
  name: string;
  /** Files and folders, relative to the checkout; tests in them don't count. */
  inputs: string[];
  /** The folder that is replaced as a whole. */
  output: string;
  /** Not built, with a notice, while this file doesn't exist. */
  needs: string;
  /** Writes the result into an empty folder. */
  run(folder: string): Promise<void>;
}

const inputsFile = '.inputs';

/** Runs the steps whose inputs changed since their output was made; returns the names of those that ran. */
export async function build(checkout: string, steps: BuildStep[], notify = console.error): Promise<string[]> {
  if (steps.every((step) => isFresh(checkout, step))) return [];
  const lock = join(checkout, 'build', 'build.lock');
  return await whileAlone(lock, async () => await buildStale(checkout, steps, notify), notify);
}

async function buildStale(checkout: string, steps: BuildStep[], notify: (line: string) => void): Promise<string[]> {
  const built: string[] = [];
  for (const step of steps) {
    if (isFresh(checkout, step)) continue;
    if (!existsSync(join(checkout, step.needs))) {
      notify(`Not built: ${step.name} (${step.needs} doesn't exist)`);
      continue;
    }
    const started = performance.now();
    await replaceOutput(checkout, step);
    notify(`Built ${step.name} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    built.push(step.name);
  }
  return built;
}

function isFresh(checkout: string, step: BuildStep): boolean {
  const made = join(checkout, step.output, inputsFile);
  return existsSync(made) && readFileSync(made, 'utf8') === digestOf(checkout, step);
}

/** Builds beside the output and swaps at the end: an interrupted build is never taken for a good one. */
async function replaceOutput(checkout: string, step: BuildStep): Promise<void> {
  const output = join(checkout, step.output);
  const digest = digestOf(checkout, step);
  await removeLeftovers(output);
  const unfinished = await mkdtemp(`${output}.unfinished-`);
  try {
    await chmod(unfinished, 0o755);
    await step.run(unfinished);
    if ((await readdir(unfinished)).length === 0) throw new Error(`Building ${step.name} made nothing.`);
    await writeFile(join(unfinished, inputsFile), digest);
    const former = `${output}.former-${process.pid}`;
    if (existsSync(output)) await rename(output, former);
    await rename(unfinished, output);
    await rm(former, { recursive: true, force: true });
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}

async function removeLeftovers(output: string): Promise<void> {
  const folder = resolve(output, '..');
  await mkdir(folder, { recursive: true });
  const leftover = (name: string) => /^\.(unfinished|former)-/.test(name.slice(basename(output).length));
  for (const name of await readdir(folder)) {
    if (name.startsWith(basename(output)) && leftover(name)) await rm(join(folder, name), { recursive: true });
  }
}

function digestOf(checkout: string, step: BuildStep): string {
  const hash = createHash('sha256');
  for (const file of step.inputs.flatMap((input) => filesBelow(checkout, input)).sort()) {
    const content = readFileSync(join(checkout, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function filesBelow(checkout: string, path: string): string[] {
  const found = statSync(join(checkout, path), { throwIfNoEntry: false });
  if (!found) return [];
  if (found.isFile()) return [path];
  return readdirSync(join(checkout, path), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || /\.test\.tsx?$/.test(entry.name)) return [];
    if (entry.isDirectory()) return filesBelow(checkout, join(path, entry.name));
    return entry.isFile() ? [join(path, entry.name)] : [];
  });
}

/** Runs a Node script of this checkout and fails with what it said. */
function node(checkout: string, script: string, args: string[]): void {
  const env = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' };
  const result = spawnSync(process.execPath, [script, ...args], { cwd: checkout, encoding: 'utf8', env });
  if (result.status === 0) return;
  throw new Error(`${script} failed:\n${result.error?.message ?? ''}${result.stdout ?? ''}${result.stderr ?? ''}`);
}

/** Everything that is built in a checkout of Midline. */
export function stepsOf(checkout: string): BuildStep[] {
  return [
    {
      name: 'letters',
      inputs: ['server/platform/mail/layout.mjml', 'tools/build-letters.ts', 'package-lock.json', 'tools/build.ts'],
      output: 'build/letters',
      needs: 'tools/build-letters.ts',
      run: async (folder) => node(checkout, 'tools/build-letters.ts', [folder]),
    },
    {
      name: 'web',
      inputs: ['web', 'contract', 'phrases', 'package.json', 'package-lock.json', 'tools/build.ts'],
      output: 'build/web',
      needs: 'web/vite.config.ts',
      run: async (folder) => {
        const options = ['--config', 'web/vite.config.ts', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'];
        node(checkout, 'node_modules/vite/bin/vite.js', ['build', 'web', ...options]);
      },
    },
  ];
}

if (import.meta.main) {
  const checkout = resolve(import.meta.dirname, '..');
  try {
    await build(checkout, stepsOf(checkout));
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
