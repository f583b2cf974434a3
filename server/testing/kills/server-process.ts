import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';

const main = join(import.meta.dirname, '../../main.ts');
const readyLine = 'Midline is ready at';

/** A server as `npm start` runs it, in a process of its own. */
export type ServerProcess = {
  readonly url: string;
  /** The one-time link that it printed, on an empty database. */
  readonly setUpToken: string | null;
  /** What it printed so far, both streams. */
  output(): string;
  kill(): Promise<void>;
  /** SIGTERM; resolves with its exit code and how long it took. */
  stop(): Promise<{ code: number | null; milliseconds: number }>;
};

export type ServerSettings = { port: number; env: Record<string, string> };

/** Starts a server and waits until it says that it is ready. */
export async function startServer({ port, env }: ServerSettings): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['--max-semi-space-size=4', main], {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      LOG_LEVEL: 'warn',
      REQUESTS_PER_MINUTE: '10000000',
      GUARDED_REQUESTS_PER_MINUTE: '10000000',
      PORT: String(port),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: string[] = [];
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  await ready(child, printed, ended);
  const output = () => printed.join('');
  return {
    url: `http://127.0.0.1:${port}`,
    setUpToken: /\/set-up\/([\w-]{43})/.exec(output())?.[1] ?? null,
    output,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      const began = performance.now();
      child.kill('SIGTERM');
      const code = await ended;
      return { code, milliseconds: performance.now() - began };
    },
  };
}

/** Resolves once it is ready and has printed its set-up link, if it has one to print. */
function ready(child: ChildProcess, printed: string[], ended: Promise<unknown>): Promise<void> {
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed.push(chunk.toString());
      const all = printed.join('');
      // The link is written right after the line, on a fresh database only: give it the moment that takes.
      if (all.includes('/set-up/')) resolve();
      else if (all.includes(readyLine)) setTimeout(resolve, 20);
    };
    child.stdout!.on('data', read);
    child.stderr!.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
    void ended.then(() => reject(new Error(`The server ended before it was ready:\n${printed.join('')}`)));
  });
}

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
