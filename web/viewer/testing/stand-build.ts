import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { build as bundle } from 'vite';
import { type BuildStep, build } from '../../../tools/build.ts';
import { endpointTable } from '../../build/endpoint-table.ts';

const checkout = resolve(import.meta.dirname, '../../..');
const web = join(checkout, 'web');

type Manifest = Record<string, { file: string; css?: string[]; imports?: string[] }>;

/** The pages of single components, built as the product is: once for all tests, and anew when a source changes. */
const step: BuildStep = {
  name: 'pages of single components',
  inputs: ['web', 'contract', 'phrases', 'package-lock.json', 'tools/build.ts'],
  output: 'build/stand',
  needs: 'web/viewer/testing/stand-build.ts',
  async run(folder) {
    await bundle({
      configFile: false,
      root: web,
      mode: 'production',
      logLevel: 'error',
      plugins: [react(), endpointTable()],
      css: { postcss: web },
      worker: { format: 'es' },
      build: {
        outDir: folder,
        target: 'es2022',
        assetsInlineLimit: 0,
        manifest: 'manifest.json',
        reportCompressedSize: false,
        chunkSizeWarningLimit: 10_000,
        modulePreload: { polyfill: false },
        rolldownOptions: {
          input: globSync('{features,viewer}/**/testing/*.tsx', { cwd: web }).map((file) => join(web, file)),
        },
      },
    });
  },
};

/** Where the built pages lie, and the page that runs a script such as `features/teeth/testing/chart.tsx`. */
export async function builtStand(): Promise<{ folder: string; pageOf: (script: string) => string | null }> {
  await build(checkout, [step], () => {});
  const folder = join(checkout, step.output);
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  return { folder, pageOf: (script) => (manifest[script] ? pageAround(manifest, script) : null) };
}

function pageAround(manifest: Manifest, script: string): string {
  const chunks = new Set<string>();
  const gather = (name: string) => {
    if (chunks.has(name)) return;
    for (const imported of manifest[name]?.imports ?? []) gather(imported);
    chunks.add(name);
  };
  gather(script);
  const styles = [...new Set([...chunks].flatMap((name) => manifest[name]?.css ?? []))];
  const links = styles.map((file) => `<link rel="stylesheet" href="/${file}">`).join('');
  return `<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width, initial-scale=1"><title>Stand</title>${links}</head><body><div id="root"></div><script type="module" src="/${manifest[script]!.file}"></script></body></html>`;
}
