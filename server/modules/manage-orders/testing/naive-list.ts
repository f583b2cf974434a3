import type { CaseListQuery } from '#contract/manage-orders.ts';

/** A row of case_rows as it lies in the table. */
export type KeptRow = {
  viewer_id: string;
  case_id: string;
  closed: boolean;
  number: number;
  practice_id: string;
  practice: string;
  first_name: string;
  last_name: string;
  practitioner_id: string | null;
  provider: string;
  provider_key: string;
  practice_key: string;
  technician_id: string | null;
  kind: string;
  status: string;
  category: string;
  package: string;
  setup_version: number;
  collaborator_status: string;
  turn: string;
  turn_account_id: string | null;
  promised_on: string | null;
  needs_provider: boolean;
  answer_needed: boolean;
  moment: number;
  unread_by: string[];
};

type Reader = { me: string; side: 'practice' | 'laboratory'; viewers: readonly string[] };

const pressing = {
  status: ['action_needed', 'in_progress', 'in_treatment', 'closed'],
  category: [
    ...[
      'draft',
      'awaiting_confirmation',
      'submitted',
      'waiting_for_records',
      'records_rejected',
      'setup_in_production',
      'setup_awaiting_approval',
    ],
    ...[
      'setup_changes_requested',
      'manufacturing',
      'shipped',
      'in_treatment',
      'on_hold',
      'completed',
      'cancelled',
      'refused',
      'closed',
    ],
  ],
  collaborator: ['ready', 'evaluating', 'awaiting', 'approved', 'none', 'archived'],
  turn: ['provider', 'provider_side', 'laboratory', 'nobody'],
};

/** The list's second reading: goes through all rows, filters and sorts them as the words say. Ids of cases in order. */
export function naiveList(rows: readonly KeptRow[], query: CaseListQuery, reader: Reader): string[] {
  const among = (wanted: readonly string[] | undefined, value: string | null) =>
    !wanted || wanted.includes(value ?? '');
  const fits = (row: KeptRow) =>
    reader.viewers.includes(row.viewer_id) &&
    (query.status || query.category || query.all || !row.closed) &&
    among(query.status, row.status) &&
    among(query.category, row.category) &&
    among(query.kind, row.kind) &&
    among(query.package, row.package) &&
    among(query.provider, row.practitioner_id) &&
    among(query.practice, row.practice_id) &&
    among(query.technician, row.technician_id) &&
    among(query.collaboratorStatus, row.collaborator_status) &&
    (!query.turn || (query.turn === 'mine' ? isMine(row, reader) : row.turn === query.turn)) &&
    (!query.overdue || (row.turn === 'laboratory' && row.promised_on !== null && row.promised_on < '2026')) &&
    (!query.needsProvider || row.needs_provider) &&
    (!query.answerNeeded || row.answer_needed) &&
    (!query.unread || row.unread_by.includes(reader.me)) &&
    plain(query.search)
      .split(' ')
      .every((word) => found(row, word));
  const up = query.direction === 'ascending' ? 1 : -1;
  return rows
    .filter(fits)
    .sort(
      (a, b) =>
        up *
        (compare(keyOf(a, query.sort), keyOf(b, query.sort)) || a.moment - b.moment || compare(a.case_id, b.case_id)),
    )
    .map((row) => row.case_id);
}

function isMine(row: KeptRow, reader: Reader): boolean {
  if (row.turn_account_id) return row.turn_account_id === reader.me;
  return row.turn === (reader.side === 'practice' ? 'provider_side' : 'laboratory');
}

const plain = (text: string) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ø', 'o').replaceAll('’', "'");

function found(row: KeptRow, word: string): boolean {
  const beginnings = [row.first_name, row.last_name, row.provider, row.provider_key].map(plain);
  return (
    beginnings.some((each) => each.startsWith(word)) || (/^\d+$/.test(word) && String(row.number).startsWith(word))
  );
}

function keyOf(row: KeptRow, sort: CaseListQuery['sort']): string | number {
  const urgency = (of: readonly string[], word: string) => -of.indexOf(word);
  switch (sort) {
    case 'activity':
      return row.moment;
    case 'number':
      return row.number;
    case 'patient':
      return `${plain(row.last_name)} ${plain(row.first_name)}`;
    case 'status':
      return urgency(pressing.status, row.status);
    case 'category':
      return urgency(pressing.category, row.category);
    case 'package':
      return row.package;
    case 'setup':
      return row.setup_version;
    case 'provider':
      return row.provider_key;
    case 'practice':
      return row.practice_key;
    case 'collaborator_status':
      return urgency(pressing.collaborator, row.collaborator_status);
    case 'turn':
      return urgency(pressing.turn, row.turn);
    case 'promised':
      return row.promised_on ?? '9999';
  }
}

/** By code points, as the "C" collation has it. */
function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}
