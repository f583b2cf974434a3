import autocannon from 'autocannon';
import pg from 'pg';
import { type Figures, median } from '../figures.ts';
import { type LoadResult, memoryOf } from '../load.ts';
import { type BenchServer, startServer } from '../server.ts';
import type { Readers } from './fill.ts';

const rounds = 3;
const seconds = Number(process.env.BENCH_SECONDS ?? 5);

type Request = { method: 'GET' | 'PUT'; path: string; body?: string };

/** A page, a case and a mark with sign-in, rights, policies and audit, beside bare Fastify and pg: in turns, so that both meet the same machine. */
export async function measureHttp(figures: Figures, ownerUrl: string, secret: string, readers: Readers): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const of = 'select case_id as id from midline.case_rows where viewer_id = $1 order by md5(case_id::text) limit 4000';
  const { rows } = await owner.query<{ id: string }>(of, [readers.big.practiceId]);
  await owner.end();
  const midline = await startServer('server/main.ts', {
    DATABASE_URL: ownerUrl,
    SECRET: secret,
    LOG_LEVEL: 'error',
    REQUESTS_PER_MINUTE: '100000000',
  });
  const bare = await startServer('bench/orders/bare.ts', { DATABASE_URL: ownerUrl });
  try {
    const headers = { cookie: `midline_session=${readers.token}`, 'content-type': 'application/json' };
    const { practiceId, accountId } = readers.big;
    const mark = (path: (id: string) => string, more: object = {}) =>
      rows.flatMap(({ id }) =>
        [true, false].map(
          (notShared): Request => ({ method: 'PUT', path: path(id), body: JSON.stringify({ notShared, ...more }) }),
        ),
      );
    const cases: { name: string; ours: Request[]; theirs: Request[]; share: number; goal: number }[] = [
      {
        name: 'a page of 50',
        ours: [{ method: 'GET', path: `/api/organisations/${practiceId}/cases` }],
        theirs: [{ method: 'GET', path: `/cases/${practiceId}` }],
        share: 50,
        goal: 1500,
      },
      {
        name: 'one case',
        ours: rows.map(({ id }) => ({ method: 'GET', path: `/api/cases/${id}` })),
        theirs: rows.map(({ id }) => ({ method: 'GET', path: `/case/${id}?by=${accountId}` })),
        share: 35,
        goal: 3000,
      },
      {
        name: 'a case marked as private, or not',
        ours: mark((id) => `/api/cases/${id}/private`),
        theirs: mark((id) => `/case/${id}/private`, { by: accountId }),
        share: 50,
        goal: 1000,
      },
    ];
    let memory = 0;
    let errors = 0;
    for (const { name, ours, theirs, share, goal } of cases) {
      const found = { ours: [] as number[], p99: [] as number[], theirs: [] as number[], ratio: [] as number[] };
      await load(midline, ours, headers, 3);
      await load(bare, theirs, headers, 2);
      for (let round = 0; round < rounds; round += 1) {
        const watch = setInterval(
          () => void memoryOf(midline.pid).then((now) => (memory = Math.max(memory, now))),
          100,
        );
        const mine = await load(midline, ours, headers, seconds);
        clearInterval(watch);
        const other = await load(bare, theirs, headers, seconds);
        found.ours.push(mine.perSecond);
        found.p99.push(mine.p99);
        found.theirs.push(other.perSecond);
        found.ratio.push((100 * mine.perSecond) / other.perSecond);
        errors += mine.errors + other.errors;
      }
      figures.tell(`${name}: bare Fastify and pg, 10 connections`, median(found.theirs), '/s');
      figures.atLeast('  the same in Midline', median(found.ours), goal, '/s');
      figures.atMost('  p99', median(found.p99), 25, 'ms');
      figures.atLeast('  share of bare, paired', median(found.ratio), share, '%');
    }
    figures.atMost('refused or failed', errors, 0, '');
    figures.atMost('server memory under that load', memory, 250, 'MB');
  } finally {
    await Promise.all([midline.stop(), bare.stop()]);
  }
}

async function load(
  server: BenchServer,
  requests: Request[],
  headers: Record<string, string>,
  duration: number,
): Promise<LoadResult> {
  const result = await autocannon({ url: server.url, connections: 10, duration, headers, requests });
  return {
    perSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    errors: result.errors + result.non2xx,
  };
}
