import { readFile } from 'node:fs/promises';
import autocannon from 'autocannon';

export type Load = { url: string; headers?: Record<string, string>; connections: number; seconds: number };
export type LoadResult = { perSecond: number; p50: number; p99: number; errors: number };

/** Many requests from several connections at once; latencies in ms. */
export async function load(options: Load): Promise<LoadResult> {
  const result = await autocannon({
    url: options.url,
    connections: options.connections,
    duration: options.seconds,
    headers: options.headers ?? {},
  });
  return {
    perSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    errors: result.errors + result.non2xx,
  };
}

/** Requests one after another for a time; each must succeed. */
export async function oneByOne(
  seconds: number,
  request: (number: number) => Promise<Response>,
): Promise<{ perSecond: number }> {
  const began = performance.now();
  let count = 0;
  while (performance.now() - began < seconds * 1000) {
    const response = await request(count);
    if (!response.ok) throw new Error(`request ${count} was answered ${response.status}: ${await response.text()}`);
    await response.arrayBuffer();
    count += 1;
  }
  return { perSecond: count / ((performance.now() - began) / 1000) };
}

/** Resident memory of a process in MB (10⁶ bytes), now. */
export async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return (Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024) / 1e6;
}
