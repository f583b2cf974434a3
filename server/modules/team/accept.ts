import type { AuditDetails } from '#platform/audit/record.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { announce } from '#platform/live/announce.ts';
import type { Platform } from '#platform/platform.ts';
import { isRefusal, type Refusal } from '#platform/refusal.ts';
import { fullName } from './check-address.ts';
import { acceptance, type Closed, joiningOf } from './invitation-acts.ts';
import { type InvitationWithPlace, updateInvitation } from './invitations-store.ts';
import { knownLanguage } from './invite.ts';
import * as letters from './letters.ts';
import { insertMember, membershipOf } from './members-store.ts';
import { linkPractitioner } from './practitioners-store.ts';
import { checkProfessional, type ProfessionalRefusal } from './rules.ts';
import { teamUrl } from './urls.ts';

export type Joining = {
  accountId: string;
  firstName: string;
  lastName: string;
  email: string;
  language: string;
  /** What the person completes or corrects of the invitation. */
  registrationNumber: string;
  specialty: string;
};

/**
 * Turns an invitation, which the transaction holds, into a membership. The transaction acts for the account. A second
 * acceptance finds the invitation accepted; the unique membership stands behind that. Somebody who became a member by another
 * way, e.g. under another address, stays the member they are.
 */
export async function acceptInto(
  tx: Tx,
  platform: Platform,
  invitation: InvitationWithPlace,
  person: Joining,
): Promise<AuditDetails | Refusal<Closed | 'own_membership_deactivated' | ProfessionalRefusal>> {
  const accepted = acceptance(invitation, tx.now, person.accountId);
  if (isRefusal(accepted)) return accepted;
  const organisationId = invitation.organisation_id;
  const joining = joiningOf(await membershipOf(tx, organisationId, person.accountId));
  if (isRefusal(joining)) return joining;
  const member = joining === 'joins' ? await join(tx, invitation, person) : undefined;
  if (isRefusal(member)) return member;
  await updateInvitation(tx, invitation.id, accepted);
  if (member) await announce(tx, { kind: 'members_changed', organisationId });
  await announce(tx, { kind: 'invitations_changed', organisationId });
  await announce(tx, { kind: 'access_changed', accountId: person.accountId });
  if (member) {
    await tellInviter(tx, platform, invitation, letters.invitationAccepted, `${person.firstName} ${person.lastName}`);
  }
  return {
    organisationId,
    subject: { kind: 'account', id: person.accountId },
    changes: [
      { field: 'name', after: `${person.firstName} ${person.lastName}`, personal: true },
      ...(member
        ? [
            { field: 'role', after: invitation.role },
            { field: 'level', after: invitation.level },
          ]
        : []),
    ],
  };
}

async function join(
  tx: Tx,
  invitation: InvitationWithPlace,
  person: Joining,
): Promise<{ joined: boolean } | Refusal<ProfessionalRefusal>> {
  const place = { kind: invitation.organisation_kind, country: invitation.country };
  const professional = checkProfessional(
    place,
    invitation.role,
    {
      clinicalRole: invitation.clinical_role,
      specialty: person.specialty || invitation.specialty,
      registrationNumber: person.registrationNumber || invitation.registration_number,
    },
    true,
  );
  if (isRefusal(professional)) return professional;
  const practitionerId =
    professional.clinicalRole && invitation.group_id
      ? await linkPractitioner(
          tx,
          invitation.group_id,
          person,
          { ...professional, clinicalRole: professional.clinicalRole },
          invitation.practitioner_id,
        )
      : null;
  const joined = await insertMember(tx, {
    id: newId(),
    organisationId: invitation.organisation_id,
    accountId: person.accountId,
    firstName: person.firstName,
    lastName: person.lastName,
    email: person.email,
    language: person.language,
    role: invitation.role,
    level: invitation.level,
    practitionerId,
  });
  return { joined };
}

/** Only while the inviter still belongs there: former members learn nothing of the organisation. */
export async function tellInviter(
  tx: Tx,
  platform: Platform,
  invitation: InvitationWithPlace,
  template: typeof letters.invitationAccepted | typeof letters.invitationDeclined,
  person = fullName(invitation),
): Promise<void> {
  const [inviter] = await tx.query<{ email: string; first_name: string; language: string }>(
    'select * from inviter_of($1)',
    [invitation.id],
  );
  if (!inviter) return;
  await platform.mail.post(tx, {
    template: template as typeof letters.invitationDeclined,
    to: inviter.email,
    language: knownLanguage(inviter.language),
    firstName: inviter.first_name,
    sender: { name: invitation.organisation_name },
    values: {
      person,
      organisation: invitation.organisation_name,
      url: teamUrl(platform, invitation.organisation_kind, invitation.organisation_id),
    },
  });
}
