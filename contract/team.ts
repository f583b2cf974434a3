import { z } from 'zod';
import { endpoint, tokenScopes } from './endpoint.ts';
import { clinicalRoles, levels, organisationKinds, roles } from './permissions.ts';
import {
  country,
  emailAddress,
  id,
  instant,
  language,
  line,
  linkToken,
  optionalLine,
  password,
  timeZone,
} from './shapes.ts';

export const role = z.enum([...roles.practice, ...roles.group, ...roles.laboratory, ...roles.planning_service]);
export const level = z.enum(levels);
export const clinicalRole = z.enum(clinicalRoles);
export const memberState = z.enum(['active', 'deactivated', 'removed']);
export const invitationState = z.enum(['pending', 'accepted', 'declined', 'revoked', 'expired', 'not_delivered']);

/** What may be done with one member or invitation by the person who asks. */
export const memberAct = z.enum(['change', 'deactivate', 'reactivate', 'remove']);
export const invitationAct = z.enum(['edit', 'resend', 'revoke', 'copy_link']);

const inOrganisation = z.object({ organisationId: id });
const ofMember = z.object({ organisationId: id, memberId: id });
const ofInvitation = z.object({ organisationId: id, invitationId: id });

/** What a practitioner's record says; asked of practitioners, offered to owners and managers who also treat. */
const professional = {
  clinicalRole: clinicalRole.nullable().default(null),
  specialty: optionalLine(80).default(''),
  registrationNumber: optionalLine(40).default(''),
  /** An existing practitioner record of the group to take; without it one is made where the clinical role asks for it. */
  practitionerId: id.nullable().default(null),
};

export const member = z.object({
  id,
  accountId: id.nullable(),
  firstName: z.string(),
  lastName: z.string(),
  role,
  state: memberState,
  /** Null for those who see names and roles only. */
  level: level.nullable(),
  email: z.string().nullable(),
  clinicalRole: clinicalRole.nullable(),
  specialty: z.string(),
  registrationNumber: z.string().nullable(),
  practitionerId: id.nullable(),
  joinedAt: instant.nullable(),
  you: z.boolean(),
  groupManager: z.boolean(),
  may: z.array(memberAct),
});
export type Member = z.infer<typeof member>;

export const listMembers = endpoint({
  name: 'listMembers',
  method: 'GET',
  path: '/api/organisations/:organisationId/members',
  summary: 'The members of a practice, group, laboratory or planning service',
  access: 'members.see',
  params: inOrganisation,
  reply: z.object({ members: z.array(member), may: z.array(z.string()) }),
  refusals: [],
});

export const invitation = z.object({
  id,
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  role,
  level,
  clinicalRole: clinicalRole.nullable(),
  specialty: z.string(),
  registrationNumber: z.string(),
  practitionerId: id.nullable(),
  state: invitationState,
  invitedBy: z.string(),
  createdAt: instant,
  sentAt: instant,
  expiresAt: instant,
  may: z.array(invitationAct),
});
export type Invitation = z.infer<typeof invitation>;

export const listInvitations = endpoint({
  name: 'listInvitations',
  method: 'GET',
  path: '/api/organisations/:organisationId/invitations',
  summary: 'The invitations to an organisation, newest first, with their states',
  access: 'members.see_details',
  params: inOrganisation,
  reply: z.object({ invitations: z.array(invitation), mailConfigured: z.boolean() }),
  refusals: [],
});

/** What follows when an address is entered (the table of section Invitations). Says nothing about people outside the inviter's reach. */
export const checkAddress = endpoint({
  name: 'checkAddress',
  method: 'POST',
  path: '/api/organisations/:organisationId/addresses/check',
  summary: 'What follows from an e-mail address: a member, a deactivated one, somebody to add, or an invitation',
  access: 'members.invite',
  params: inOrganisation,
  body: z.object({ email: emailAddress }),
  reply: z.discriminatedUnion('next', [
    z.object({ next: z.literal('member'), memberId: id, name: z.string() }),
    z.object({ next: z.literal('reactivate'), memberId: id, name: z.string() }),
    z.object({
      next: z.literal('add'),
      name: z.string(),
      role,
      clinicalRole: clinicalRole.nullable(),
      specialty: z.string(),
      registrationNumber: z.string(),
      practitionerId: id.nullable(),
    }),
    z.object({ next: z.literal('open_invitation'), invitationId: id }),
    z.object({ next: z.literal('invite') }),
  ]),
  refusals: [],
});

export const invitee = z.object({
  email: emailAddress,
  firstName: line(80),
  lastName: line(80),
  role,
  level: level.optional(),
  language: language.optional(),
  ...professional,
});

export const invite = endpoint({
  name: 'invite',
  method: 'POST',
  path: '/api/organisations/:organisationId/invitations',
  summary: 'Invites somebody by e-mail',
  access: 'members.invite',
  params: inOrganisation,
  body: invitee,
  reply: invitation,
  refusals: [
    'already_member',
    'member_deactivated',
    'known_in_group',
    'invitation_open',
    'organisation_has_manager',
    'role_not_of_organisation',
    'clinical_role_missing',
    'clinical_role_not_of_role',
    'registration_number_invalid',
    'registration_number_missing',
    'practitioner_taken',
    'practitioner_not_in_group',
  ],
});

export const editInvitation = endpoint({
  name: 'editInvitation',
  method: 'PATCH',
  path: '/api/organisations/:organisationId/invitations/:invitationId',
  summary: 'Changes an invitation while it is open; its link stays valid',
  access: 'members.invite',
  params: ofInvitation,
  body: invitee.omit({ email: true, language: true }),
  reply: invitation,
  refusals: [
    'invitation_not_open',
    'role_not_of_organisation',
    'clinical_role_missing',
    'clinical_role_not_of_role',
    'registration_number_invalid',
    'registration_number_missing',
    'practitioner_taken',
    'practitioner_not_in_group',
  ],
});

export const resendInvitation = endpoint({
  name: 'resendInvitation',
  method: 'POST',
  path: '/api/organisations/:organisationId/invitations/:invitationId/resend',
  summary: 'Sends an open, expired or undelivered invitation again with a new link and seven new days',
  access: 'members.invite',
  params: ofInvitation,
  reply: invitation,
  refusals: ['invitation_not_open', 'already_member', 'invitation_open', 'organisation_has_manager'],
});

export const revokeInvitation = endpoint({
  name: 'revokeInvitation',
  method: 'POST',
  path: '/api/organisations/:organisationId/invitations/:invitationId/revoke',
  summary: 'Revokes an invitation; all its links stop at once',
  access: 'members.invite',
  params: ofInvitation,
  reply: invitation,
  refusals: ['invitation_not_open'],
});

export const copyInvitationLink = endpoint({
  name: 'copyInvitationLink',
  method: 'POST',
  path: '/api/organisations/:organisationId/invitations/:invitationId/link',
  summary: 'The link of an invitation, once, where no mail is configured',
  access: 'members.invite',
  params: ofInvitation,
  reply: z.object({ url: z.string() }),
  refusals: ['invitation_not_open', 'mail_is_configured', 'link_already_copied'],
});

export const addMember = endpoint({
  name: 'addMember',
  method: 'POST',
  path: '/api/organisations/:organisationId/members',
  summary: 'Adds somebody who is active in another practice that the inviter also manages; joins at once',
  access: 'members.invite',
  params: inOrganisation,
  body: z.object({ email: emailAddress, role, level: level.default('user'), ...professional }),
  reply: member,
  refusals: [
    'already_member',
    'member_deactivated',
    'not_known_in_group',
    'role_not_of_organisation',
    'clinical_role_missing',
    'clinical_role_not_of_role',
    'registration_number_missing',
    'registration_number_invalid',
    'practitioner_taken',
    'practitioner_not_in_group',
  ],
});

export const changeMember = endpoint({
  name: 'changeMember',
  method: 'PATCH',
  path: '/api/organisations/:organisationId/members/:memberId',
  summary: 'Changes role, level and professional details of a member',
  access: 'members.change',
  params: ofMember,
  body: z.object({
    role,
    level,
    ...professional,
    /** Where the member can't be provider any more: to whom their cases are offered; until accepted, and without one, they are parked under *Needs a provider*. */
    casesTo: id.nullable().default(null),
  }),
  reply: member,
  refusals: [
    'last_admin',
    'last_group_manager',
    'member_deactivated',
    'role_not_of_organisation',
    'clinical_role_missing',
    'clinical_role_not_of_role',
    'registration_number_missing',
    'registration_number_invalid',
    'practitioner_taken',
    'practitioner_not_in_group',
    'not_a_provider',
    'provides_elsewhere',
  ],
});

const leftBehind = z.object({ id, practice: z.string() });

export const patientLinkLeft = leftBehind.extend({
  kind: z.literal('patient_link'),
  caseNumber: z.number().int(),
  /** The patient’s; null to a group manager who sees no cases there. */
  initials: z.string().nullable(),
  version: z.number().int(),
  expiresAt: instant,
  opened: z.number().int(),
});

/** Named by when it was made: its name may tell of other places where the person works. */
export const apiTokenLeft = leftBehind.extend({
  kind: z.literal('api_token'),
  madeAt: instant,
  lastUsedAt: instant.nullable(),
  expiresAt: instant,
  scopes: z.array(z.enum(tokenScopes)),
});

/** Working on cases of the practice as somebody's collaborator. */
export const collaborationLeft = leftBehind.extend({
  kind: z.literal('collaboration'),
  provider: z.string(),
  cases: z.number().int(),
});

/** Something of a person that ends or is suspended when they leave, and may be ticked to stay: one kind for each module that contributes. */
export const leftover = z.discriminatedUnion('kind', [patientLinkLeft, apiTokenLeft, collaborationLeft]);
export type Leftover = z.infer<typeof leftover>;

export const previewLeaving = endpoint({
  name: 'previewLeaving',
  method: 'GET',
  path: '/api/organisations/:organisationId/members/:memberId/leaving',
  summary: 'What deactivating or removing a member suspends or ends',
  access: 'members.deactivate',
  params: ofMember,
  query: z.object({ wholeGroup: z.literal('true').optional() }),
  reply: z.object({
    leftovers: z.array(leftover),
    sessions: z.number().int(),
    /** Cases whose provider the member is here, and who could take them over. */
    cases: z.object({
      open: z.number().int(),
      closed: z.number().int(),
      providers: z.array(z.object({ memberId: id, name: z.string() })),
      /** Cases at the group’s other practices, of which a clinical role that can’t be provider takes the person too: those that you administer, and whether there are others. */
      elsewhere: z.object({ administered: z.number().int(), outOfReach: z.boolean() }),
      /** Clinical roles that can own cases in this group. */
      providerRoles: z.array(clinicalRole),
    }),
  }),
  refusals: [],
});

const leaving = z.object({
  /** Leftovers that were ticked to stay; the others end. */
  keep: z.array(id).max(1000).default([]),
  wholeGroup: z.boolean().default(false),
  /** To whom the member's cases are offered; until accepted, and without one, they are parked under *Needs a provider*. */
  casesTo: id.nullable().default(null),
});

export const deactivateMember = endpoint({
  name: 'deactivateMember',
  method: 'POST',
  path: '/api/organisations/:organisationId/members/:memberId/deactivate',
  summary: 'Shuts a member out at once; records stay; reversible. A group manager may do it for the whole group',
  access: 'members.deactivate',
  params: ofMember,
  body: leaving,
  reply: member,
  refusals: ['last_admin', 'last_group_manager', 'member_deactivated', 'not_a_provider'],
});

export const reactivateMember = endpoint({
  name: 'reactivateMember',
  method: 'POST',
  path: '/api/organisations/:organisationId/members/:memberId/reactivate',
  summary: 'Lets a deactivated member in again',
  access: 'members.deactivate',
  params: ofMember,
  reply: member,
  refusals: ['member_not_deactivated'],
});

export const removeMember = endpoint({
  name: 'removeMember',
  method: 'POST',
  path: '/api/organisations/:organisationId/members/:memberId/remove',
  summary: 'Ends a membership; authorship stays',
  access: 'members.remove',
  params: ofMember,
  body: leaving,
  refusals: ['last_admin', 'last_group_manager', 'not_a_provider'],
});

export const likelyPractitioner = z.object({
  id,
  firstName: z.string(),
  lastName: z.string(),
  clinicalRole,
  specialty: z.string(),
  registrationNumber: z.string(),
  /** 1 for the same name or number, towards 0 for less alike. */
  likeness: z.number(),
});

export const findPractitioners = endpoint({
  name: 'findPractitioners',
  method: 'GET',
  path: '/api/organisations/:organisationId/practitioners/likely',
  summary: 'Practitioner records of the group without an account whose name or number is alike, likeliest first',
  access: 'members.invite',
  params: inOrganisation,
  query: z.object({
    firstName: optionalLine(80).default(''),
    lastName: optionalLine(80).default(''),
    registrationNumber: optionalLine(40).default(''),
  }),
  reply: z.object({ practitioners: z.array(likelyPractitioner) }),
  refusals: [],
});

export const importPeople = endpoint({
  name: 'importPeople',
  method: 'POST',
  path: '/api/organisations/:organisationId/members/import',
  summary: 'Invites or adds people from a CSV file; a dry run reports per row and changes nothing',
  access: 'members.invite',
  params: inOrganisation,
  body: z.object({ csv: z.string().min(1).max(500_000), dryRun: z.boolean() }),
  reply: z.object({
    rows: z.array(
      z.object({
        /** Line in the file, the header being 1. */
        line: z.number().int(),
        email: z.string(),
        name: z.string(),
        outcome: z.enum(['invite', 'add', 'refused']),
        reason: z.string().nullable(),
        column: z.string().nullable(),
      }),
    ),
    applied: z.boolean(),
  }),
  refusals: ['nothing_to_import', 'import_has_errors'],
});

const invited = z.object({
  organisation: z.object({
    id,
    name: z.string(),
    kind: z.enum(organisationKinds),
    city: z.string(),
    country: country.nullable(),
  }),
  invitedBy: z.string(),
  role,
  level,
  clinicalRole: clinicalRole.nullable(),
  specialty: z.string(),
  registrationNumber: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  expiresAt: instant,
  /** A registration number must be given before accepting. */
  registrationNumberAsked: z.boolean(),
});

export const lookUpInvitation = endpoint({
  name: 'lookUpInvitation',
  method: 'POST',
  path: '/api/invitations/look-up',
  summary: 'What an invitation link opens, for whoever holds it',
  access: 'public',
  unrecorded: 'own invitation',
  pace: 'guarded',
  body: z.object({ token: linkToken }),
  reply: invited.extend({
    id,
    email: z.string(),
    /** `sign_up`: no account yet. `sign_in`: an account exists. `accept`: signed in as the invited address. `switch`: signed in with another. */
    next: z.enum(['sign_up', 'sign_in', 'accept', 'switch']),
    signedInAs: z.string().nullable(),
  }),
  refusals: [
    'link_invalid',
    'invitation_superseded',
    'invitation_expired',
    'invitation_revoked',
    'invitation_accepted',
    'invitation_declined',
  ],
});

export const signUpByInvitation = endpoint({
  name: 'signUpByInvitation',
  method: 'POST',
  path: '/api/invitations/sign-up',
  summary: 'Makes the account of an invited person, accepts the invitation and signs in, in one step',
  access: 'public',
  pace: 'guarded',
  body: z.object({
    token: linkToken,
    password,
    firstName: line(80),
    lastName: line(80),
    language,
    timeZone,
    registrationNumber: optionalLine(40).default(''),
    specialty: optionalLine(80).default(''),
  }),
  reply: z.object({ organisationId: id }),
  refusals: [
    'link_invalid',
    'invitation_superseded',
    'invitation_expired',
    'invitation_revoked',
    'invitation_accepted',
    'invitation_declined',
    'invitation_needs_sign_in',
    'password_too_common',
    'registration_number_missing',
    'registration_number_invalid',
  ],
});

/** By link, without an account: an invited person who doesn't want to come. */
export const declineByLink = endpoint({
  name: 'declineByLink',
  method: 'POST',
  path: '/api/invitations/decline',
  summary: 'Declines an invitation by its link',
  access: 'public',
  pace: 'guarded',
  body: z.object({ token: linkToken }),
  refusals: [
    'link_invalid',
    'invitation_superseded',
    'invitation_expired',
    'invitation_revoked',
    'invitation_accepted',
    'invitation_declined',
    'invitation_needs_sign_in',
  ],
});

/** An old link leads forward: the newest link is sent to the invited address again, never shown. */
export const sendNewestLink = endpoint({
  name: 'sendNewestLink',
  method: 'POST',
  path: '/api/invitations/newest-link',
  summary: 'Sends the newest link of an open invitation to the invited address, asked for with an older link',
  access: 'public',
  pace: 'guarded',
  body: z.object({ token: linkToken }),
  refusals: ['link_invalid', 'invitation_expired', 'invitation_revoked', 'invitation_accepted', 'invitation_declined'],
});

export const listMyInvitations = endpoint({
  name: 'listMyInvitations',
  method: 'GET',
  path: '/api/me/invitations',
  summary: 'The invitations that wait for the person signed in, link or no link',
  access: 'signed_in',
  unrecorded: 'own invitations',
  reply: z.object({ invitations: z.array(invited.extend({ id })) }),
  refusals: [],
});

export const acceptInvitation = endpoint({
  name: 'acceptInvitation',
  method: 'POST',
  path: '/api/me/invitations/:invitationId/accept',
  summary: 'Approves an invitation of the person signed in',
  access: 'signed_in',
  params: z.object({ invitationId: id }),
  body: z.object({
    registrationNumber: optionalLine(40).default(''),
    specialty: optionalLine(80).default(''),
  }),
  reply: z.object({ organisationId: id }),
  refusals: [
    'invitation_expired',
    'invitation_revoked',
    'invitation_accepted',
    'invitation_declined',
    'own_membership_deactivated',
    'registration_number_missing',
    'registration_number_invalid',
  ],
});

export const declineInvitation = endpoint({
  name: 'declineInvitation',
  method: 'POST',
  path: '/api/me/invitations/:invitationId/decline',
  summary: 'Declines an invitation of the person signed in',
  access: 'signed_in',
  params: z.object({ invitationId: id }),
  refusals: ['invitation_expired', 'invitation_revoked', 'invitation_accepted', 'invitation_declined'],
});
