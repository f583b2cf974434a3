import { caseListQuery, sorts } from '#contract/manage-orders.ts';
import { readCounts, readPage } from '#modules/manage-orders/index.ts';
import type { Database } from '#platform/database/connect.ts';
import { type Figures, percentile } from '../figures.ts';
import type { Collaborators } from './giving.ts';

const repeats = Number(process.env['BENCH_REPEATS'] ?? 120);
type Query = Record<string, string | string[]>;

/** Time in the database of a collaborator's own list, as the application's role under row-level security. */
export async function measureLists(figures: Figures, database: Database, collaborators: Collaborators): Promise<void> {
  for (const { name, accountId, practitionerId } of collaborators) {
    const reader = { accountId, today: '2026-11-22', side: 'collaborator' as const };
    const viewers = { sharedWith: accountId };
    const time = async (given: Query, deep: boolean) => {
      const query = caseListQuery.parse(given);
      const samples: number[] = [];
      let cursor: { key: string; activity: string; id: string } | null = null;
      for (let round = deep ? -10 : -8; round < repeats; round += 1) {
        await database.app.transaction(async (tx) => {
          await tx.actAs(accountId);
          const leap = deep && round === -10;
          const began = performance.now();
          const page = await readPage(tx, leap ? { ...query, limit: 50_000 } : query, cursor, reader, viewers);
          if (round >= 0) samples.push(performance.now() - began);
          if (leap && page.next)
            cursor = { key: String(page.next[0]), activity: String(page.next[1]), id: String(page.next[2]) };
        });
      }
      return percentile(samples, 0.99);
    };
    const worst = async (what: string, most: number, queries: readonly Query[], deep = false) => {
      const each: { query: Query; p99: number }[] = [];
      for (const query of queries) each.push({ query, p99: await time(query, deep) });
      each.sort((a, b) => b.p99 - a.p99);
      figures.atMost(`collaborator with ${name}: ${what}, p99`, each[0]!.p99, most, 'ms');
      if (each[0]!.p99 > most) figures.tell(`    ${JSON.stringify(each[0]!.query)}`, each[0]!.p99, 'ms');
    };
    await worst('first page', 10, [{}]);
    await worst(
      'each sort, both ways',
      10,
      sorts.flatMap((sort) => [{ sort }, { sort, direction: 'ascending' as const }]),
    );
    await worst(
      'page 1 000 of each sort',
      10,
      sorts.map((sort) => ({ sort })),
      true,
    );
    await worst('each filter', 10, [
      ...['action_needed', 'in_progress', 'in_treatment', 'closed'].map((status) => ({ status })),
      ...['draft', 'submitted', 'setup_awaiting_approval', 'refused'].map((category) => ({ category })),
      ...['awaiting', 'evaluating', 'ready', 'approved', 'archived'].map((collaboratorStatus) => ({
        collaboratorStatus,
      })),
      ...['mine', 'provider', 'collaborator', 'laboratory', 'nobody'].map((turn) => ({ turn })),
      ...['overdue', 'unread', 'all'].map((flag) => ({ [flag]: 'true' })),
      { kind: 'retainer' },
      { package: ['FLEX', 'MINI'] },
      { provider: practitionerId },
    ]);
    await worst(
      'search',
      10,
      ['m', 'mül', 'anna', 'anna m', '1', '100077', 'zoe zilmann', 'nobody'].map((search) => ({ search })),
    );
    const counts: number[] = [];
    for (let round = 0; round < repeats; round += 1)
      await database.app.transaction(async (tx) => {
        await tx.actAs(accountId);
        const began = performance.now();
        await readCounts(tx, reader, viewers);
        counts.push(performance.now() - began);
      });
    figures.atMost(`collaborator with ${name}: counts, p99`, percentile(counts, 0.99), 10, 'ms');
  }
}
