import { type CaseScope, seesWhole } from '#access/scope.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { OrderPatch, OrderRow } from './order-row.ts';

const facts = `select x.id, x.case_id, x.kind, x.category, x.held_from, x.held_because, x.turn_since, x.laboratory_id, x.manufacturer_id,
  x.technician_id, x.author_id, x.created_at, x.prescription, x.prescription_version, x.acknowledged_version, x.confirmations, x.saved_at,
  x.discarded_at, x.submitted_at, x.submitted_by, x.sent_at, x.accepted_at, x.manufacturing_began_at, x.cancellation_asked_at, x.touched_at,
  x.promised_on::text as promised_on, x.handed_at, x.handed_name, x.version, c.practice_id, c.patient_id, c.practitioner_id, c.not_shared, c.package, c.package_chosen_at,
  exists (select from members m join practitioners p on p.id = m.practitioner_id join groups g on g.id = p.group_id
    where m.organisation_id = c.practice_id and m.practitioner_id = c.practitioner_id and m.removed_at is null and m.deactivated_at is null
      and p.account_id = m.account_id and p.clinical_role = any (g.provider_clinical_roles)) as provider_able,
  exists (select from practice_laboratories pl where pl.practice_id = c.practice_id and pl.laboratory_id = x.laboratory_id
    and pl.ended_at is null) as laboratory_chosen,
  x.author_id = current_account() as own, order_names(x.id) as names,
  (select r.slots from record_requirements r where r.laboratory_id = x.laboratory_id and r.kind = x.kind) as required,
  (select coalesce(jsonb_agg(jsonb_build_object('slot', r.slot, 'state', r.state, 'rejected', r.verdict is not distinct from 'rejected')), '[]')
     from records r where r.order_id = x.id and r.side = 'provider_side' and r.replaced_at is null and r.removed_at is null) as records,
  (select jsonb_build_object('id', s.id, 'version', s.version, 'contentHash', s.content_hash, 'upperStages', s.upper_stages,
      'lowerStages', s.lower_stages, 'decision', s.decision, 'decidedBy', s.decided_by, 'chosePackage', s.decided_at is not distinct from c.package_chosen_at)
     from setups s where s.order_id = x.id and s.withdrawn_at is null order by s.version desc limit 1) as setup,
  (select array_agg(m.role) from members m where m.organisation_id = x.laboratory_id and m.account_id = current_account()
    and m.removed_at is null and m.deactivated_at is null) as laboratory_roles,
  (select array_agg(m.role) from members m where m.organisation_id = x.manufacturer_id and m.account_id = current_account()
    and m.removed_at is null and m.deactivated_at is null) as manufacturer_roles,
  exists (select from setups s where s.case_id = x.case_id and s.decision = 'approved' and s.withdrawn_at is null) as has_approved_setup,
  exists (select from orders o where o.case_id = x.case_id and o.id <> x.id and (o.submitted_at is not null or o.created_at < x.created_at)) as case_begun
  from orders x join cases c on c.id = x.case_id`;
const seen = `x.case_id = $2
   and ($3 or (x.sent_at is not null and (x.laboratory_id = any ($4::uuid[]) or x.manufacturer_id = any ($4::uuid[]))))`;
const byId = `${facts} where x.id = $1 and ${seen}`;
const bySetup = `${facts} where x.id = (select s.order_id from setups s where s.id = $1 and s.withdrawn_at is null) and ${seen}`;

/** An order of the scope's case as it is; undefined where the caller doesn't see it: a laboratory sees what was sent to it. */
export function orderOf(tx: Tx, scope: CaseScope, orderId: string): Promise<OrderRow | undefined> {
  return one(tx, scope, byId, orderId);
}

/** The order for which a version of the setup was delivered; undefined also where that version was withdrawn. */
export function orderOfVersion(tx: Tx, scope: CaseScope, setupId: string): Promise<OrderRow | undefined> {
  return one(tx, scope, bySetup, setupId);
}

async function one(tx: Tx, scope: CaseScope, statement: string, id: string): Promise<OrderRow | undefined> {
  const [row] = await tx.query<OrderRow>(statement, [id, scope.caseId, seesWhole(scope), scope.laboratoryIds]);
  return row;
}

/**
 * The same, held for the rest of the transaction. Two statements in one flight: the second begins once the lock is there, and so sees
 * what the one before it in line did, in other tables too.
 */
export async function holdOrder(tx: Tx, scope: CaseScope, orderId: string): Promise<OrderRow | undefined> {
  tx.send('select id from orders where id = $1 and case_id = $2 for update', [orderId, scope.caseId]);
  return orderOf(tx, scope, orderId);
}

/** Writes what changed of an order; travels with the commit. */
export function writeOrder(tx: Tx, orderId: string, patch: OrderPatch): void {
  const columns = Object.keys(patch).sort() as (keyof OrderPatch)[];
  const set = columns.map((column, index) => `${column} = $${index + 2}`);
  tx.send(`update orders set ${[...set, 'version = version + 1'].join(', ')} where id = $1`, [
    orderId,
    ...columns.map((column) => patch[column]),
  ]);
}

export type NewOrder = {
  id: string;
  caseId: string;
  kind: string;
  laboratoryId: string | null;
  authorId: string;
  prescription: object;
};

/** Begins a draft; travels with what follows. */
export function insertDraft(tx: Tx, draft: NewOrder): void {
  tx.send(
    `insert into orders (id, case_id, kind, category, turn_since, laboratory_id, author_id, created_at, prescription, saved_at)
     values ($1, $2, $3, 'draft', $6, $4, $5, $6, $7, $6)`,
    [
      draft.id,
      draft.caseId,
      draft.kind,
      draft.laboratoryId,
      draft.authorId,
      tx.now,
      JSON.stringify(draft.prescription),
    ],
  );
}

/** The last changes of state of an order, newest first. */
export function pastOf(tx: Tx, orderId: string) {
  return tx.query<{ event: string; from_category: string | null; to_category: string | null; name: string; at: Date }>(
    'select event, from_category, to_category, name, at from case_history where order_id = $1 order by id desc limit 100',
    [orderId],
  );
}
