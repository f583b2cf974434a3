import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Long versions of the tests that try random input: how often each is run, where `npm test` runs a share. */
const long: Record<string, { file: string; runs: number; about: string }> = {
  input: { file: 'server/fuzz.test.ts', runs: 100_000, about: 'strange requests to every endpoint' },
  rights: {
    file: 'server/access/decide.test.ts',
    runs: 2_000_000,
    about: 'random worlds, the guard against the naive rules',
  },
  invitations: {
    file: 'server/modules/team/served-histories.test.ts',
    runs: 1000,
    about: 'random histories of invitations on a real database',
  },
  orders: {
    file: 'server/modules/orders/served-histories.test.ts',
    runs: 1000,
    about: 'histories of orders with eight people acting at once on a real database',
  },
  setups: {
    file: 'server/modules/orders/decision-histories.test.ts',
    runs: 100_000,
    about: 'histories of decisions on setups, each on what was seen before',
  },
  decisions: {
    file: 'server/modules/orders/served-decisions.test.ts',
    runs: 1000,
    about: 'histories of decisions on setups with eight at once on a real database',
  },
  pictures: {
    file: 'server/platform/pictures/fuzz.test.ts',
    runs: 100_000,
    about: 'damaged photos and X-rays',
  },
  'setup-files': {
    file: 'server/modules/setup-files/fuzz.test.ts',
    runs: 100_000,
    about: 'damaged files of setups: glTF, archives, tables',
  },
  meshes: { file: 'server/platform/meshes/fuzz.test.ts', runs: 1_000_000, about: 'damaged meshes' },
  uploads: { file: 'server/upload-kill.test.ts', runs: 100, about: 'kills of the server during uploads' },
  kills: { file: 'server/kill.test.ts', runs: 100, about: 'kills of the server while people are invited' },
};

const [wanted, given] = process.argv.slice(2);
const names = wanted ? [wanted] : Object.keys(long);
const unknown = names.find((name) => !(name in long));
if (unknown) {
  console.error(`There is no fuzz test called ${unknown}. There are: ${Object.keys(long).join(', ')}.`);
  process.exit(2);
}

const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
for (const name of names) {
  const { file, runs, about } = long[name]!;
  const count = given ?? String(runs);
  console.info(`${name}: ${count} ${about}`);
  const code = await new Promise<number>((resolve) => {
    const child = spawn(process.execPath, [vitest, 'run', file], {
      stdio: 'inherit',
      env: { ...process.env, FUZZ_RUNS: count },
    });
    child.on('exit', (exit) => resolve(exit ?? 1));
  });
  if (code !== 0) process.exit(code);
}
