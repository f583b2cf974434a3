import type { Answer, Call } from '#access/route.ts';
import type { CaseRow } from '#contract/cases.ts';
import type { CaseListQuery, exportCases, exportCasesOfMyPractices } from '#contract/manage-orders.ts';
import type { Language } from '#contract/shapes.ts';
import { type Say, sentences } from '#platform/phrases.ts';
import { refuse } from '#platform/refusal.ts';
import { csvRow, toCsv } from '../audit/index.ts';
import { type Cursor, readCursor, writeCursor } from './cursor.ts';
import { readerOf } from './list-cases.ts';
import { readPage, type Viewers } from './store.ts';

/** More at once would fill the server's memory; a refusal says to filter. */
const mostRows = 100_000;
const batch = 1000;

const columns = [
  ...[
    'number',
    'patient',
    'status',
    'category',
    'kind',
    'turn',
    'turn_since',
    'promised',
    'provider',
    'practice',
    'laboratory',
  ],
  ...['package', 'setup', 'collaborator_status', 'last_activity'],
] as const;

/** The filtered list as CSV, in the reader's language. */
export const exportTheCases =
  (most = mostRows) =>
  async (call: Call<typeof exportCases>): Promise<Answer<typeof exportCases>> => {
    const { scope, query } = call;
    const elsewhere = scope.kind === 'practice' && query.practice && !query.practice.includes(scope.organisationId);
    const side = scope.kind === 'laboratory' ? 'laboratory' : 'practice';
    return exported(call, elsewhere ? null : { scope }, {
      side,
      subject: { kind: scope.kind, id: scope.organisationId },
      most,
    });
  };

/** The same of all the practices of a group where the account works; each of them has its own entry in its log. */
export async function exportTheCasesOfMyPractices(
  call: Call<typeof exportCasesOfMyPractices>,
): Promise<Answer<typeof exportCasesOfMyPractices>> {
  const { actor, params, query } = call;
  const { accountId, secondFactor } = actor;
  const viewers = { ofGroup: params.ofGroupId, accountId, secondFactor, practices: query.practice };
  return exported(call, viewers, {
    side: 'practice',
    subject: { kind: 'group', id: params.ofGroupId },
    most: mostRows,
  });
}

type Exporting = { side: 'practice' | 'laboratory'; subject: { kind: string; id: string }; most: number };

async function exported(
  call: Call<typeof exportCases> | Call<typeof exportCasesOfMyPractices>,
  viewers: Viewers | null,
  { side, subject, most }: Exporting,
): Promise<Answer<typeof exportCases>> {
  const { tx, actor } = call;
  const query: CaseListQuery = { ...call.query, limit: batch };
  const language = actor.language as Language;
  const say = sentences(language, 'manage-orders');
  const words = sentences(language, 'orders');
  const parts = [toCsv([columns.map((column) => say(`columns.${column}`))])];
  const found = new Map<string, number>();
  let count = 0;
  let cursor: Cursor | null = null;
  do {
    if (!viewers) break;
    const page = await readPage(tx, query, cursor, readerOf(actor, tx, side), viewers);
    const rows = JSON.parse(`[${page.rows}]`) as CaseRow[];
    count += rows.length;
    if (count > most) return refuse('too_large', { facts: { most } });
    for (const { practiceId } of rows) found.set(practiceId, (found.get(practiceId) ?? 0) + 1);
    parts.push(rows.map((row) => csvRow(cellsOf(row, say, words))).join(''));
    cursor = page.next ? readCursor(query, writeCursor(query, page.next.map(String))) : null;
  } while (cursor);
  const filters = Object.entries(call.query).flatMap(([field, value]) =>
    value === undefined || value === ''
      ? []
      : [{ field: `filter.${field}`, after: String(value), ...(field === 'search' ? { after: '…' } : {}) }],
  );
  const changes = (rows: number) => [{ field: 'exportedCases', after: String(rows) }, ...filters];
  call.audit({ subject, changes: changes(count) });
  if (subject.kind === 'group')
    for (const [id, rows] of found)
      call.alsoAudit({
        action: 'exportCases',
        organisationId: id,
        subject: { kind: 'practice', id },
        changes: changes(rows),
      });
  return { file: Buffer.from(parts.join('')), name: `cases-${tx.now.toISOString().slice(0, 10)}.csv` };
}

function cellsOf(row: CaseRow, say: Say, words: Say): string[] {
  return [
    String(row.number),
    row.patient ? `${row.patient.lastName}, ${row.patient.firstName}` : '',
    words(`statuses.${row.status}`),
    words(`categories.${row.category}`),
    words(`kinds.${row.orders[0]?.kind ?? 'aligner'}`),
    say(`turns.${row.turn}`),
    row.turnSince,
    row.promisedOn ?? '',
    row.provider?.name ?? '',
    row.practice,
    row.laboratory ?? '',
    row.package ?? '',
    row.setupVersion === null ? '' : String(row.setupVersion),
    say(`collaborator_statuses.${row.collaboratorStatus}`),
    row.lastActivityAt,
  ];
}
