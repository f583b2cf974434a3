import type { Setup } from '#contract/orders.ts';

/** Of a setup `s` with its record `r`, where the reader sees that. */
export const setupColumns = `s.id, s.version, s.record_id, s.content_hash, r.file_name, r.bytes, s.upper_stages, s.lower_stages, s.note, s.delivered_name,
  s.delivered_at, s.withdrawn_at, s.withdrawn_because, s.decision, s.decided_name, s.decided_at, s.instructions`;

export type SetupRow = {
  id: string;
  version: number;
  record_id: string;
  content_hash: string;
  file_name: string | null;
  bytes: string | null;
  upper_stages: number;
  lower_stages: number;
  note: string;
  delivered_name: string;
  delivered_at: Date;
  withdrawn_at: Date | null;
  withdrawn_because: string | null;
  decision: 'approved' | 'declined' | null;
  decided_name: string | null;
  decided_at: Date | null;
  instructions: string | null;
};

/** A version as the API tells it. */
export function shownSetup(row: SetupRow): Setup {
  return {
    id: row.id,
    version: row.version,
    recordId: row.record_id,
    contentHash: row.content_hash,
    fileName: row.file_name ?? '',
    bytes: Number(row.bytes ?? 0),
    upperStages: row.upper_stages,
    lowerStages: row.lower_stages,
    note: row.note,
    deliveredBy: row.delivered_name,
    deliveredAt: row.delivered_at.toISOString(),
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
    withdrawnBecause: row.withdrawn_because,
    decision: row.decision,
    decidedBy: row.decided_name,
    decidedAt: row.decided_at?.toISOString() ?? null,
    instructions: row.instructions,
  };
}
