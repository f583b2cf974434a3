import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { clockPlaces, type FuzzPart, type FuzzReport } from './testing/fuzz-worker.ts';

const long = process.env.FUZZ_RUNS !== undefined;
const runs = Number(process.env.FUZZ_RUNS ?? 3000);
/** The same files in every `npm test`, so that a failure belongs to a change; others in each long run. */
const seed = long ? Number(process.env.FUZZ_SEED ?? Date.now() % 1e9) : 1;
const workers = Math.min(availableParallelism(), 4);
const longestRunMs = 5000;
const mostMemoryMb = 900;

test(`of ${runs} damaged meshes each is converted or refused, in bounded time and memory`, {
  timeout: 36_000_000,
}, async () => {
  const began = Date.now();
  const clocks = Array.from({ length: workers }, () => new SharedArrayBuffer(3 * 8));
  const started = clocks.map((clock, from) => start({ seed, from, step: workers, runs, clock }));
  let mostMemory = 0;
  let told = Date.now();
  const watch = setInterval(() => {
    mostMemory = Math.max(mostMemory, process.memoryUsage.rss() / 1_048_576);
    const views = clocks.map((clock) => new Float64Array(clock));
    const stuck = views.findIndex(
      (view) => Date.now() - (view[clockPlaces.since] || Number.POSITIVE_INFINITY) > longestRunMs,
    );
    if (stuck >= 0)
      started[stuck]!.stop(`seed ${seed} run ${views[stuck]![clockPlaces.run]} takes more than ${longestRunMs} ms`);
    if (mostMemory > mostMemoryMb) for (const { stop } of started) stop(`${Math.round(mostMemory)} MB in use`);
    if (long && Date.now() - told > 10_000) {
      told = Date.now();
      const done = views.reduce((sum, view) => sum + view[clockPlaces.done]!, 0);
      console.info(
        `${done} of ${runs}, ${Math.round((done / (told - began)) * 1000)} a second, ${Math.round(mostMemory)} MB`,
      );
    }
  }, 50);
  try {
    const reports = await Promise.all(started.map(({ report }) => report));
    const outcomes: Record<string, number> = {};
    for (const report of reports) {
      for (const [name, count] of Object.entries(report.outcomes)) outcomes[name] = (outcomes[name] ?? 0) + count;
    }
    const slowest = reports.map((report) => report.slowest).reduce((a, b) => (a.ms > b.ms ? a : b));
    if (long) {
      console.info(`seed ${seed}: ${JSON.stringify(outcomes)}`);
      console.info(`slowest: run ${slowest.run}, ${Math.round(slowest.ms)} ms; at most ${Math.round(mostMemory)} MB`);
    }
    expect(reports.flatMap((report) => report.crashes)).toEqual([]);
    expect(Object.values(outcomes).reduce((sum, count) => sum + count, 0)).toBe(runs);
    expect(outcomes.converted).toBeGreaterThan(runs / 50);
    expect(outcomes.truncated).toBeGreaterThan(0);
  } finally {
    clearInterval(watch);
  }
});

function start(part: FuzzPart): { report: Promise<FuzzReport>; stop(complaint: string): void } {
  const worker = new Worker(new URL('./testing/fuzz-worker.ts', import.meta.url), { workerData: part });
  const { promise: report, resolve, reject } = Promise.withResolvers<FuzzReport>();
  worker.once('message', resolve);
  worker.once('error', reject);
  worker.once('exit', () => reject(new Error('a worker ended without a report')));
  return {
    report,
    stop(complaint) {
      reject(new Error(complaint));
      void worker.terminate();
    },
  };
}
