import type { CasePermission } from './case-permissions.ts';

/**
 * Where the collaboration on a case stands, as one table of transitions. Buttons, guard and docs/collaborator-status.md come from it; the
 * database's refresh_collaboration() derives the same from facts, and a property test runs both against each other.
 */

export const collaboratorStatuses = ['none', 'awaiting', 'evaluating', 'ready', 'approved', 'archived'] as const;
export type CollaboratorStatus = (typeof collaboratorStatuses)[number];

export const collaborationEvents = [
  'give',
  'take',
  'leave',
  'deliver_setup',
  'withdraw_setup',
  'mark_ready',
  'take_back_ready',
  'push_back',
  'decline',
  'take_back_decline',
  'approve',
  'take_back_approval',
  'revise',
  'archive',
  'reopen_case',
] as const;
export type CollaborationEvent = (typeof collaborationEvents)[number];

/** What a collaborator last said of a version, or what was said to it. */
export const collaboratorWords = ['ready', 'ready_taken_back', 'declined', 'pushed_back'] as const;
export type CollaboratorWord = (typeof collaboratorWords)[number];

/**
 * A condition beyond the status.
 * - `last`, `others_stay`: whether a collaborator is left on the case.
 * - `last_mark`, `marks_stand`: whether a mark of a collaborator on the version stands afterwards.
 * - `not_held`: the order isn't on hold.
 */
export type CollaborationCondition = 'last' | 'others_stay' | 'last_mark' | 'marks_stand' | 'not_held';

export type CollaborationTransition = {
  readonly from: readonly CollaboratorStatus[];
  readonly event: CollaborationEvent;
  readonly may: CasePermission;
  /** `anew`: worked out from what is open, marked and approved, by `collaboratorStatusOf`; `same`: it stays. */
  readonly to: CollaboratorStatus | 'anew' | 'same';
  readonly when?: readonly CollaborationCondition[];
  readonly reason?: true;
};

const shared = ['awaiting', 'evaluating', 'ready', 'approved', 'archived'] as const;
const open = ['awaiting', 'evaluating', 'ready', 'approved'] as const;
const reviewed = ['evaluating', 'ready'] as const;

/**
 * The status that an event leads to where the case has one order with a setup under way. Where it has two (an approval is taken back while
 * a revision is under way) the status is worked out anew after each event. Without a collaborator it is `none`, whatever happens.
 */
// biome-ignore format: a table is read in columns
export const collaborationTransitions: readonly CollaborationTransition[] = [
  { from: ['none', ...shared],       event: 'give',               may: 'collaborators.give',  to: 'anew' },
  { from: shared,                    event: 'take',               may: 'collaborators.give',  to: 'none',       when: ['last'] },
  { from: shared,                    event: 'take',               may: 'collaborators.give',  to: 'anew',       when: ['others_stay'] },
  { from: shared,                    event: 'leave',              may: 'collaboration.leave', to: 'none',       when: ['last'] },
  { from: shared,                    event: 'leave',              may: 'collaboration.leave', to: 'anew',       when: ['others_stay'] },
  { from: ['awaiting'],              event: 'deliver_setup',      may: 'order.process',       to: 'evaluating' },
  { from: reviewed,                  event: 'withdraw_setup',     may: 'order.process',       to: 'awaiting' },
  { from: reviewed,                  event: 'mark_ready',         may: 'ready.mark',          to: 'ready',      when: ['not_held'] },
  { from: ['ready'],                 event: 'take_back_ready',    may: 'ready.mark',          to: 'evaluating', when: ['not_held', 'last_mark'] },
  { from: ['ready'],                 event: 'take_back_ready',    may: 'ready.mark',          to: 'same',       when: ['not_held', 'marks_stand'] },
  { from: ['ready'],                 event: 'push_back',          may: 'ready.push_back',     to: 'evaluating', when: ['not_held'], reason: true },
  { from: reviewed,                  event: 'decline',            may: 'order.decline',       to: 'awaiting',   reason: true },
  { from: ['awaiting'],              event: 'take_back_decline',  may: 'order.take_back',     to: 'ready',      when: ['marks_stand'], reason: true },
  { from: ['awaiting'],              event: 'take_back_decline',  may: 'order.take_back',     to: 'evaluating', when: ['last_mark'], reason: true },
  { from: reviewed,                  event: 'approve',            may: 'order.approve',       to: 'approved' },
  { from: ['approved'],              event: 'take_back_approval', may: 'order.take_back',     to: 'ready',      when: ['marks_stand'], reason: true },
  { from: ['approved'],              event: 'take_back_approval', may: 'order.take_back',     to: 'evaluating', when: ['last_mark'], reason: true },
  { from: ['approved'],              event: 'revise',             may: 'order.submit',        to: 'awaiting' },
  { from: open,                      event: 'archive',            may: 'order.complete',      to: 'archived' },
  { from: ['archived'],              event: 'reopen_case',        may: 'order.add',           to: 'awaiting' },
];

/** What of a case the status is worked out from. */
export type CollaborationFacts = {
  /** Collaborators on the case that accepted and aren't suspended. */
  collaborators: number;
  /** Every order is completed, cancelled, refused or closed. */
  closed: boolean;
  /** Versions of a setup that are delivered, neither decided nor withdrawn, of orders that go on. */
  openSetups: number;
  /** How many of the collaborators marked one of them as ready. */
  ready: number;
  /** The newest submitted order with a setup, but for cancelled and refused ones, was approved and isn't ended. */
  approved: boolean;
};

/** The status as facts alone tell it: what refresh_collaboration() works out in the database. */
export function collaboratorStatusOf(facts: CollaborationFacts): CollaboratorStatus {
  if (facts.collaborators === 0) return 'none';
  if (facts.closed) return 'archived';
  if (facts.openSetups > 0) return facts.ready > 0 ? 'ready' : 'evaluating';
  return facts.approved ? 'approved' : 'awaiting';
}

/** The transitions that an event can make from a status, before conditions and rights. */
export function collaborationTransitionsFrom(
  status: CollaboratorStatus,
  event: CollaborationEvent,
): CollaborationTransition[] {
  return collaborationTransitions.filter((each) => each.event === event && each.from.includes(status));
}
