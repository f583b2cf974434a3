import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '#platform/database/embedded.ts';

export type BenchServer = { url: string; pid: number; stop(): Promise<void> };

/** A PostgreSQL of its own with the product's settings, fsync included. */
export async function benchDatabase(): Promise<{ ownerUrl: string; stop(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'midline-bench-'));
  const postgres = await startEmbeddedPostgres({ directory, log: { info: () => undefined, warn: console.warn } });
  return {
    ownerUrl: postgres.ownerUrl,
    async stop() {
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A server script in a process of its own, started as `npm start` does, once it answers. */
export async function startServer(script: string, env: Record<string, string>, ready = '/ready'): Promise<BenchServer> {
  const port = await freePort();
  const child: ChildProcess = spawn(
    process.execPath,
    ['--max-semi-space-size=16', '--heap-growing-percent=80', script],
    {
      env: { PATH: process.env['PATH'] ?? '', PORT: String(port), ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const url = `http://127.0.0.1:${port}`;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${script} ended with ${child.exitCode}`);
    const answer = await fetch(url + ready).catch(() => undefined);
    if (answer?.ok) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    url,
    pid: child.pid!,
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
