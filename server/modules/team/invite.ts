import type { z } from 'zod';
import type { Actor } from '#access/actor.ts';
import type { Call } from '#access/route.ts';
import type { OrganisationScope } from '#access/scope.ts';
import { addressKey, type Language, language } from '#contract/shapes.ts';
import type { invite, invitee } from '#contract/team.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { announce } from '#platform/live/announce.ts';
import type { Platform } from '#platform/platform.ts';
import { isRefusal, type Refusal, refuse } from '#platform/refusal.ts';
import { digestOf, newToken } from '#platform/secret.ts';
import { type AddressFinding, findAddress, fullName } from './check-address.ts';
import { describeInvitation } from './describe.ts';
import { invitationLivesMs } from './invitation-state.ts';
import { type InvitationRow, insertInvitation, insertLink, updateInvitation } from './invitations-store.ts';
import * as letters from './letters.ts';
import { hasManager } from './members-store.ts';
import { type Place, placeOf } from './place.ts';
import { practitionerById } from './practitioners-store.ts';
import { checkProfessional, levelFor, type ProfessionalRefusal } from './rules.ts';

export type Invitee = z.infer<typeof invitee>;
export type InviteRefusal =
  | 'already_member'
  | 'member_deactivated'
  | 'known_in_group'
  | 'invitation_open'
  | 'organisation_has_manager'
  | 'practitioner_taken'
  | 'practitioner_not_in_group'
  | ProfessionalRefusal;

export async function inviteSomebody(call: Call<typeof invite>, platform: Platform) {
  const { tx, scope, actor, body } = call;
  const [place, finding] = await Promise.all([placeOf(tx, scope), findAddress(tx, scope, body.email)]);
  const invited = await invitePerson(tx, platform, { scope, place, actor }, body, finding);
  if (isRefusal(invited)) return invited;
  call.audit(invitedDetails(invited));
  return describeInvitation(invited, tx.now, platform.mail.configured, true);
}

/** What the audit keeps of an invitation. */
export function invitedDetails(row: InvitationRow) {
  return {
    subject: { kind: 'invitation', id: row.id, made: true as const },
    changes: [
      { field: 'email', after: row.email, personal: true },
      { field: 'name', after: fullName(row), personal: true },
      { field: 'role', after: row.role },
      { field: 'level', after: row.level },
      ...(row.clinical_role ? [{ field: 'clinicalRole', after: row.clinical_role }] : []),
      ...(row.registration_number
        ? [{ field: 'registrationNumber', after: row.registration_number, personal: true }]
        : []),
    ],
  };
}

export type Inviting = { scope: OrganisationScope; place: Place; actor: Actor };

/** Invites one person: the one way in, for the form, the import and first managers alike. */
export async function invitePerson(
  tx: Tx,
  platform: Platform,
  { scope, place, actor }: Inviting,
  person: Invitee,
  finding: AddressFinding,
): Promise<InvitationRow | Refusal<InviteRefusal>> {
  const professional = checkProfessional(place, person.role, person, false);
  if (isRefusal(professional)) return professional;
  const blocked = await mayInviteHere(tx, scope, actor);
  if (blocked) return blocked;
  if (finding.kind === 'member') return refuse('already_member', { facts: { name: fullName(finding.member) } });
  if (finding.kind === 'deactivated') {
    return refuse('member_deactivated', { facts: { name: fullName(finding.member), memberId: finding.member.id } });
  }
  if (finding.kind === 'known') return refuse('known_in_group', { facts: { name: fullName(finding.member) } });
  if (finding.kind === 'open_invitation') {
    return refuse('invitation_open', { facts: { invitationId: finding.invitation.id } });
  }
  const link = await checkPractitioner(tx, place, person.practitionerId);
  if (isRefusal(link)) return link;
  if (finding.expired) await updateInvitation(tx, finding.expired.id, { lapsed_at: tx.now });
  const row = {
    id: newId(),
    organisation_id: scope.organisationId,
    email: person.email,
    email_key: addressKey(person.email),
    first_name: person.firstName,
    last_name: person.lastName,
    language: person.language ?? place.language,
    role: person.role,
    level: levelFor(place.kind, person.role, person.level),
    clinical_role: professional.clinicalRole,
    specialty: professional.specialty,
    registration_number: professional.registrationNumber,
    practitioner_id: link,
    invited_by: actor.accountId,
    inviter_name: `${actor.firstName} ${actor.lastName}`,
    created_at: tx.now,
    sent_at: tx.now,
    expires_at: new Date(tx.now.getTime() + invitationLivesMs),
  };
  if (!(await insertInvitation(tx, row))) return refuse('invitation_open');
  const whole: InvitationRow = {
    ...row,
    not_delivered_at: null,
    link_copied_at: null,
    accepted_at: null,
    declined_at: null,
    revoked_at: null,
    lapsed_at: null,
  };
  await sendLink(tx, platform, place, whole);
  return whole;
}

/** An instance administrator appoints the first manager of an organisation, nobody after that. */
export async function mayInviteHere(
  tx: Tx,
  scope: OrganisationScope,
  actor: Actor,
): Promise<Refusal<'organisation_has_manager'> | undefined> {
  const onlyFirst = actor.positions.every((position) => position === 'instance_administrator');
  return onlyFirst && (await hasManager(tx, scope)) ? refuse('organisation_has_manager') : undefined;
}

/** A practitioner record may be taken if it is the group's and nobody else's. */
export async function checkPractitioner(
  tx: Tx,
  place: Place,
  practitionerId: string | null,
  ofAccount?: string,
): Promise<string | null | Refusal<'practitioner_taken' | 'practitioner_not_in_group'>> {
  if (!practitionerId) return null;
  const practitioner = place.groupId ? await practitionerById(tx, place.groupId, practitionerId) : undefined;
  if (!practitioner) return refuse('practitioner_not_in_group');
  if (practitioner.account_id && practitioner.account_id !== ofAccount) return refuse('practitioner_taken');
  return practitioner.id;
}

/** Makes a new link and posts it; one that was sent before must be superseded. */
export async function sendLink(tx: Tx, platform: Platform, place: Place, row: InvitationRow): Promise<string> {
  const token = newToken();
  insertLink(tx, row.id, digestOf(token));
  const url = invitationUrl(platform, token);
  await platform.mail.post(tx, {
    template: letters.invitation,
    to: row.email,
    language: knownLanguage(row.language),
    firstName: row.first_name,
    sender: { name: place.name },
    about: { kind: 'invitation', id: row.id },
    values: {
      inviter: row.inviter_name,
      organisation: place.name,
      role: row.role,
      ...(place.kind === 'practice' ? { level: row.level } : {}),
      expiresAt: row.expires_at,
      url,
    },
  });
  await announce(tx, { kind: 'invitations_changed', organisationId: row.organisation_id });
  tx.send(`select tell_address($1, 'my_invitations_changed', $2)`, [row.email_key, tx.now]);
  return url;
}

export function invitationUrl(platform: Platform, token: string): string {
  return `${platform.config.publicUrl}/invitation/${token}`;
}

export function knownLanguage(text: string): Language {
  return language.safeParse(text).data ?? 'en';
}
