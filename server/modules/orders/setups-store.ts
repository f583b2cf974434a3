import type { CaseScope } from '#access/scope.ts';
import type { TreatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { type SetupRow, setupColumns } from './shown-setup.ts';

/** What was read of a setup's file. */
export type SetupFile = {
  content_hash: string;
  treatment: TreatmentPlan | null;
  upper_stages: number;
  lower_stages: number;
  /** FDI numbers, where the teeth could be told apart. */
  teeth: readonly number[] | null;
  /** The version that was delivered from this file: the one asked for, or the newest. */
  before: { contentHash: string; treatment: TreatmentPlan } | null;
};

/** A file of slot `setup` that the order's laboratory uploaded in this case, of this order or an earlier one; undefined unless it is ready. */
export async function readySetupFile(
  tx: Tx,
  scope: CaseScope,
  order: { laboratory_id: string | null },
  { recordId, again }: { recordId: string; again: number | null },
): Promise<SetupFile | undefined> {
  const [row] = await tx.query<Omit<SetupFile, 'teeth'> & { teeth: string | null }>(
    `select r.content_hash, r.treatment, r.facts->>'toothNumbers' as teeth,
       (select jsonb_build_object('contentHash', s.content_hash, 'treatment', s.treatment) from setups s
         where s.record_id = r.id and s.case_id = r.case_id and ($4::integer is null or s.version = $4) order by s.version desc limit 1) as before, coalesce((r.facts->>'upperStages')::integer, 0) as upper_stages,
       coalesce((r.facts->>'lowerStages')::integer, 0) as lower_stages from records r join orders x on x.id = r.order_id
      where r.id = $1 and r.case_id = $2 and x.laboratory_id = $3 and r.slot = 'setup' and r.side = 'laboratory' and r.state = 'ready'
        and r.content_hash is not null and r.removed_at is null`,
    [recordId, scope.caseId, order.laboratory_id, again],
  );
  // A version that wasn’t made from this file can’t be offered again by it.
  if (again !== null && !row?.before) return undefined;
  return row && { ...row, teeth: row.teeth?.match(/\d{2}/g)?.map(Number) ?? null };
}

/** The case's next version number; holds the case, so that no number is given twice. */
export async function nextVersion(tx: Tx, scope: CaseScope): Promise<number> {
  const [row] = await tx.query<{ next: number }>('select next_setup_version($1) as next', [scope.caseId]);
  return row!.next;
}

export type NewSetup = {
  orderId: string;
  version: number;
  recordId: string;
  contentHash: string;
  upperStages: number;
  lowerStages: number;
  treatment: TreatmentPlan;
  note: string;
  by: { accountId: string; firstName: string; lastName: string };
};

export function insertSetup(tx: Tx, scope: CaseScope, given: NewSetup): string {
  const id = newId();
  tx.send(
    `insert into setups (id, order_id, case_id, version, record_id, content_hash, upper_stages, lower_stages, treatment, note, delivered_by, delivered_name,
       delivered_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      id,
      given.orderId,
      scope.caseId,
      given.version,
      given.recordId,
      given.contentHash,
      given.upperStages,
      given.lowerStages,
      JSON.stringify(given.treatment),
      given.note,
      given.by.accountId,
      `${given.by.firstName} ${given.by.lastName}`,
      tx.now,
    ],
  );
  return id;
}

export function withdrawVersion(tx: Tx, setupId: string, reason: string): void {
  tx.send('update setups set withdrawn_at = $2, withdrawn_because = $3 where id = $1', [setupId, tx.now, reason]);
}

export type Decided = {
  decision: 'approved' | 'declined';
  by: { accountId: string; firstName: string; lastName: string };
  instructions?: string;
};

export function decideVersion(tx: Tx, setupId: string, given: Decided): void {
  tx.send(
    'update setups set decision = $2, decided_by = $3, decided_name = $4, decided_at = $5, instructions = $6 where id = $1',
    [
      setupId,
      given.decision,
      given.by.accountId,
      `${given.by.firstName} ${given.by.lastName}`,
      tx.now,
      given.instructions ?? null,
    ],
  );
}

/** A decision taken back: the version is open again, as if nobody had decided. The history tells what was. */
export function reopenVersion(tx: Tx, setupId: string): void {
  tx.send(
    'update setups set decision = null, decided_by = null, decided_name = null, decided_at = null, instructions = null where id = $1',
    [setupId],
  );
}

/** Keeps the package as it is now with the case, or takes it from the case again. */
export function keepPackage(tx: Tx, scope: CaseScope, chosen: object | null): void {
  tx.send('update cases set package = $2, package_chosen_at = $3 where id = $1', [
    scope.caseId,
    chosen === null ? null : JSON.stringify(chosen),
    chosen === null ? null : tx.now,
  ]);
}

export function setupsOf(tx: Tx, orderId: string): Promise<SetupRow[]> {
  return tx.query<SetupRow>(
    `select ${setupColumns} from setups s left join records r on r.id = s.record_id where s.order_id = $1 order by s.version desc`,
    [orderId],
  );
}
