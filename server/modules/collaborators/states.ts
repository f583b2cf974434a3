import type { CollaborationAct, CollaborationState } from '#contract/collaborators.ts';
import { actsOn as actsOnInvitation, type InvitationTimes, stateOf as stateOfInvitation } from '../team/index.ts';

/** The moments that make up a collaboration's life. */
export type CollaborationTimes = Omit<InvitationTimes, 'lapsed_at'> & {
  /** When an active one ended; or one that was never answered made way for a newer. */
  ended_at: Date | null;
};

/** Its first part is an invitation like any other, under the same rules. */
export function asInvitation<T extends CollaborationTimes>(row: T): T & InvitationTimes {
  return { ...row, lapsed_at: row.accepted_at ? null : row.ended_at };
}

/** The one state that follows from the times. An address with and one without an account look the same. */
export function stateOf(row: CollaborationTimes, now: Date): CollaborationState {
  const state = stateOfInvitation(asInvitation(row), now);
  if (state === 'accepted') return row.ended_at ? 'ended' : 'active';
  return state === 'pending' ? 'waiting' : state;
}

/** Whether it can be changed, and cases can be given in it: active, or waiting for an answer. */
export function isStanding(row: CollaborationTimes, now: Date): boolean {
  return ['active', 'waiting', 'not_delivered'].includes(stateOf(row, now));
}

/** What the provider's side may do with it. */
export function actsOn(
  row: CollaborationTimes & { link_copied_at: Date | null; service_id: string | null },
  now: Date,
  mailConfigured: boolean,
): CollaborationAct[] {
  const acts: CollaborationAct[] = isStanding(row, now) ? ['change'] : [];
  for (const act of actsOnInvitation(asInvitation(row), now, mailConfigured || row.service_id !== null)) {
    if (act !== 'edit') acts.push(act);
  }
  if (stateOf(row, now) === 'active') acts.push('end');
  return acts;
}
