import { glob } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Plugin } from 'vite';

const contract = fileURLToPath(new URL('../../contract/', import.meta.url));
const publicName = 'virtual:endpoints';
const resolvedName = `\0${publicName}`;

type Declared = { name: string; method: string; path: string; upload?: unknown; file?: string };

const isDeclared = (value: unknown): value is Declared =>
  typeof value === 'object' && value !== null && 'name' in value && 'method' in value && 'path' in value;

/**
 * The contract's method and path of every endpoint as a plain table, so that the browser knows where to call
 * without carrying Zod and the schemas.
 */
export function endpointTable(): Plugin {
  return {
    name: 'midline:endpoint-table',
    resolveId: (id) => (id === publicName ? resolvedName : undefined),
    async load(id) {
      if (id !== resolvedName) return undefined;
      const table: Record<string, [method: string, path: string, kind: 'json' | 'file']> = {};
      for await (const file of glob('*.ts', { cwd: contract })) {
        if (file.endsWith('.test.ts')) continue;
        this.addWatchFile(contract + file);
        const exported: Record<string, unknown> = await import(pathToFileURL(contract + file).href);
        collect(exported, table, 2);
      }
      return `export default ${JSON.stringify(table)};`;
    },
  };
}

function collect(values: object, table: Record<string, [string, string, 'json' | 'file']>, depth: number): void {
  for (const value of Object.values(values)) {
    if (isDeclared(value)) table[value.name] = [value.method, value.path, value.file ? 'file' : 'json'];
    else if (depth > 1 && typeof value === 'object' && value !== null && !Array.isArray(value))
      collect(value, table, depth - 1);
  }
}
