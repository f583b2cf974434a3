import { type Refusal, refuse } from '#platform/refusal.ts';
import { closedBecause, type InvitationTimes, invitationLivesMs, isOpen, isResendable } from './invitation-state.ts';

type Sent = { link_copied_at: Date | null };
export type Closed = NonNullable<ReturnType<typeof closedBecause>>;

/*
 * What each act writes into an invitation, or why it can't be done. Every operation asks here, so that these few lines are
 * what the tests of random histories prove.
 */

export function acceptance(invitation: InvitationTimes, now: Date, accountId: string) {
  return closed(invitation, now) ?? { accepted_at: now, accepted_by: accountId };
}

export function declining(invitation: InvitationTimes, now: Date) {
  return closed(invitation, now) ?? { declined_at: now };
}

export function revocation(invitation: InvitationTimes, now: Date) {
  return isResendable(invitation, now) ? { revoked_at: now } : refuse('invitation_not_open');
}

/** Seven new days; whatever came back of the mail before is forgotten. */
export function resending(invitation: InvitationTimes, now: Date) {
  if (!isResendable(invitation, now)) return refuse('invitation_not_open');
  const expires = new Date(now.getTime() + invitationLivesMs);
  return { sent_at: now, expires_at: expires, not_delivered_at: null, link_copied_at: null };
}

/** Editing writes none of the times; why it can't be done, if it can't. */
export function editing(invitation: InvitationTimes, now: Date) {
  return isOpen(invitation, now) ? undefined : refuse('invitation_not_open');
}

export function copying(invitation: InvitationTimes & Sent, now: Date) {
  if (!isOpen(invitation, now)) return refuse('invitation_not_open');
  return invitation.link_copied_at ? refuse('link_already_copied') : { link_copied_at: now };
}

/** The invited person joined by another way: the invitation has reached its end, and its link tells so. */
export function joinedOtherwise(invitation: InvitationTimes, now: Date, accountId: string) {
  return isOpen(invitation, now) ? { accepted_at: now, accepted_by: accountId } : { lapsed_at: now };
}

/** What a link opens: the newest its invitation, an older one the way to the newest. */
export function openedBy(
  link: { superseded: boolean },
  invitation: InvitationTimes,
  now: Date,
): Refusal<Closed | 'invitation_superseded'> | undefined {
  return closed(invitation, now) ?? (link.superseded ? refuse('invitation_superseded') : undefined);
}

/** What acceptance makes of somebody who may have joined by another way: never a second membership, never past a deactivation. */
export function joiningOf(membership: { deactivated_at: Date | null } | undefined) {
  if (!membership) return 'joins' as const;
  return membership.deactivated_at ? refuse('own_membership_deactivated') : ('is_member' as const);
}

/** What an address is to the inviter: the rows of the invitations' table, in their order. */
export function whatFollows(
  address: {
    member: { deactivated_at: Date | null } | undefined;
    /** Active in another practice that the inviter also manages. */
    knownElsewhere: boolean;
    /** The invitation that nothing but time may have ended. */
    invitation: InvitationTimes | undefined;
  },
  now: Date,
): 'member' | 'deactivated' | 'known' | 'open_invitation' | 'anyone' {
  if (address.member) return address.member.deactivated_at ? 'deactivated' : 'member';
  if (address.knownElsewhere) return 'known';
  return address.invitation && isOpen(address.invitation, now) ? 'open_invitation' : 'anyone';
}

function closed(invitation: InvitationTimes, now: Date): Refusal<Closed> | undefined {
  const reason = closedBecause(invitation, now);
  return reason ? refuse(reason) : undefined;
}
