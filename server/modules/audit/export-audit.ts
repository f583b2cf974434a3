import type { Answer, Call } from '#access/route.ts';
import type { AuditEntry, exportAudit as endpoint } from '#contract/audit.ts';
import type { Platform } from '#platform/platform.ts';
import { refuse } from '#platform/refusal.ts';
import { csvRow, toCsv } from './csv.ts';
import { describeEntries } from './describe-entries.ts';
import { entriesOf } from './store.ts';

/** More at once would fill the server's memory; a refusal says to narrow the time. */
const mostEntries = 100_000;
const batch = 2000;

const columns = [
  'at',
  'person',
  'account',
  'position',
  'permission',
  'action',
  'subject kind',
  'subject',
  'subject id',
  'network address',
  'changes',
  'sealed',
  'entry',
];

export const exportAudit =
  (platform: Platform, most = mostEntries) =>
  async (call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> => {
    const { tx, scope, query } = call;
    const parts = [toCsv([columns])];
    let before: string | null = null;
    let count = 0;
    for (;;) {
      const rows = await entriesOf(tx, scope, query, before, batch);
      count += rows.length;
      if (count > most) return refuse('too_large', { facts: { most } });
      const { entries } = await describeEntries(tx, platform.secret, scope, rows);
      parts.push(entries.map((entry) => csvRow(cellsOf(entry))).join(''));
      if (rows.length < batch) break;
      before = rows.at(-1)!.id;
    }
    call.audit({
      subject: { kind: scope.kind, id: scope.organisationId },
      changes: [
        { field: 'exportedEntries', after: String(count) },
        ...Object.entries(query).map(([field, value]) => ({ field: `filter.${field}`, after: String(value) })),
      ],
    });
    return { file: Buffer.from(parts.join('')), name: `audit-${tx.now.toISOString().slice(0, 10)}.csv` };
  };

function cellsOf(entry: AuditEntry): string[] {
  return [
    entry.at,
    entry.person,
    entry.accountId ?? '',
    entry.position ?? '',
    entry.permission,
    entry.action,
    entry.subjectKind ?? '',
    entry.subject ?? '',
    entry.subjectId ?? '',
    entry.from ?? '',
    entry.changes.map(changeInWords).join('; '),
    entry.sealed ? 'yes' : 'no',
    entry.id,
  ];
}

function changeInWords({ field, before, after }: AuditEntry['changes'][number]): string {
  if (before === null && after === null) return field;
  return `${field}: ${before === null ? '' : `${before} `}→${after === null ? '' : ` ${after}`}`;
}
