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

async function possibleLaunchers(directory: string): Promise<Launcher[]> {
  const endsWithUs = ['setpriv', '--pdeathsig', 'INT', '--'];
  const plain: Launcher = { name: 'direct', before: [] };
  if (process.platform !== 'linux') return [plain];
  if (process.getuid?.() !== 0) return [{ name: 'direct', before: endsWithUs }, plain];

  // In a namespace of its own root bears another number: PostgreSQL is content and the files stay root's. Where the
  // folder is somebody else's, or namespaces are forbidden, PostgreSQL runs as that somebody or as nobody, allowed to
  // read whatever lies on the way to its files (a home folder that others can't enter).
  const folder = await stat(directory);
  const owner = folder.uid === 0 ? { uid: nobody, gid: nobody } : { uid: folder.uid, gid: folder.gid };
  const become = ['setpriv', '--reuid', String(owner.uid), '--regid', String(owner.gid), '--clear-groups'];
  const mayPass = ['--securebits', '+no_setuid_fixup', '--inh-caps', '+dac_read_search', '--ambient-caps'];
  const otherUsers: Launcher[] = [
    {
      name: 'other-user',
      before: [...become, ...mayPass, '+dac_read_search', '--pdeathsig', 'INT', '--'],
      owner,
    },
    { name: 'other-user', before: [...become, '--pdeathsig', 'INT', '--'], owner },
  ];
  if (folder.uid !== 0) return otherUsers;
  const namespace = ['unshare', '-U', `--map-user=${nobody}`, `--map-group=${nobody}`, '--', ...endsWithUs];
  return [{ name: 'own-user-namespace', before: namespace }, ...otherUsers];
}

async function giveTo(owner: { uid: number; gid: number }, directory: string): Promise<void> {
  await chown(directory, owner.uid, owner.gid);
  await run('chown', ['-R', `${owner.uid}:${owner.gid}`, directory]);
}

async function probe(launcher: Launcher, bin: string, directory: string): Promise<void> {
  const cluster = join(directory, 'cluster');
  const folder = existsSync(cluster) ? cluster : directory;
  const script = 'cd "$1" && test -w . || { echo "no access to $1" >&2; exit 1; }; exec "$0" --version';
  const [command, args] = launch(launcher, 'sh', ['-c', script, join(bin, 'postgres'), folder]);
  await run(command, args);
}

function reasonOf(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string };
  return (stderr?.trim() || message).split('\n').at(-1) ?? message;
}
