import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, chown, mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Answer,
  ask,
  copyFolder,
  endProgram,
  startProgram,
  temporaryFolder,
  usedFolder,
} from '#testing/embedded-process.ts';
import { installedBinaries } from './embedded-binaries.ts';

const isRoot = process.getuid?.() === 0;
const works = (...command: [string, ...string[]]) => spawnSync(command[0], command.slice(1)).status === 0;
const namespaces = isRoot && works('unshare', '-U', '--map-user=65534', '--', 'true');
const somebody = { uid: 4321, gid: 4321 };
const asSomebody = ['setpriv', '--reuid', '4321', '--regid', '4321', '--clear-groups', '--'];
// The checkout may lie where nobody else can enter.
const canRead =
  isRoot &&
  works(
    'setpriv',
    ...asSomebody.slice(1),
    'sh',
    '-c',
    'test -r "$0" && "$1" -v',
    import.meta.filename,
    process.execPath,
  );

if (!isRoot) console.warn('Not tested: starting as root, because the tests don’t run as root.');
else if (!canRead)
  console.warn('Not tested: starting as an ordinary user, because nobody else can read this checkout.');
if (isRoot && !namespaces) console.warn('Not tested: user namespaces, because this system forbids them.');

let used: Awaited<ReturnType<typeof usedFolder>>;
beforeAll(async () => {
  used = await usedFolder();
});
afterAll(async () => await used[Symbol.asyncDispose]());

describe.runIf(isRoot)('as root', () => {
  test.runIf(namespaces)('below a home folder that others cannot enter the files stay root’s', async () => {
    await using home = await privateHome();
    const answer = await startAndStop([join(home.path, 'data'), home.bin]);
    expect(answer).toMatchObject({ version: expect.stringMatching(/^18/) });
    expect((await stat(join(home.path, 'data/cluster'))).uid).toBe(0);
  });

  test('below such a home folder it also runs where namespaces are forbidden', async () => {
    await using home = await privateHome();
    const answer = await startAndStop([join(home.path, 'data'), home.bin], [], await withoutNamespaces(home.path));
    expect(answer).toMatchObject({ version: expect.stringMatching(/^18/) });
    expect((await stat(join(home.path, 'data/cluster'))).uid).toBe(65534);
  });

  test('a folder made one way is readable the other way, to and fro', async () => {
    await using folder = await used.copy();
    await using tools = await temporaryFolder();
    const forbidden = await withoutNamespaces(tools.path);
    for (const environment of [forbidden, {}, forbidden, {}]) {
      const answer = await startAndStop([folder.path], [], environment);
      expect(answer).toMatchObject({ version: expect.stringMatching(/^18/) });
    }
  });

  test('somebody else’s folder stays theirs, also below their own home folder', async () => {
    await using home = await temporaryFolder();
    await chmod(home.path, 0o700);
    await chown(home.path, somebody.uid, somebody.gid);
    const directory = join(home.path, 'data');
    await mkdir(directory, { mode: 0o700 });
    await chown(directory, somebody.uid, somebody.gid);
    const server = await startProgram([directory]);
    expect(server.answer).toMatchObject({ version: expect.stringMatching(/^18/) });
    expect(uidOf(server.answer.pid)).toBe(somebody.uid);
    await endProgram(server);
    expect((await stat(join(directory, 'cluster/PG_VERSION'))).uid).toBe(somebody.uid);
    if (canRead)
      expect(await startAndStop([directory], asSomebody)).toMatchObject({ version: expect.stringMatching(/^18/) });
  });

  test('where there is no way to stop being root it says so', async () => {
    await using folder = await used.copy();
    await using tools = await temporaryFolder();
    const forbidden = await withoutNamespaces(tools.path);
    await writeFile(join(tools.path, 'bin/setpriv'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const { answer } = await startProgram([folder.path], [], forbidden);
    expect(answer.code).toBe('postgres-does-not-run');
    expect(answer.sentence).toContain('ordinary user');
  });
});

describe.runIf(canRead)('as an ordinary user', () => {
  test('it runs as that user and ends with its server', async () => {
    await using folder = await temporaryFolder();
    await chown(folder.path, somebody.uid, somebody.gid);
    const server = await startProgram([join(folder.path, 'data')], asSomebody);
    expect(uidOf(server.answer.pid)).toBe(somebody.uid);
    expect(await ask(server.answer.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    server.child.kill('SIGKILL');
    await expect.poll(() => uidOf(server.answer.pid), { timeout: 10_000, interval: 20 }).toBeUndefined();
  });

  test('a folder of somebody else is refused', async () => {
    await using folder = await used.copy();
    for (const directory of [folder.path, join(folder.path, 'new'), '/root/midline']) {
      const { answer } = await startProgram([directory], asSomebody);
      expect(answer).toMatchObject({ code: 'data-folder-not-writable' });
    }
  });
});

test.skipIf(isRoot)('as an ordinary user it runs', async () => {
  await using folder = await used.copy();
  expect(await startAndStop([folder.path])).toMatchObject({ version: expect.stringMatching(/^18/) });
});

async function startAndStop(args: string[], through: string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Answer> {
  const server = await startProgram(args, through, env);
  if (server.answer.ownerUrl) {
    expect(await ask(server.answer.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await endProgram(server);
  }
  return server.answer;
}

/** A home folder that nobody else can enter, with PostgreSQL's programs below it. */
async function privateHome() {
  const home = await temporaryFolder();
  await chmod(home.path, 0o700);
  const native = join(home.path, 'native');
  await mkdir(native);
  await copyFolder(join(installedBinaries().bin, '..'), native);
  return { ...home, bin: join(native, 'bin') };
}

/** An environment in which no user namespace can be made. */
async function withoutNamespaces(path: string): Promise<NodeJS.ProcessEnv> {
  await mkdir(join(path, 'bin'));
  await writeFile(
    join(path, 'bin/unshare'),
    '#!/bin/sh\necho "unshare failed: Operation not permitted" >&2\nexit 1\n',
    {
      mode: 0o755,
    },
  );
  return { PATH: `${join(path, 'bin')}:${process.env.PATH}` };
}

function uidOf(pid: number): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return /^State:\s+[ZX]/m.test(status) ? undefined : Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]);
  } catch {
    return undefined;
  }
}
