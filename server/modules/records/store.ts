import { type CaseScope, seesWhole } from '#access/scope.ts';
import type { Category, OrderKind } from '#contract/order-life.ts';
import type { CaseRecord, Rendition, Slot } from '#contract/records.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { OrderState, RecordSide } from './rules.ts';

export type RecordRow = {
  id: string;
  case_id: string;
  order_id: string;
  slot: Slot;
  state: CaseRecord['state'];
  file_name: string;
  bytes: string;
  format: string | null;
  problem: string | null;
  problems: CaseRecord['problems'];
  treatment: CaseRecord['treatment'];
  facts: CaseRecord['facts'];
  renditions: Rendition[];
  content_hash: string | null;
  side: RecordSide;
  added_name: string;
  added_at: Date;
  sent_at: Date | null;
  verdict: CaseRecord['verdict'];
  rejected_because: string | null;
  verdict_name: string | null;
  replaces: string | null;
  replaced_at: Date | null;
};

export type OrderRow = {
  order_id: string;
  kind: OrderKind;
  category: Category;
  held_from: Category | null;
  order_sent_at: Date | null;
  discarded_at: Date | null;
  /** The reader began it. */
  own: boolean;
};

const orderColumns = `x.author_id = current_account() as own, x.id as order_id, x.kind, x.category, x.held_from, x.sent_at as order_sent_at, x.discarded_at`;
const recordColumns = `r.id, r.case_id, r.order_id, r.slot, r.state, r.file_name, r.bytes, r.format, r.problem, r.problems, r.treatment, r.facts, r.renditions, r.content_hash,
  r.side, r.added_name, r.added_at, r.sent_at, r.verdict, r.rejected_because, r.verdict_name, r.replaces`;

/** An order that the caller sees: of the own practice, or sent to an own laboratory. $1 case, $2 practice side or not, $3 laboratories. */
const seenOrder = `x.case_id = $1 and ($2 or (x.sent_at is not null and (x.laboratory_id = any ($3::uuid[]) or x.manufacturer_id = any ($3::uuid[]))))`;
/** A record of it: each side sees its own, and what the other sent or delivered. */
const seenRecord = `r.removed_at is null and (
  ($2 and (r.side = 'provider_side' or exists (select from setups s where s.record_id = r.id and s.withdrawn_at is null)))
  or (x.sent_at is not null and (x.laboratory_id = any ($3::uuid[]) or x.manufacturer_id = any ($3::uuid[])) and (r.side = 'laboratory' or r.sent_at is not null)))`;
/** To the laboratory a record is replaced once what replaces it was sent. */
const replacedAt = `case when r.replaced_at is null or $2 then r.replaced_at when exists (select from records n where n.order_id = r.order_id
  and n.slot = r.slot and n.sent_at is not null and n.added_at > r.added_at) then r.replaced_at end as replaced_at`;

function seenBy(scope: CaseScope): [string, boolean, readonly string[]] {
  return [scope.caseId, seesWhole(scope), scope.laboratoryIds];
}

export function orderStateOf(row: OrderRow): OrderState {
  return {
    category: row.category,
    heldFrom: row.held_from,
    sentAt: row.order_sent_at,
    discardedAt: row.discarded_at,
  };
}

/** The order and its records, oldest first; undefined where there is no such order for the caller. A single statement. */
export async function recordsOfOrder(
  tx: Tx,
  scope: CaseScope,
  orderId: string,
): Promise<{ order: OrderRow; records: RecordRow[] } | undefined> {
  const rows = await tx.query<OrderRow & RecordRow>(
    `select ${recordColumns}, ${orderColumns}, ${replacedAt}
       from orders x left join records r on r.order_id = x.id and ${seenRecord}
      where x.id = $4 and ${seenOrder} order by r.added_at, r.id`,
    [...seenBy(scope), orderId],
  );
  const order = rows[0];
  return order && { order, records: rows.filter(({ id }) => id !== null) };
}

/** One record with the order it belongs to; with `held` both stay as they are until the transaction ends: the order first, as everywhere. */
export async function recordInCase(
  tx: Tx,
  scope: CaseScope,
  recordId: string,
  held = false,
): Promise<(RecordRow & OrderRow) | undefined> {
  if (held)
    tx.send(
      'select id from orders where id = (select order_id from records where id = $1 and case_id = $2) for no key update',
      [recordId, scope.caseId],
    );
  const [row] = await tx.query<RecordRow & OrderRow>(
    `select ${recordColumns}, ${orderColumns}, ${replacedAt}
       from records r join orders x on x.id = r.order_id
      where r.id = $4 and r.case_id = $1 and ${seenOrder} and ${seenRecord} ${held ? 'for no key update of r' : ''}`,
    [...seenBy(scope), recordId],
  );
  return row;
}

/** The order that a record is to be added to; it stays as it is until the transaction ends. */
export async function holdOrder(tx: Tx, scope: CaseScope, orderId: string): Promise<OrderRow | undefined> {
  const [row] = await tx.query<OrderRow>(
    `select ${orderColumns} from orders x where x.id = $4 and ${seenOrder} for no key update`,
    [...seenBy(scope), orderId],
  );
  return row;
}

export type Rivals = {
  /** All that the order ever held. */
  all: number;
  /** The current ones of the slot, oldest first. */
  current: (Pick<RecordRow, 'id' | 'state' | 'sent_at' | 'verdict' | 'replaces' | 'bytes'> & { fingerprint: string })[];
};

/** What the order holds already, and what stands in the slot. */
export async function rivalsOf(tx: Tx, scope: CaseScope, orderId: string, slot: Slot): Promise<Rivals> {
  const rows = await tx.query<Rivals['current'][number] & { all: string }>(
    `select r.id, r.state, r.sent_at, r.verdict, r.replaces, r.bytes, r.fingerprint from records r
      where r.order_id = $1 and r.case_id = $2 and r.slot = $3 and r.replaced_at is null and r.removed_at is null order by r.added_at`,
    [orderId, scope.caseId, slot],
  );
  const [counted] = await tx.query<{ count: string }>(
    'select count(*) from records where order_id = $1 and case_id = $2 and removed_at is null',
    [orderId, scope.caseId],
  );
  return { all: Number(counted!.count), current: rows };
}

export type NewRecord = {
  id: string;
  orderId: string;
  slot: Slot;
  state: 'uploading' | 'posted';
  fileName: string;
  fingerprint: string;
  bytes: number;
  side: RecordSide;
  addedBy: string;
  addedName: string;
  sentAt: Date | null;
  replaces: string | null;
};

export function insertRecord(tx: Tx, scope: CaseScope, record: NewRecord): void {
  tx.send(
    `insert into records (id, case_id, order_id, slot, state, file_name, fingerprint, bytes, side, added_by, added_name, added_at, sent_at, replaces)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      record.id,
      scope.caseId,
      record.orderId,
      record.slot,
      record.state,
      record.fileName,
      record.fingerprint,
      record.bytes,
      record.side,
      record.addedBy,
      record.addedName,
      tx.now,
      record.sentAt,
      record.replaces,
    ],
  );
}

export function markReplaced(tx: Tx, scope: CaseScope, recordId: string): void {
  tx.send('update records set replaced_at = $3 where id = $1 and case_id = $2', [recordId, scope.caseId, tx.now]);
}

export function recordVerdict(
  tx: Tx,
  scope: CaseScope,
  recordId: string,
  given: { verdict: 'accepted' | 'rejected'; reason: string | null; state: string; by: string; name: string },
): void {
  tx.send(
    `update records set verdict = $3, rejected_because = $4, state = $5, verdict_by = $6, verdict_name = $7, verdict_at = $8
      where id = $1 and case_id = $2`,
    [recordId, scope.caseId, given.verdict, given.reason, given.state, given.by, given.name, tx.now],
  );
}
