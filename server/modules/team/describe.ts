import type { Position } from '#contract/permissions.ts';
import { gives } from '#contract/permissions.ts';
import type { Invitation, Member } from '#contract/team.ts';
import { actsOn, stateOf } from './invitation-state.ts';
import type { InvitationRow } from './invitations-store.ts';
import type { MemberRow } from './members-store.ts';
import { memberActs } from './rules.ts';

/** A member as the person who asks may see it: names and roles, or everything. */
export function describeMember(row: MemberRow, viewer: { accountId: string; positions: readonly Position[] }): Member {
  const details = viewer.positions.some((position) => gives(position, 'members.see_details'));
  const state = row.deactivated_at ? 'deactivated' : 'active';
  const shown = details || row.account_id === viewer.accountId;
  return {
    id: row.id,
    accountId: details ? row.account_id : null,
    firstName: row.first_name,
    lastName: row.last_name,
    role: row.role,
    state,
    level: shown ? row.level : null,
    email: shown ? row.email : null,
    clinicalRole: row.clinical_role,
    specialty: row.specialty ?? '',
    registrationNumber: shown ? (row.registration_number ?? '') : null,
    practitionerId: details ? row.practitioner_id : null,
    joinedAt: details ? row.joined_at.toISOString() : null,
    you: row.account_id === viewer.accountId,
    groupManager: row.group_manager,
    may: memberActs(viewer.positions, { state, groupManager: row.group_manager }),
  };
}

export function describeInvitation(
  row: InvitationRow,
  now: Date,
  mailConfigured: boolean,
  mayAct: boolean,
): Invitation {
  return {
    id: row.id,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    role: row.role,
    level: row.level,
    clinicalRole: row.clinical_role,
    specialty: row.specialty,
    registrationNumber: row.registration_number,
    practitionerId: row.practitioner_id,
    state: stateOf(row, now),
    invitedBy: row.inviter_name,
    createdAt: row.created_at.toISOString(),
    sentAt: row.sent_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    may: mayAct ? actsOn(row, now, mailConfigured) : [],
  };
}
