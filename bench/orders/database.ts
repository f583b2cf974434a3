import { mintScope } from '#access/scope.ts';
import { caseListQuery, sorts } from '#contract/manage-orders.ts';
import { type Reader, readCounts, readPage } from '#modules/manage-orders/index.ts';
import type { Database } from '#platform/database/connect.ts';
import { type Figures, percentile } from '../figures.ts';
import type { Readers } from './fill.ts';

const today = '2026-11-22';
const repeats = Number(process.env.BENCH_REPEATS ?? 120);

type Viewer = { name: string; viewerId: string; reader: Reader; practitionerId?: string };

/** Time in the database of what the list reads, as the application's role under row-level security, one after another. */
export async function measureDatabase(figures: Figures, database: Database, readers: Readers): Promise<void> {
  const person = (accountId: string, side: Reader['side'] = 'practice'): Reader => ({ accountId, today, side });
  const viewers: Viewer[] = [
    {
      name: 'practice with a tenth of all',
      viewerId: readers.big.practiceId,
      reader: person(readers.big.accountId),
      practitionerId: readers.big.practitionerId,
    },
    {
      name: 'practice with 5 000 in a million',
      viewerId: readers.middle.practiceId,
      reader: person(readers.middle.accountId),
      practitionerId: readers.middle.practitionerId,
    },
    { name: 'person with a tenth of all, single cases', viewerId: readers.many, reader: person(readers.many) },
    { name: 'person with four', viewerId: readers.four, reader: person(readers.four) },
    { name: 'laboratory', viewerId: readers.laboratory.id, reader: person(readers.laboratory.accountId, 'laboratory') },
  ];
  for (const viewer of viewers) {
    const time = timed(database, viewer);
    const worst = async (name: string, most: number, queries: readonly Query[], deep = false) => {
      const each: { query: Query; p99: number }[] = [];
      for (const query of queries) each.push({ query, p99: await time(query, deep) });
      each.sort((a, b) => b.p99 - a.p99);
      figures.atMost(`${viewer.name}: ${name}, p99`, each[0]!.p99, most, 'ms');
      for (const { query, p99 } of each.slice(0, 3).filter(({ p99 }) => p99 > most / 2))
        figures.tell(`    ${JSON.stringify(query).slice(0, 54)}`, p99, 'ms');
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
    await worst('each filter', 10, filtersOf(viewer));
    await worst('search', 10, searches);
    await worst('combinations', 50, combinationsOf(viewer));
    const counts: number[] = [];
    for (let round = 0; round < repeats; round += 1) counts.push(await countTime(database, viewer));
    figures.atMost(`${viewer.name}: counts, p99`, percentile(counts, 0.99), 10, 'ms');
  }
}

type Query = Record<string, string | string[]>;

const filtersOf = ({ practitionerId }: Viewer): Query[] => [
  ...['action_needed', 'in_progress', 'in_treatment', 'closed'].map((status) => ({ status })),
  ...['draft', 'submitted', 'on_hold', 'setup_awaiting_approval', 'refused'].map((category) => ({ category })),
  { status: ['action_needed', 'in_progress'] },
  { package: 'FLEX' },
  { package: ['FLEX', 'MINI'] },
  { kind: 'retainer' },
  { kind: 'revision' },
  { collaboratorStatus: 'none' },
  { collaboratorStatus: 'ready' },
  ...(practitionerId ? [{ provider: practitionerId }] : []),
  ...['mine', 'provider', 'laboratory', 'nobody'].map((turn) => ({ turn })),
  ...['overdue', 'needsProvider', 'unread', 'answerNeeded', 'all'].map((flag) => ({ [flag]: 'true' })),
];

const searches: Query[] = [
  'm',
  'mü',
  'mül',
  'müllers',
  'anna',
  'anna m',
  'anna mül',
  'ka schu',
  'a b',
  '1',
  '1000',
  '100077',
  'zoe zilmann',
  'nobody',
].map((search) => ({ search }));

const combinationsOf = ({ practitionerId }: Viewer): Query[] => [
  { status: 'in_treatment', sort: 'patient' },
  { status: 'in_treatment', sort: 'category' },
  { category: 'draft', sort: 'status', direction: 'ascending' },
  { category: 'refused', sort: 'patient' },
  { status: 'action_needed', package: 'FLEX', kind: 'retainer' },
  { status: ['action_needed', 'in_progress'], package: ['FLEX', 'MINI'], turn: 'mine', sort: 'patient' },
  { turn: 'laboratory', overdue: 'true', sort: 'promised', direction: 'ascending' },
  { overdue: 'true', package: 'ONE' },
  { all: 'true', sort: 'patient', search: 'm' },
  { search: 'anna', status: 'in_progress', sort: 'category' },
  { search: 'mül', package: 'FLEX', sort: 'number' },
  { unread: 'true', sort: 'patient' },
  { needsProvider: 'true', status: 'action_needed', sort: 'turn' },
  { kind: 'revision', package: 'ONE', sort: 'provider' },
  ...(practitionerId
    ? [
        { provider: practitionerId, status: 'in_progress', sort: 'patient' },
        { provider: practitionerId, sort: 'setup' },
        { provider: practitionerId, search: 'm' },
      ]
    : []),
];

function timed(database: Database, { viewerId, reader }: Viewer) {
  const scope = mintScope(viewerId, reader.side === 'practice' ? 'practice' : 'laboratory', null);
  return async (given: Query, deep: boolean): Promise<number> => {
    const query = caseListQuery.parse(given);
    let cursor: { key: string; activity: string; id: string } | null = null;
    const samples: number[] = [];
    const skipped = deep ? 10 : 0;
    for (let round = -8; round < repeats + skipped; round += 1) {
      await database.app.transaction(async (tx) => {
        await tx.actAs(reader.accountId);
        if (deep && round < 2) {
          // A thousand pages of 50, in leaps.
          const page = await readPage(tx, { ...query, limit: 5000 }, cursor, reader, { scope });
          cursor = page.next
            ? { key: String(page.next[0]), activity: String(page.next[1]), id: String(page.next[2]) }
            : cursor;
          return;
        }
        const began = performance.now();
        await readPage(tx, query, cursor, reader, { scope });
        if (round >= skipped) samples.push(performance.now() - began);
      });
    }
    return percentile(samples, 0.99);
  };
}

async function countTime(database: Database, { viewerId, reader }: Viewer): Promise<number> {
  return database.app.transaction(async (tx) => {
    await tx.actAs(reader.accountId);
    const began = performance.now();
    await readCounts(tx, reader, { scope: mintScope(viewerId, 'practice', null) });
    return performance.now() - began;
  });
}
