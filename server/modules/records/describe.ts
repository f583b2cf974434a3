import { collaboratorOn } from '#access/scope.ts';
import type { Standing } from '#contract/case-permissions.ts';
import type { CaseRecord } from '#contract/records.ts';
import type { Platform } from '#platform/platform.ts';
import { mayWith } from './rules.ts';
import { type OrderRow, orderStateOf, type RecordRow } from './store.ts';

/** A record as the API tells it; looks up how much of it has arrived where it is still on its way. */
export async function shownRecord(
  platform: Platform,
  row: RecordRow,
  order: OrderRow,
  standings: readonly Standing[],
): Promise<CaseRecord> {
  const bytes = Number(row.bytes);
  const shown = {
    id: row.id,
    orderId: row.order_id,
    slot: row.slot,
    state: row.state,
    fileName: row.file_name,
    bytes,
    received: row.state === 'uploading' ? await platform.files.incoming.received({ id: row.id, bytes }) : bytes,
    format: row.format,
    problem: row.problem,
    problems: row.problems,
    treatment: row.treatment,
    facts: row.facts,
    renditions: row.renditions,
    verdict: row.verdict,
    rejectedBecause: row.rejected_because,
    checkedBy: row.verdict_name,
    addedBy: row.added_name,
    addedAt: row.added_at.toISOString(),
    replacedAt: row.replaced_at?.toISOString() ?? null,
  };
  const may = mayWith(
    { ...shown, side: row.side, sent: row.sent_at !== null },
    orderStateOf(order),
    collaboratorOn(standings, order),
  );
  return { ...shown, may };
}
