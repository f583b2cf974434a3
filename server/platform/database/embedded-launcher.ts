import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StartupError } from '../startup-error.ts';

const run = promisify(execFile);
const nobody = 65534;

/** How a PostgreSQL program has to be started here: the command that goes before it, and who then owns its files. */
export interface Launcher {
  name: 'direct' | 'own-user-namespace' | 'other-user';
  before: string[];
  owner?: { uid: number; gid: number };
}

/**
 * Finds a way to run PostgreSQL on this folder. It refuses to run as root, so root becomes somebody else for it; and
 * where the system can, it is asked to stop when our own process dies, however it dies.
 */
export async function findLauncher(bin: string, directory: string): Promise<Launcher> {
  const reasons = new Set<string>();
  for (const launcher of await possibleLaunchers(directory)) {
    if (launcher.owner) await giveTo(launcher.owner, directory);
    try {
      await probe(launcher, bin, directory);
      return launcher;
    } catch (error) {
      reasons.add(reasonOf(error));
    }
  }
  throw new StartupError(
    'postgres-does-not-run',
    `The built-in PostgreSQL can't be run here on ${directory}: ${[...reasons].join('; ')}. ` +
      'Run Midline as an ordinary user who owns its data folder, or set DATABASE_URL to a PostgreSQL of your own (15 or later).',
  );
}

/** The command and arguments that start a program through the launcher. */
export function launch(launcher: Launcher, program: string, args: string[]): [string, string[]] {
  const [first = program, ...others] = [...launcher.before, program, ...args];
  return [first, others];
}

const endsWithUs = ['--pdeathsig', 'INT', '--'];
const namespace = ['unshare', '-U', `--map-user=${nobody}`, `--map-group=${nobody}`, '--', 'setpriv', ...endsWithUs];

async function possibleLaunchers(directory: string): Promise<Launcher[]> {
  const plain: Launcher = { name: 'direct', before: [] };
  if (process.platform !== 'linux') return [plain];
  const ownNamespace: Launcher = { name: 'own-user-namespace', before: namespace };
  // The namespace gives a name to a user who has none, as in a container that runs under any number: initdb wants one.
  if (process.getuid?.() !== 0) return [{ name: 'direct', before: ['setpriv', ...endsWithUs] }, plain, ownNamespace];

  // In a namespace of its own root bears another number: PostgreSQL is content and the files stay root's. Where the
  // folder is somebody else's, or namespaces are forbidden, PostgreSQL runs as that somebody or as nobody.
  const folder = await stat(directory);
  if (folder.uid !== 0) return asAnother({ uid: folder.uid, gid: folder.gid });
  return [ownNamespace, ...asAnother({ uid: nobody, gid: nobody })];
}

function asAnother(owner: { uid: number; gid: number }): Launcher[] {
  const become = ['setpriv', '--reuid', String(owner.uid), '--regid', String(owner.gid), '--clear-groups'];
  // Allowed to read what lies on the way to its files: a checkout below a home folder that others can't enter.
  const mayPass = ['--securebits', '+no_setuid_fixup', '--inh-caps', '+dac_read_search'];
  return [
    [...become, ...mayPass, '--ambient-caps', '+dac_read_search', ...endsWithUs],
    [...become, ...endsWithUs],
    [...become, '--', ...namespace],
  ].map((before) => ({ name: 'other-user', before, owner }));
}

async function giveTo(owner: { uid: number; gid: number }, directory: string): Promise<void> {
  await chown(directory, owner.uid, owner.gid);
  await run('chown', ['-R', `${owner.uid}:${owner.gid}`, directory]);
}

/** Whether the program runs, may write to its files and, to make new ones, finds a name for its user. */
async function probe(launcher: Launcher, bin: string, directory: string): Promise<void> {
  const cluster = join(directory, 'cluster');
  const made = existsSync(cluster);
  const access = 'cd "$1" && test -w . || { echo "no access to $1" >&2; exit 1; }';
  const script = `${access}; ${made ? '' : 'id -un >/dev/null || exit 1;'} exec "$0" --version`;
  const [command, args] = launch(launcher, 'sh', ['-c', script, join(bin, 'postgres'), made ? cluster : directory]);
  await run(command, args);
}

function reasonOf(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string };
  return (stderr?.trim() || message).split('\n').at(-1) ?? message;
}
