import type { Actor } from '#access/actor.ts';
import { decideOnCase } from '#access/decide.ts';
import type { CaseScope } from '#access/scope.ts';
import { type Category, statusOf, turnOf } from '#contract/order-life.ts';
import type { Order } from '#contract/orders.ts';
import { possibleEvents } from './life.ts';
import { missingIn, requirementsOf } from './missing.ts';
import { type OrderRow, stageOf, standingsOn, stateOf } from './order-row.ts';
import { withinThirtyDays } from './rules.ts';

type Reader = { actor: Actor; scope: CaseScope; now: Date };

/** An order as the reader may see it, with what the reader may do. */
export function describeOrder(order: OrderRow, reader: Reader): Order {
  const { people, laboratories } = order.names;
  const named = (id: string | null) => (id ? { id, name: laboratories[id] ?? '' } : null);
  const technician = reader.scope.side === 'laboratory' || isOfLaboratory(order) ? order.technician_id : null;
  return {
    id: order.id,
    caseId: order.case_id,
    kind: order.kind,
    category: order.category,
    status: statusOf(order.category, order.held_from),
    turn: turnOf(order.category, order.cancellation_asked_at !== null),
    turnSince: order.turn_since.toISOString(),
    heldFrom: order.held_from,
    heldBecause: order.held_because,
    version: order.version,
    author: people[order.author_id] ?? '',
    createdAt: order.created_at.toISOString(),
    savedAt: order.saved_at.toISOString(),
    discardedAt: order.discarded_at?.toISOString() ?? null,
    submittedAt: order.submitted_at?.toISOString() ?? null,
    submittedBy: order.submitted_by ? (people[order.submitted_by] ?? '') : null,
    acceptedAt: order.accepted_at?.toISOString() ?? null,
    manufacturingBeganAt: order.manufacturing_began_at?.toISOString() ?? null,
    cancellationAskedAt: order.cancellation_asked_at?.toISOString() ?? null,
    promisedOn: order.promised_on,
    laboratory: named(order.laboratory_id),
    manufacturer: named(order.manufacturer_id),
    technician: technician ? { accountId: technician, name: people[technician] ?? '' } : null,
    prescription: order.prescription,
    prescriptionVersion: order.prescription_version,
    acknowledgedVersion: order.acknowledged_version,
    requirements: requirementsOf(order),
    missing: order.category === 'draft' ? missingFor(reader, order) : [],
    handed: order.handed_at ? { by: order.handed_name ?? '', at: order.handed_at.toISOString() } : null,
    confirmations: Object.keys(order.confirmations).sort(),
    mayDo: possibleEvents(stateOf(order, reader.actor.accountId), standingsOn(reader.scope, order)),
    may: mayBeside(order, reader),
  };
}

/** What whoever prepares a draft for a provider can see to; the rest is the provider's. */
export const missingFor = (reader: Pick<Reader, 'scope'>, order: OrderRow): Order['missing'] =>
  missingIn(order).filter(
    ({ what }) => reader.scope.side !== 'collaborator' || !['provider', 'laboratory', 'confirmations'].includes(what),
  );

const isOfLaboratory = (order: OrderRow) => (order.laboratory_roles ?? order.manufacturer_roles) !== null;

export const recordsAddedIn: readonly Category[] = ['draft', 'waiting_for_records', 'records_rejected'];
export const recordsCheckedIn: readonly Category[] = [
  'submitted',
  'waiting_for_records',
  'records_rejected',
  'setup_in_production',
  'setup_changes_requested',
];

/** What somebody may do with the order beside its life. */
function mayBeside(order: OrderRow, reader: Reader): Order['may'] {
  const standings = standingsOn(reader.scope, order);
  const may = (permission: Parameters<typeof decideOnCase>[1]) => decideOnCase(standings, permission).allowed;
  const draft = order.category === 'draft';
  const own = standings.includes('provider') || order.author_id === reader.actor.accountId;
  const rights: Record<Order['may'][number], boolean> = {
    edit_draft: draft && !order.discarded_at && may('draft.edit'),
    hand_to_provider: draft && !order.discarded_at && !order.handed_at && may('draft.hand_to_provider'),
    discard: draft && !order.discarded_at && own && may('draft.discard'),
    restore:
      draft &&
      order.discarded_at !== null &&
      withinThirtyDays(order.discarded_at, reader.now) &&
      own &&
      may('draft.discard'),
    add_records: !order.discarded_at && recordsAddedIn.includes(order.category) && may('records.add'),
    check_records: recordsCheckedIn.includes(order.category) && may('records.check'),
    change_prescription: prescriptionChangeable(order) && may('prescription.change'),
    acknowledge: order.acknowledged_version < order.prescription_version && plans(order) && may('order.process'),
    promise: awaitsLaboratory(order) && may('order.process'),
    assign: isOpen(order) && may('order.assign'),
    name_manufacturer: manufacturerNameable(order) && plans(order) && may('order.assign'),
  };
  return (Object.keys(rights) as Order['may']).filter((right) => rights[right as Order['may'][number]]);
}

/** The reader belongs to the laboratory that the order was sent to, not merely to one that manufactures it. */
export const plans = (order: OrderRow): boolean => (order.laboratory_roles?.length ?? 0) > 0;

export const isOpen = (order: OrderRow): boolean =>
  order.sent_at !== null && statusOf(order.category, order.held_from) !== 'closed';

/** There is a next step of the laboratory to promise a date for. */
export const awaitsLaboratory = (order: OrderRow): boolean =>
  order.sent_at !== null && turnOf(order.category, false) === 'laboratory';

export const manufacturerNameable = (order: OrderRow): boolean =>
  isOpen(order) && !['shipped', 'in_treatment'].includes(stageOf(order));

const beforeApproval: readonly Category[] = [
  'submitted',
  'waiting_for_records',
  'records_rejected',
  'setup_in_production',
  'setup_awaiting_approval',
  'setup_changes_requested',
];

/** Until the setup is approved; of an order without one, until manufacturing begins. */
export function prescriptionChangeable(order: OrderRow): boolean {
  const stage = stageOf(order);
  const withoutSetup = order.kind === 'retainer' || order.kind === 'replacement';
  return (
    beforeApproval.includes(stage) ||
    (stage === 'manufacturing' && withoutSetup && order.manufacturing_began_at === null)
  );
}
