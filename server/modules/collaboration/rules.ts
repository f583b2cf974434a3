import { decideOnCase } from '#access/decide.ts';
import type { CasePermission, Standing } from '#contract/case-permissions.ts';
import {
  type CollaborationCondition,
  type CollaborationEvent,
  type CollaboratorStatus,
  collaborationTransitions,
  collaborationTransitionsFrom,
} from '#contract/collaborator-status.ts';

/** Marking, taking a mark back and pushing back, by the table of contract/collaborator-status.ts. Nothing here asks the database. */

export type Stand = {
  status: CollaboratorStatus;
  /** The order of the open version is on hold. */
  held: boolean;
  /** The reader, or the service that the reader acts for, marked the open version. */
  marked: boolean;
  /** How many marks count. */
  ready: number;
};

export type Verdict =
  | { may: true; because: Standing }
  | { may: false; why: 'not_allowed'; needs: CasePermission }
  | { may: false; why: 'not_from_here' };

/** May somebody who stands like this make this happen to the collaboration. */
export function decideCollaboration(stand: Stand, event: CollaborationEvent, standings: readonly Standing[]): Verdict {
  const needs = collaborationTransitions.find((each) => each.event === event)!.may;
  const right = decideOnCase(standings, needs);
  if (!right.allowed) return { may: false, why: 'not_allowed', needs };
  const possible = collaborationTransitionsFrom(stand.status, event).some(
    ({ when = [] }) => when.every((condition) => holds(condition, stand)) && ownMarkFits(event, stand),
  );
  return possible ? { may: true, because: right.because } : { may: false, why: 'not_from_here' };
}

const ownMarkFits = (event: CollaborationEvent, { marked }: Stand) => event !== 'take_back_ready' || marked;

function holds(condition: CollaborationCondition, { held, marked, ready }: Stand): boolean {
  switch (condition) {
    case 'not_held':
      return !held;
    case 'last_mark':
      return ready - (marked ? 1 : 0) <= 0;
    case 'marks_stand':
      return ready - (marked ? 1 : 0) > 0;
    // Who is left on the case is the database's to say; leaving is possible either way.
    case 'last':
    case 'others_stay':
      return true;
  }
}
