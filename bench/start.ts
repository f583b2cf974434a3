import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Figures, median } from './figures.ts';
import { benchDatabase, freePort } from './server.ts';

const rounds = 5;

/** From the command to the first page, once everything is installed and built: what a person waits for. */
export async function bench(): Promise<boolean> {
  const figures = new Figures();
  spawnSync(process.execPath, ['tools/setup.mjs'], { stdio: 'inherit' });
  const database = await benchDatabase();
  const took = { first: [] as number[], again: [] as number[], npm: [] as number[], bare: [] as number[] };
  const npm = ['npm', 'start'];
  const server = [process.execPath, '--max-semi-space-size=16', '--heap-growing-percent=80', 'server/main.ts'];
  const bare = [process.execPath, 'bench/bare-server.ts'];
  await firstPage(bare, { DATABASE_URL: database.ownerUrl }, '/ready');
  try {
    for (let round = 0; round < rounds; round += 1) {
      const folder = await mkdtemp(join(tmpdir(), 'midline-bench-'));
      const env = { DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'error' };
      took.first.push(await firstPage(server, env));
      took.again.push(await firstPage(server, env));
      took.npm.push(await firstPage(npm, env));
      took.bare.push(await firstPage(bare, { DATABASE_URL: database.ownerUrl }, '/ready'));
      await rm(folder, { recursive: true, force: true });
    }
  } finally {
    await database.stop();
  }
  figures.tell('bare Fastify and pg, database already running', median(took.bare), 's');
  figures.atMost('first page on an empty data folder', median(took.first), 10, 's');
  figures.atMost('  the slowest', Math.max(...took.first), 10, 's');
  figures.atMost('first page on an existing data folder', median(took.again), 3, 's');
  figures.atMost('the same by `npm start`, with its look at what is stale', median(took.npm), 10, 's');
  figures.atMost('  the slowest', Math.max(...took.npm), 10, 's');
  return figures.met();
}

/** Seconds until the page is there, as a browser asks for it; then ends what it started. */
async function firstPage([command = '', ...args]: string[], env: Record<string, string>, path = '/'): Promise<number> {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(command, args, {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', PORT: String(port), ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  const ended = once(child, 'exit');
  const url = `http://127.0.0.1:${port}${path}`;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${command} ended with ${child.exitCode}`);
    const answer = await fetch(url, { headers: { accept: 'text/html' } }).catch(() => undefined);
    const text = await answer?.text();
    if (answer?.ok && (path !== '/' || text?.includes('<div id="root">'))) break;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const seconds = (performance.now() - began) / 1000;
  process.kill(-child.pid!, 'SIGTERM');
  await ended;
  return seconds;
}
