import { type CaseScope, collaboratorOn } from '#access/scope.ts';
import type { Standing } from '#contract/case-permissions.ts';
import { type Category, meaningOf, type OrderKind } from '#contract/order-life.ts';
import type { Prescription } from '#contract/prescriptions.ts';
import type { Requirements, Slot } from '#contract/records.ts';
import type { OrderState } from './life.ts';

/** A record that stands in a slot now, as far as an order's life depends on it. */
export type RecordState = {
  slot: Slot;
  state: 'uploading' | 'checking' | 'ready' | 'unreadable' | 'posted' | 'received';
  rejected: boolean;
};

/** The newest version of an order's setup that wasn't withdrawn. */
export type NewestSetup = {
  id: string;
  version: number;
  contentHash: string;
  upperStages: number;
  lowerStages: number;
  decision: 'approved' | 'declined' | null;
  decidedBy: string | null;
  /** The case's package was chosen at this approval. */
  chosePackage: boolean;
};

export type CasePackageTaken = {
  name: string;
  stages: number | null;
  revisions: number | null;
  retainerSets: number | null;
  months: number | null;
};

/** An order with everything that deciding and showing it needs. */
export type OrderRow = {
  id: string;
  case_id: string;
  kind: OrderKind;
  category: Category;
  held_from: Category | null;
  held_because: string | null;
  turn_since: Date;
  laboratory_id: string | null;
  manufacturer_id: string | null;
  technician_id: string | null;
  author_id: string;
  created_at: Date;
  prescription: Prescription;
  prescription_version: number;
  acknowledged_version: number;
  confirmations: Record<string, { by: string; name: string; at: string }>;
  saved_at: Date;
  discarded_at: Date | null;
  submitted_at: Date | null;
  submitted_by: string | null;
  sent_at: Date | null;
  accepted_at: Date | null;
  manufacturing_began_at: Date | null;
  cancellation_asked_at: Date | null;
  touched_at: Date | null;
  promised_on: string | null;
  handed_at: Date | null;
  handed_name: string | null;
  version: number;
  practice_id: string;
  patient_id: string | null;
  practitioner_id: string | null;
  not_shared: boolean;
  package: CasePackageTaken | null;
  package_chosen_at: Date | null;
  /** The provider is still one at the practice. */
  provider_able: boolean;
  /** The reader began it. */
  own: boolean;
  laboratory_chosen: boolean;
  names: { people: Record<string, string>; laboratories: Record<string, string> };
  required: Requirements | null;
  records: RecordState[];
  setup: NewestSetup | null;
  laboratory_roles: Standing[] | null;
  manufacturer_roles: Standing[] | null;
  has_approved_setup: boolean;
  /** Facts of the case can't be changed with this order: others were submitted before, or it isn't the first. */
  case_begun: boolean;
};

/** Columns of the order itself, which its life changes. */
export type OrderPatch = Partial<
  Pick<
    OrderRow,
    | 'category'
    | 'held_from'
    | 'held_because'
    | 'turn_since'
    | 'laboratory_id'
    | 'manufacturer_id'
    | 'technician_id'
    | 'prescription'
    | 'prescription_version'
    | 'acknowledged_version'
    | 'confirmations'
    | 'saved_at'
    | 'discarded_at'
    | 'submitted_at'
    | 'submitted_by'
    | 'sent_at'
    | 'accepted_at'
    | 'manufacturing_began_at'
    | 'cancellation_asked_at'
    | 'touched_at'
    | 'promised_on'
    | 'handed_at'
    | 'handed_name'
  >
>;

/** How far it has come: on hold, where it came from. */
export const stageOf = (order: Pick<OrderRow, 'category' | 'held_from'>): Category => order.held_from ?? order.category;

const making: readonly Category[] = ['manufacturing', 'shipped', 'in_treatment'];

/**
 * As what somebody stands towards this order: on the practice's side as towards the case, on the laboratory's only where the order
 * was sent to theirs. A laboratory that only manufactures works it from manufacturing on.
 */
export function standingsOn(scope: Pick<CaseScope, 'standings'>, order: OrderRow): Standing[] {
  const side = collaboratorOn(scope.standings, order).filter(
    (each) => each !== 'laboratory_manager' && each !== 'technician',
  );
  if (!order.sent_at) return side;
  const made = making.includes(stageOf(order)) || meaningOfClosed(order);
  return [...side, ...(order.laboratory_roles ?? []), ...(made ? (order.manufacturer_roles ?? []) : [])];
}

const meaningOfClosed = (order: OrderRow) =>
  order.category !== 'on_hold' && meaningOf[order.category].status === 'closed';

/** The order as the table of transitions asks of it. */
export function stateOf(order: OrderRow, accountId: string): OrderState {
  return {
    kind: order.kind,
    category: order.category,
    heldFrom: order.held_from,
    discarded: order.discarded_at !== null,
    hasProvider: order.practitioner_id !== null,
    touched: order.touched_at !== null,
    manufacturingBegan: order.manufacturing_began_at !== null,
    cancellationAsked: order.cancellation_asked_at !== null,
    ownApproval: order.setup?.decision === 'approved' && order.setup.decidedBy === accountId,
  };
}
