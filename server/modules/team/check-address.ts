import type { Call } from '#access/route.ts';
import type { OrganisationScope } from '#access/scope.ts';
import { addressKey } from '#contract/shapes.ts';
import type { checkAddress } from '#contract/team.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { whatFollows } from './invitation-acts.ts';
import { type InvitationRow, takeUnended } from './invitations-store.ts';
import { knownElsewhere, type MemberRow, memberByAddress } from './members-store.ts';

/** What an address is, to the inviter: the rows of the invitations' table. */
export type AddressFinding =
  | { kind: 'member'; member: MemberRow }
  | { kind: 'deactivated'; member: MemberRow }
  | { kind: 'known'; member: MemberRow }
  | { kind: 'open_invitation'; invitation: InvitationRow }
  | { kind: 'anyone'; expired: InvitationRow | undefined };

/**
 * Decides by the inviter's own reach alone, so that known and unknown people outside it look alike. Holds the invitation before it
 * looks for the member: whoever is accepting at this moment is either not yet answered for, or a member.
 */
export async function findAddress(tx: Tx, scope: OrganisationScope, email: string): Promise<AddressFinding> {
  const key = addressKey(email);
  // In this order: the invitation waits for whoever is answering it, and the membership that came of it is seen then.
  const [invitation, member, known] = await Promise.all([
    takeUnended(tx, scope.organisationId, key),
    memberByAddress(tx, scope, key),
    knownElsewhere(tx, scope, key),
  ]);
  const kind = whatFollows({ member, knownElsewhere: known !== undefined, invitation }, tx.now);
  if (kind === 'member' || kind === 'deactivated') return { kind, member: member! };
  if (kind === 'known') return { kind, member: known! };
  return kind === 'open_invitation' ? { kind, invitation: invitation! } : { kind, expired: invitation };
}

export async function checkTheAddress({ tx, scope, body }: Call<typeof checkAddress>) {
  const finding = await findAddress(tx, scope, body.email);
  switch (finding.kind) {
    case 'member':
      return { next: 'member' as const, memberId: finding.member.id, name: fullName(finding.member) };
    case 'deactivated':
      return { next: 'reactivate' as const, memberId: finding.member.id, name: fullName(finding.member) };
    case 'known':
      return {
        next: 'add' as const,
        name: fullName(finding.member),
        role: finding.member.role,
        clinicalRole: finding.member.clinical_role,
        specialty: finding.member.specialty ?? '',
        registrationNumber: finding.member.registration_number ?? '',
        practitionerId: finding.member.practitioner_id,
      };
    case 'open_invitation':
      return { next: 'open_invitation' as const, invitationId: finding.invitation.id };
    case 'anyone':
      return { next: 'invite' as const };
  }
}

export function fullName(person: { first_name: string; last_name: string }): string {
  return `${person.first_name} ${person.last_name}`;
}
