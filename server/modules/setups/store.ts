import { type CaseScope, seesWhole } from '#access/scope.ts';
import type { TreatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import { viewersOf } from '#modules/cases/index.ts';
import { type SetupRow, setupColumns } from '#modules/orders/index.ts';
import type { Tx } from '#platform/database/transaction.ts';

/** $1 case, $2 version, $3 sees the whole case or not, $4 laboratories. A withdrawn version is nobody's to see. */
const seen = (order: string) => `${order}.case_id = $1 and ($3 or (${order}.sent_at is not null
  and (${order}.laboratory_id = any ($4::uuid[]) or ${order}.manufacturer_id = any ($4::uuid[]))))`;
const seenVersion = `s.id = $2 and s.case_id = $1 and s.withdrawn_at is null and ${seen('x')}`;

const values = (scope: CaseScope, setupId: string) => [scope.caseId, setupId, seesWhole(scope), scope.laboratoryIds];

export type VersionInCase = {
  id: string;
  orderId: string;
  version: number;
  deliveredAt: string;
  decision: 'approved' | 'declined' | null;
};

export type ReviewRow = SetupRow & {
  treatment: Partial<TreatmentPlan>;
  /** What was read of the file; null where the reader sees the version but not the file's record. */
  file_facts: Record<string, string | number | boolean> | null;
  number: number;
  practice: string;
  provider: string;
  first_name: string | null;
  last_name: string | null;
  versions: VersionInCase[];
};

/** A version with the case around it and the case's other versions; undefined where the caller doesn't see it. One statement. */
export async function versionSeen(tx: Tx, scope: CaseScope, setupId: string): Promise<ReviewRow | undefined> {
  const [row] = await tx.query<ReviewRow>(
    `select ${setupColumns}, s.treatment, r.facts as file_facts, k.number, k.practice, k.provider, p.first_name, p.last_name,
       (select json_agg(json_build_object('id', v.id, 'orderId', v.order_id, 'version', v.version, 'decision', v.decision,
            'deliveredAt', to_char(v.delivered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by v.version)
          from setups v join orders w on w.id = v.order_id where v.case_id = $1 and v.withdrawn_at is null and ${seen('w')}) as versions
       from setups s join orders x on x.id = s.order_id left join records r on r.id = s.record_id
       join cases c on c.id = s.case_id join case_rows k on k.case_id = c.id and k.viewer_id = any ($5::uuid[])
       left join patients p on p.id = c.patient_id
      where ${seenVersion} limit 1`,
    [...values(scope, setupId), viewersOf(scope)],
  );
  return row;
}

export type FileRow = { record_id: string; content_hash: string; file_name: string; format: string | null };

/** Where the files of a version lie; undefined where the caller doesn't see it, or no longer. */
export async function versionFiles(tx: Tx, scope: CaseScope, setupId: string): Promise<FileRow | undefined> {
  const [row] = await tx.query<FileRow>(
    `select s.record_id, s.content_hash, coalesce(r.file_name, '') as file_name, r.format
       from setups s join orders x on x.id = s.order_id left join records r on r.id = s.record_id where ${seenVersion}`,
    values(scope, setupId),
  );
  return row;
}
