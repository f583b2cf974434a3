import { decideOnCase } from '#access/decide.ts';
import type { CasePermission, Standing } from '#contract/case-permissions.ts';
import {
  type Category,
  type Condition,
  kindsWithSetup,
  type OrderEvent,
  type OrderKind,
  orderEvents,
  type Transition,
  transitions,
  transitionsFrom,
} from '#contract/order-life.ts';

/** What the table's conditions are asked of: an order as it stands, seen by one person. */
export type OrderState = {
  kind: OrderKind;
  category: Category;
  heldFrom: Category | null;
  discarded: boolean;
  hasProvider: boolean;
  /** The laboratory acted on it since the last decision. */
  touched: boolean;
  manufacturingBegan: boolean;
  cancellationAsked: boolean;
  /** The person who asks approved the newest setup. */
  ownApproval: boolean;
};

export type EventDecision =
  | { may: true; transition: Transition; because: Standing }
  | { may: false; why: 'not_allowed'; needs: CasePermission }
  /** It stands elsewhere; whether it once stood where this was possible, the history tells. */
  | { may: false; why: 'not_from_here' }
  | { may: false; why: 'unmet'; condition: Condition };

/** The permission that an event needs: the same in each of its transitions. */
export function permissionFor(event: OrderEvent): CasePermission {
  return transitions.find((each) => each.event === event)!.may;
}

/** May somebody who stands like this make this event happen to the order, and by which transition. */
export function decideEvent(state: OrderState, event: OrderEvent, standings: readonly Standing[]): EventDecision {
  const right = decideOnCase(standings, permissionFor(event));
  if (!right.allowed) return { may: false, why: 'not_allowed', needs: right.needs };
  const possible = state.discarded ? [] : transitionsFrom(state.category, state.kind, event);
  if (possible.length === 0) return { may: false, why: 'not_from_here' };
  let unmet: Condition | undefined;
  for (const transition of possible) {
    const failed = transition.when?.find((condition) => !holds(condition, state, standings));
    if (!failed) return { may: true, transition, because: right.because };
    unmet = failed === 'somebody_else_without_setup' ? unmet : failed;
  }
  return { may: false, why: 'unmet', condition: unmet! };
}

/** Everything that somebody may make happen to the order now. */
export function possibleEvents(state: OrderState, standings: readonly Standing[]): OrderEvent[] {
  return orderEvents.filter((event) => decideEvent(state, event, standings).may);
}

/** Where a transition leads. */
export function targetOf(transition: Transition, state: Pick<OrderState, 'category' | 'heldFrom'>): Category {
  if (transition.to === 'same') return state.category;
  return transition.to === 'before' ? state.heldFrom! : transition.to;
}

function holds(condition: Condition, state: OrderState, standings: readonly Standing[]): boolean {
  const byProviderOrWithSetup = standings.includes('provider') || kindsWithSetup.includes(state.kind);
  switch (condition) {
    case 'has_provider':
      return state.hasProvider;
    case 'provider_or_setup':
      return byProviderOrWithSetup;
    case 'somebody_else_without_setup':
      return !byProviderOrWithSetup;
    case 'untouched':
      return !state.touched;
    case 'not_begun':
      return !state.manufacturingBegan;
    case 'own_approval':
      return state.ownApproval;
    case 'cancellation_asked':
      return state.cancellationAsked;
    case 'no_cancellation_asked':
      return !state.cancellationAsked;
  }
}
