import type { z } from 'zod';
import type { invitationAct, invitationState } from '#contract/team.ts';

export type InvitationState = z.infer<typeof invitationState>;
export type InvitationAct = z.infer<typeof invitationAct>;

/** The moments that make up an invitation's life. */
export type InvitationTimes = {
  expires_at: Date;
  not_delivered_at: Date | null;
  accepted_at: Date | null;
  declined_at: Date | null;
  revoked_at: Date | null;
  /** When it made way: a newer invitation, or the person joined by another way. */
  lapsed_at: Date | null;
};

export const invitationLivesMs = 7 * 24 * 60 * 60 * 1000;

/** The one state that follows from the times. */
export function stateOf(invitation: InvitationTimes, now: Date): InvitationState {
  if (invitation.accepted_at) return 'accepted';
  if (invitation.declined_at) return 'declined';
  if (invitation.revoked_at) return 'revoked';
  if (invitation.lapsed_at || invitation.expires_at <= now) return 'expired';
  return invitation.not_delivered_at ? 'not_delivered' : 'pending';
}

/** Whether it can still be accepted. A bounced mail doesn't shut out somebody who has the link another way. */
export function isOpen(invitation: InvitationTimes, now: Date): boolean {
  const state = stateOf(invitation, now);
  return state === 'pending' || state === 'not_delivered';
}

/** Whether nothing has ended it but perhaps time: an expired one can be sent again until a newer one stands in its place. */
export function isResendable(invitation: InvitationTimes, now: Date): boolean {
  return isOpen(invitation, now) || (stateOf(invitation, now) === 'expired' && invitation.lapsed_at === null);
}

/** What an inviter may do with it. */
export function actsOn(
  invitation: InvitationTimes & { link_copied_at: Date | null },
  now: Date,
  mailConfigured: boolean,
): InvitationAct[] {
  const acts: InvitationAct[] = [];
  if (isOpen(invitation, now)) acts.push('edit');
  if (isResendable(invitation, now)) acts.push('resend', 'revoke');
  if (isOpen(invitation, now) && !mailConfigured && !invitation.link_copied_at) acts.push('copy_link');
  return acts;
}

/** Why an invitation opens nothing any more; null while it does. */
export function closedBecause(
  invitation: InvitationTimes,
  now: Date,
): 'invitation_accepted' | 'invitation_declined' | 'invitation_revoked' | 'invitation_expired' | null {
  const state = stateOf(invitation, now);
  return state === 'pending' || state === 'not_delivered' ? null : `invitation_${state}`;
}
