import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BuildStep, build, stepsOf } from './build.ts';

let checkout: string;
const quiet = () => {};

beforeEach(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'midline-build-'));
  await mkdir(join(checkout, 'web/deep'), { recursive: true });
  await writeFile(join(checkout, 'web/deep/page.ts'), 'first');
});
afterEach(async () => await rm(checkout, { recursive: true, force: true }));

const copying: BuildStep = {
  name: 'web',
  inputs: ['web', 'absent.json'],
  output: 'build/web',
  needs: 'web',
  run: async (folder) => {
    await writeFile(join(folder, 'page.js'), await readFile(join(checkout, 'web/deep/page.ts')));
  },
};
const built = () => readFile(join(checkout, 'build/web/page.js'), 'utf8');

test('builds once, and again when a source changed, came or went', async () => {
  expect(await build(checkout, [copying], quiet)).toEqual(['web']);
  expect(await build(checkout, [copying], quiet)).toEqual([]);
  await writeFile(join(checkout, 'web/deep/page.ts'), 'second');
  expect(await build(checkout, [copying], quiet)).toEqual(['web']);
  expect(await built()).toBe('second');
  await writeFile(join(checkout, 'web/more.ts'), '');
  expect(await build(checkout, [copying], quiet)).toEqual(['web']);
  await rm(join(checkout, 'web/more.ts'));
  expect(await build(checkout, [copying], quiet)).toEqual(['web']);
  expect(await readdir(join(checkout, 'build'))).toEqual(['web']);
});

test('a changed test is no reason to build', async () => {
  await build(checkout, [copying], quiet);
  await writeFile(join(checkout, 'web/deep/page.test.ts'), 'new');
  await writeFile(join(checkout, 'web/deep/page.test.tsx'), 'new');
  expect(await build(checkout, [copying], quiet)).toEqual([]);
});

test('a removed output is built again', async () => {
  await build(checkout, [copying], quiet);
  await rm(join(checkout, 'build/web'), { recursive: true });
  expect(await build(checkout, [copying], quiet)).toEqual(['web']);
});

test('a build that fails, or makes nothing, leaves the former output and is tried again', async () => {
  await build(checkout, [copying], quiet);
  await writeFile(join(checkout, 'web/deep/page.ts'), 'second');
  const failing = {
    ...copying,
    run: async (folder: string) => {
      await writeFile(join(folder, 'page.js'), 'half');
      throw new Error('no');
    },
  };
  await expect(build(checkout, [failing], quiet)).rejects.toThrow('no');
  await expect(build(checkout, [{ ...copying, run: async () => {} }], quiet)).rejects.toThrow('made nothing');
  expect(await built()).toBe('first');
  expect(await build(checkout, [copying], quiet)).toEqual(['web']);
  expect(await built()).toBe('second');
});

test('a build that is killed is never taken for a good one', async () => {
  const script = `
    const { build } = await import(${JSON.stringify(join(import.meta.dirname, 'build.ts'))});
    const { writeFile } = await import('node:fs/promises');
    const run = async (folder) => {
      await writeFile(folder + '/page.js', 'half');
      console.log('half');
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    };
    await build(${JSON.stringify(checkout)}, [{ ...${JSON.stringify(copying)}, run }]);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
  expect(existsSync(join(checkout, 'build/web'))).toBe(false);
  expect(await build(checkout, [copying], quiet)).toEqual(['web']);
  expect(await built()).toBe('first');
  expect(await readdir(join(checkout, 'build'))).toEqual(['web']);
});

test('two builds at once build once', async () => {
  const both = await Promise.all([build(checkout, [copying], quiet), build(checkout, [copying], quiet)]);
  expect(both.flat()).toEqual(['web']);
});

test('what can’t be built yet is left out with a notice', async () => {
  const notices: string[] = [];
  const absent = { ...copying, needs: 'web/vite.config.ts' };
  expect(await build(checkout, [absent], (notice) => notices.push(notice))).toEqual([]);
  expect(notices).toEqual(["Not built: web (web/vite.config.ts doesn't exist)"]);
});

test('this checkout’s steps name inputs that exist', () => {
  const here = join(import.meta.dirname, '..');
  for (const step of stepsOf(here)) {
    for (const input of step.inputs) expect(existsSync(join(here, input)), input).toBe(true);
  }
});
