import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import pg from 'pg';
import { startEmbeddedPostgres } from '#platform/database/embedded.ts';

const program = join(import.meta.dirname, 'embedded-program.ts');

/** What the program says about its start: an address, or why there is none. */
export interface Answer {
  ownerUrl: string;
  version: string;
  pid: number;
  code?: string;
  sentence?: string;
}

/** A running program, its answer, and its end. */
export interface StartedProgram {
  child: ChildProcess;
  answer: Answer;
  /** The next line it prints. */
  nextLine(): Promise<unknown>;
  exited: Promise<void>;
}

/** Starts a process of its own with a built-in PostgreSQL, through another command if one is given. */
export function spawnProgram(args: string[], through: string[] = [], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const [command = '', ...rest] = [...through, process.execPath, program, ...args];
  return spawn(command, rest, {
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** Starts it and waits for its answer. */
export async function startProgram(
  args: string[],
  through: string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<StartedProgram> {
  const child = spawnProgram(args, through, env);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  const nextLine = async () => JSON.parse((await lines.next()).value ?? 'null');
  const answer = (await nextLine()) as Answer | null;
  if (!answer) throw new Error(`The program ended without an answer: ${args.join(' ')}`);
  return { child, answer, nextLine, exited };
}

/** Ends it as a person would, and waits. */
export async function endProgram(started: StartedProgram): Promise<void> {
  started.child.kill('SIGTERM');
  await started.exited;
}

/** One query on a connection of its own. */
export async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A temporary folder that goes away with `await using`. */
export async function temporaryFolder(): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'midline-embedded-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Copies what a folder holds, owners and links included; many times quicker than Node's own. */
export async function copyFolder(from: string, to: string): Promise<void> {
  await promisify(execFile)('cp', ['-a', `${from}/.`, to]);
}

/** A data folder that was started and stopped once; copies of it are had sooner than new ones. */
export async function usedFolder(): Promise<{ copy(): ReturnType<typeof temporaryFolder> } & AsyncDisposable> {
  const original = await temporaryFolder();
  const log = { info: () => {}, warn: () => {} };
  await (await startEmbeddedPostgres({ directory: original.path, log })).stop();
  return {
    copy: async () => {
      const folder = await temporaryFolder();
      await copyFolder(original.path, folder.path);
      return folder;
    },
    [Symbol.asyncDispose]: () => original[Symbol.asyncDispose](),
  };
}
