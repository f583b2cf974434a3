import type { CasePermission } from './case-permissions.ts';

/**
 * The life of an order, as one table of transitions. The interface's buttons, the guard and docs/order-life.md come from it.
 * An order of kind aligner or revision has a treatment setup; a retainer or replacement has none and goes from accepted to manufacturing.
 */

export const orderKinds = ['aligner', 'revision', 'retainer', 'replacement'] as const;
export type OrderKind = (typeof orderKinds)[number];

export const kindsWithSetup: readonly OrderKind[] = ['aligner', 'revision'];
export const kindsWithoutSetup: readonly OrderKind[] = ['retainer', 'replacement'];

export const categories = [
  'draft',
  'awaiting_confirmation',
  'submitted',
  'waiting_for_records',
  'records_rejected',
  'setup_in_production',
  'setup_awaiting_approval',
  'setup_changes_requested',
  'manufacturing',
  'shipped',
  'in_treatment',
  'on_hold',
  'completed',
  'cancelled',
  'refused',
  'closed',
] as const;
export type Category = (typeof categories)[number];

export const statuses = ['action_needed', 'in_progress', 'in_treatment', 'closed'] as const;
export type Status = (typeof statuses)[number];

/** Whose turn it is: the provider alone, anyone of the provider side, a collaborator who evaluates the setup, the laboratory, or nobody. */
export const turns = ['provider', 'provider_side', 'collaborator', 'laboratory', 'nobody'] as const;
export type Turn = (typeof turns)[number];

/** What a category means; an order on hold keeps the status it had. */
export const meaningOf: Record<Exclude<Category, 'on_hold'>, { status: Status; turn: Turn }> = {
  draft: { status: 'action_needed', turn: 'provider_side' },
  awaiting_confirmation: { status: 'action_needed', turn: 'provider' },
  submitted: { status: 'in_progress', turn: 'laboratory' },
  waiting_for_records: { status: 'action_needed', turn: 'provider_side' },
  records_rejected: { status: 'action_needed', turn: 'provider_side' },
  setup_in_production: { status: 'in_progress', turn: 'laboratory' },
  setup_awaiting_approval: { status: 'action_needed', turn: 'provider' },
  setup_changes_requested: { status: 'in_progress', turn: 'laboratory' },
  manufacturing: { status: 'in_treatment', turn: 'laboratory' },
  shipped: { status: 'in_treatment', turn: 'provider_side' },
  in_treatment: { status: 'in_treatment', turn: 'nobody' },
  completed: { status: 'closed', turn: 'nobody' },
  cancelled: { status: 'closed', turn: 'nobody' },
  refused: { status: 'closed', turn: 'nobody' },
  closed: { status: 'closed', turn: 'nobody' },
};

export const orderEvents = [
  'submit',
  'confirm',
  'send_back',
  'accept',
  'ask_for_records',
  'reject_records',
  'send_records',
  'refuse',
  'deliver_setup',
  'withdraw_setup',
  'approve',
  'decline',
  'take_back_decline',
  'take_back_approval',
  'begin_manufacturing',
  'ship',
  'confirm_delivery',
  'complete',
  'hold',
  'resume',
  'cancel',
  'ask_to_cancel',
  'consent_to_cancel',
  'refuse_to_cancel',
  'close',
] as const;
export type OrderEvent = (typeof orderEvents)[number];

/**
 * A condition beyond the category, checked on the locked row.
 * - `provider_or_setup`, `somebody_else_without_setup`: an order without a setup that somebody else submits is confirmed by the provider first.
 * - `untouched`: the laboratory hasn't acted on the decision that is to be taken back.
 * - `not_begun`: manufacturing hasn't begun.
 * - `own_approval`: the approval is the person's own.
 * - `cancellation_asked`, `no_cancellation_asked`: whether a cancellation waits for the laboratory's consent.
 * - `has_provider`: not parked under *Needs a provider*.
 */
export type Condition =
  | 'provider_or_setup'
  | 'somebody_else_without_setup'
  | 'untouched'
  | 'not_begun'
  | 'own_approval'
  | 'cancellation_asked'
  | 'no_cancellation_asked'
  | 'has_provider';

export type Transition = {
  readonly from: readonly Category[];
  readonly event: OrderEvent;
  readonly may: CasePermission;
  /** `before`: where an order on hold came from; `same`: the category stays. */
  readonly to: Category | 'before' | 'same';
  readonly kinds?: readonly OrderKind[];
  readonly when?: readonly Condition[];
  /** A reason or instructions must be given. */
  readonly reason?: true;
};

const beforeManufacturing = [
  'awaiting_confirmation',
  'submitted',
  'waiting_for_records',
  'records_rejected',
  'setup_in_production',
  'setup_awaiting_approval',
  'setup_changes_requested',
] as const satisfies readonly Category[];
const withLaboratory = [
  'submitted',
  'waiting_for_records',
  'records_rejected',
  'setup_in_production',
  'setup_awaiting_approval',
  'setup_changes_requested',
  'manufacturing',
  'shipped',
  'in_treatment',
] as const satisfies readonly Category[];
const made = ['manufacturing', 'shipped', 'in_treatment'] as const satisfies readonly Category[];

// biome-ignore format: a table is read in columns
export const transitions: readonly Transition[] = [
  { from: ['draft'],                    event: 'submit',              may: 'order.submit',          to: 'submitted',               when: ['has_provider', 'provider_or_setup'] },
  { from: ['draft'],                    event: 'submit',              may: 'order.submit',          to: 'awaiting_confirmation',   when: ['has_provider', 'somebody_else_without_setup'] },
  { from: ['awaiting_confirmation'],    event: 'confirm',             may: 'order.confirm',         to: 'submitted' },
  { from: ['awaiting_confirmation'],    event: 'send_back',           may: 'order.confirm',         to: 'draft',                   reason: true },
  { from: ['submitted'],                event: 'accept',              may: 'order.process',         to: 'setup_in_production',     kinds: kindsWithSetup },
  { from: ['submitted'],                event: 'accept',              may: 'order.process',         to: 'manufacturing',           kinds: kindsWithoutSetup },
  { from: ['submitted', 'records_rejected', 'setup_in_production', 'setup_changes_requested'],
                                        event: 'ask_for_records',     may: 'order.process',         to: 'waiting_for_records',     reason: true },
  { from: ['submitted', 'waiting_for_records', 'setup_in_production', 'setup_changes_requested'],
                                        event: 'reject_records',      may: 'order.process',         to: 'records_rejected' },
  { from: ['waiting_for_records', 'records_rejected'],
                                        event: 'send_records',        may: 'records.add',           to: 'submitted' },
  { from: ['submitted', 'waiting_for_records', 'records_rejected', 'setup_in_production'],
                                        event: 'refuse',              may: 'order.process',         to: 'refused',                 reason: true },
  { from: ['setup_in_production', 'setup_changes_requested'],
                                        event: 'deliver_setup',       may: 'order.process',         to: 'setup_awaiting_approval', kinds: kindsWithSetup },
  { from: ['setup_awaiting_approval'],  event: 'withdraw_setup',      may: 'order.process',         to: 'setup_in_production',     reason: true },
  { from: ['setup_awaiting_approval'],  event: 'approve',             may: 'order.approve',         to: 'manufacturing',           when: ['has_provider'] },
  { from: ['setup_awaiting_approval'],  event: 'decline',             may: 'order.decline',         to: 'setup_changes_requested', reason: true },
  { from: ['setup_changes_requested'],  event: 'take_back_decline',   may: 'order.take_back',       to: 'setup_awaiting_approval', when: ['untouched'], reason: true },
  { from: ['manufacturing'],            event: 'take_back_approval',  may: 'order.take_back',       to: 'setup_awaiting_approval', kinds: kindsWithSetup, when: ['untouched', 'own_approval'], reason: true },
  { from: ['manufacturing'],            event: 'begin_manufacturing', may: 'order.process',         to: 'same',                    when: ['not_begun'] },
  { from: made,                         event: 'ship',                may: 'order.process',         to: 'shipped' },
  { from: ['shipped'],                  event: 'confirm_delivery',    may: 'order.confirm_receipt', to: 'in_treatment' },
  { from: ['in_treatment'],             event: 'complete',            may: 'order.complete',        to: 'completed' },
  { from: withLaboratory,               event: 'hold',                may: 'order.hold',            to: 'on_hold',                 reason: true },
  { from: ['on_hold'],                  event: 'resume',              may: 'order.hold',            to: 'before' },
  { from: beforeManufacturing,          event: 'cancel',              may: 'order.cancel',          to: 'cancelled',               reason: true },
  { from: made,                         event: 'ask_to_cancel',       may: 'order.cancel',          to: 'same',                    when: ['no_cancellation_asked'], reason: true },
  { from: made,                         event: 'consent_to_cancel',   may: 'order.consent',         to: 'cancelled',               when: ['cancellation_asked'] },
  { from: made,                         event: 'refuse_to_cancel',    may: 'order.consent',         to: 'same',                    when: ['cancellation_asked'], reason: true },
  { from: [...made, 'on_hold'],         event: 'close',               may: 'order.close',           to: 'closed',                  reason: true },
];

/** The status shown for a category; `heldFrom` is where an order on hold came from. */
export function statusOf(category: Category, heldFrom: Category | null): Status {
  const shown = category === 'on_hold' ? heldFrom : category;
  return shown === null || shown === 'on_hold' ? 'in_progress' : meaningOf[shown].status;
}

/** Whose turn it is; while the laboratory is asked to cancel it is the laboratory's, and nobody's on hold. */
export function turnOf(category: Category, cancellationAsked: boolean): Turn {
  if (category === 'on_hold') return 'nobody';
  if (cancellationAsked && meaningOf[category].status !== 'closed') return 'laboratory';
  return meaningOf[category].turn;
}

/** The transitions that an event can make from a category for a kind of order, before conditions and rights. */
export function transitionsFrom(category: Category, kind: OrderKind, event?: OrderEvent): Transition[] {
  return transitions.filter(
    (each) =>
      each.from.includes(category) &&
      (event === undefined || each.event === event) &&
      (each.kinds === undefined || each.kinds.includes(kind)),
  );
}
