import { z } from 'zod';
import { grants } from './case-permissions.ts';
import { endpoint } from './endpoint.ts';
import { emailAddress, id, instant, language, line, linkToken, password, timeZone } from './shapes.ts';

/** Becoming a collaborator: the provider's consent, whom the provider opens cases to, and the answer. */

/** Ticked by the provider's side before anything is given: the first two. By the collaborator when accepting: the third. */
export const consentKinds = ['patient_consent', 'terms', 'responsibility'] as const;
export type ConsentKind = (typeof consentKinds)[number];
export const consentKind = z.enum(consentKinds);
export const ticked = z.enum(['patient_consent', 'terms']);

export const grant = z.enum(grants);

export const collaborationState = z.enum([
  'waiting',
  'not_delivered',
  'expired',
  'active',
  'declined',
  'revoked',
  'ended',
]);
export type CollaborationState = z.infer<typeof collaborationState>;
export const collaborationAct = z.enum(['change', 'resend', 'revoke', 'copy_link', 'end']);
export type CollaborationAct = z.infer<typeof collaborationAct>;

const ofPractice = z.object({ practiceId: id });
/** A provider of the practice: oneself, or for an Admin anyone. */
const ofProvider = z.object({ practiceId: id, practitionerId: id });
const ofCollaboration = z.object({ practiceId: id, practitionerId: id, collaborationId: id });
const provider = '/api/practices/:practiceId/providers/:practitionerId';

export const listCollaboratorProviders = endpoint({
  name: 'listCollaboratorProviders',
  method: 'GET',
  path: '/api/practices/:practiceId/collaborator-providers',
  summary:
    'For which providers of a practice the person asking may manage collaborators: themselves, and for an Admin all',
  access: 'collaborators.manage',
  params: ofPractice,
  reply: z.object({
    providers: z.array(
      z.object({
        practitionerId: id,
        name: z.string(),
        you: z.boolean(),
        /** Active and waiting ones. */
        collaborators: z.number().int(),
      }),
    ),
  }),
  refusals: [],
});

const consentText = z.object({
  kind: consentKind,
  version: z.number().int(),
  language,
  body: z.string(),
});

/** The two boxes, and who ticked this version of each. */
export const consent = z.object({
  /** Both are ticked in their newest version. */
  current: z.boolean(),
  texts: z.array(
    consentText.extend({
      ticked: z.object({ at: instant, by: z.string(), onBehalf: z.boolean() }).nullable(),
      /** An earlier version was ticked: this one is new. */
      renewed: z.boolean(),
    }),
  ),
});
export type Consent = z.infer<typeof consent>;

export const viewConsent = endpoint({
  name: 'viewConsent',
  method: 'GET',
  path: `${provider}/consent`,
  summary: 'The texts that a provider agrees to before opening cases to anybody, and who ticked them when',
  access: 'collaborators.manage',
  params: ofProvider,
  query: z.object({ language: language.optional() }),
  reply: consent,
  refusals: [],
});

export const giveConsent = endpoint({
  name: 'giveConsent',
  method: 'POST',
  path: `${provider}/consent`,
  summary: 'Ticks the two boxes: the words seen, person and time are kept; by an Admin for the provider, who is told',
  access: 'collaborators.manage',
  params: ofProvider,
  body: z.object({
    /** The versions seen; another one now refuses. */
    patientConsent: z.number().int().min(1),
    terms: z.number().int().min(1),
    language,
  }),
  reply: consent,
  refusals: ['not_a_provider', 'consent_outdated'],
});

export const collaborator = z.object({
  id,
  kind: z.enum(['person', 'planning_service']),
  firstName: z.string(),
  /** The whole name of a planning service. */
  lastName: z.string(),
  /** Empty for a planning service. */
  email: z.string(),
  serviceId: id.nullable(),
  state: collaborationState,
  grants: z.array(grant),
  /** Null: all of the group's. */
  practices: z.array(z.object({ id, name: z.string() })).nullable(),
  futureCases: z.boolean(),
  /** Cases open to the collaborator now, or on acceptance. */
  cases: z.number().int(),
  addedBy: z.string(),
  onBehalf: z.boolean(),
  addedAt: instant,
  sentAt: instant,
  expiresAt: instant,
  acceptedAt: instant.nullable(),
  overAt: instant.nullable(),
  /** Who ended it. */
  overBy: z.string().nullable(),
  overBecause: z.enum(['provider', 'collaborator', 'leaving']).nullable(),
  may: z.array(collaborationAct),
});
export type Collaborator = z.infer<typeof collaborator>;

export const listCollaborators = endpoint({
  name: 'listCollaborators',
  method: 'GET',
  path: `${provider}/collaborators`,
  summary: 'Everyone to whom a provider opened cases, waiting, active and former ones',
  access: 'collaborators.manage',
  params: ofProvider,
  reply: z.object({
    provider: z.object({ practitionerId: id, name: z.string(), you: z.boolean() }),
    collaborators: z.array(collaborator),
    /** Which practices may be chosen: the provider's own in this group; for an Admin those where they are Admin. */
    practices: z.array(z.object({ id, name: z.string() })),
    /** Whether *all practices* may be chosen. */
    mayAllPractices: z.boolean(),
    /** Both boxes are ticked in their newest version: without it nothing is added or given. */
    consentCurrent: z.boolean(),
    mailConfigured: z.boolean(),
  }),
  refusals: [],
});

export const listPlanningServices = endpoint({
  name: 'listPlanningServices',
  method: 'GET',
  path: '/api/practices/:practiceId/planning-services',
  summary: 'Planning services that can be added as collaborators',
  access: 'collaborators.manage',
  params: ofPractice,
  reply: z.object({ services: z.array(z.object({ id, name: z.string() })) }),
  refusals: [],
});

export const lookUpCollaborator = endpoint({
  name: 'lookUpCollaborator',
  method: 'POST',
  path: `${provider}/collaborators/look-up`,
  summary:
    'The name that belongs to an exact address, where it may be known: in the group, a former collaborator, or findable',
  access: 'collaborators.manage',
  pace: 'guarded',
  params: ofProvider,
  body: z.object({ email: emailAddress }),
  reply: z.object({ name: z.object({ firstName: z.string(), lastName: z.string() }).nullable() }),
  refusals: ['consent_needed'],
});

const terms = {
  grants: z
    .array(grant)
    .max(grants.length)
    .refine((list) => new Set(list).size === list.length, { error: 'twice' })
    .default([]),
  /** Null: all practices of the group. */
  practices: z.array(id).min(1).max(200).nullable(),
  futureCases: z.boolean().default(false),
};

export const addCollaborator = endpoint({
  name: 'addCollaborator',
  method: 'POST',
  path: `${provider}/collaborators`,
  summary: 'Opens a way to work with somebody, or with a planning service: a letter asks them to accept',
  access: 'collaborators.manage',
  pace: 'guarded',
  params: ofProvider,
  body: z.object({
    who: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('person'),
        email: emailAddress,
        firstName: line(80),
        lastName: line(80),
        language: language.optional(),
      }),
      z.strictObject({ kind: z.literal('planning_service'), serviceId: id }),
    ]),
    ...terms,
  }),
  reply: collaborator,
  refusals: [
    'not_a_provider',
    'consent_needed',
    'collaborator_exists',
    'collaborator_is_provider',
    'service_unknown',
    'practice_not_of_provider',
  ],
});

export const changeCollaborator = endpoint({
  name: 'changeCollaborator',
  method: 'PATCH',
  path: `${provider}/collaborators/:collaborationId`,
  summary:
    'Changes what a collaborator may, where, and whether future cases are given too; holds from the next click on',
  access: 'collaborators.manage',
  params: ofCollaboration,
  body: z.object(terms),
  reply: collaborator,
  refusals: ['collaboration_over', 'consent_needed', 'practice_not_of_provider'],
});

export const resendCollaborator = endpoint({
  name: 'resendCollaborator',
  method: 'POST',
  path: `${provider}/collaborators/:collaborationId/resend`,
  summary: 'Sends an open, expired or undelivered invitation again with a new link and seven new days',
  access: 'collaborators.manage',
  pace: 'guarded',
  params: ofCollaboration,
  reply: collaborator,
  refusals: ['invitation_not_open', 'consent_needed'],
});

export const revokeCollaborator = endpoint({
  name: 'revokeCollaborator',
  method: 'POST',
  path: `${provider}/collaborators/:collaborationId/revoke`,
  summary: 'Takes back what was not answered yet; all its links stop at once',
  access: 'collaborators.manage',
  params: ofCollaboration,
  reply: collaborator,
  refusals: ['invitation_not_open'],
});

export const copyCollaboratorLink = endpoint({
  name: 'copyCollaboratorLink',
  method: 'POST',
  path: `${provider}/collaborators/:collaborationId/link`,
  summary: 'The link for a collaborator, once, where no mail is configured',
  access: 'collaborators.manage',
  params: ofCollaboration,
  reply: z.object({ url: z.string() }),
  refusals: ['invitation_not_open', 'mail_is_configured', 'link_already_copied'],
});

export const endCollaborator = endpoint({
  name: 'endCollaborator',
  method: 'POST',
  path: `${provider}/collaborators/:collaborationId/end`,
  summary: 'Ends a collaboration: access to every case ends at once, what was written stays',
  access: 'collaborators.manage',
  params: ofCollaboration,
  reply: collaborator,
  refusals: ['collaboration_over'],
});

/* The group's texts. */

const bodies = z.object({ en: z.string(), de: z.string(), fr: z.string() });
const written = z.string().trim().min(1).max(20_000);

export const consentTextVersion = z.object({
  kind: consentKind,
  version: z.number().int(),
  bodies,
  /** Null for the text that ships. */
  writtenBy: z.string().nullable(),
  writtenAt: instant.nullable(),
});

export const viewConsentTexts = endpoint({
  name: 'viewConsentTexts',
  method: 'GET',
  path: '/api/groups/:groupId/consent-texts',
  summary: 'The texts of a group that are ticked before cases are opened to collaborators, newest version first',
  access: 'group.edit',
  params: z.object({ groupId: id }),
  reply: z.object({ texts: z.array(consentTextVersion) }),
  refusals: [],
});

export const writeConsentText = endpoint({
  name: 'writeConsentText',
  method: 'POST',
  path: '/api/groups/:groupId/consent-texts',
  summary: 'Writes a new version of a text; until it is ticked nothing new is given, existing access goes on',
  access: 'group.edit',
  params: z.object({ groupId: id }),
  body: z.object({
    kind: consentKind,
    /** The version that was read before. */
    after: z.number().int().min(1),
    bodies: z.object({ en: written, de: written, fr: written }),
  }),
  reply: z.object({ texts: z.array(consentTextVersion) }),
  refusals: ['changed_meanwhile', 'nothing_changed'],
});

/* The other side. */

/** What somebody is asked to accept, or accepted. */
export const offeredCollaboration = z.object({
  id,
  provider: z.string(),
  group: z.string(),
  /** Null: all of the group's. */
  practices: z.array(z.string()).nullable(),
  /** The planning service that is asked, where it isn't the person. */
  service: z.object({ id, name: z.string() }).nullable(),
  grants: z.array(grant),
  futureCases: z.boolean(),
  state: collaborationState,
  addedAt: instant,
  expiresAt: instant,
  acceptedAt: instant.nullable(),
  overAt: instant.nullable(),
  cases: z.number().int(),
});
export type OfferedCollaboration = z.infer<typeof offeredCollaboration>;

const byLink = [
  'link_invalid',
  'invitation_superseded',
  'invitation_expired',
  'invitation_revoked',
  'invitation_accepted',
  'invitation_declined',
] as const;

export const lookUpCollaboration = endpoint({
  name: 'lookUpCollaboration',
  method: 'POST',
  path: '/api/collaboration-links/look-up',
  summary: 'What a collaborator’s link opens, for whoever holds it',
  access: 'public',
  unrecorded: 'own invitation',
  pace: 'guarded',
  body: z.object({ token: linkToken, language }),
  reply: offeredCollaboration.extend({
    email: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    responsibility: consentText,
    /** `register`: no account yet. `sign_in`: an account exists. `accept`: signed in as the invited address. `switch`: signed in with another. */
    next: z.enum(['register', 'sign_in', 'accept', 'switch']),
    signedInAs: z.string().nullable(),
  }),
  refusals: [...byLink],
});

export const registerCollaborator = endpoint({
  name: 'registerCollaborator',
  method: 'POST',
  path: '/api/collaboration-links/register',
  summary: 'Makes the account of an invited collaborator, accepts responsibility and signs in, in one step',
  access: 'public',
  pace: 'guarded',
  body: z.object({
    token: linkToken,
    password,
    firstName: line(80),
    lastName: line(80),
    language,
    timeZone,
    /** The version of the text that was ticked. */
    responsibility: z.number().int().min(1),
  }),
  reply: z.object({ collaborationId: id }),
  refusals: [...byLink, 'invitation_needs_sign_in', 'password_too_common', 'consent_outdated'],
});

export const declineCollaborationByLink = endpoint({
  name: 'declineCollaborationByLink',
  method: 'POST',
  path: '/api/collaboration-links/decline',
  summary: 'Declines to become a collaborator, by link and without an account',
  access: 'public',
  pace: 'guarded',
  body: z.object({ token: linkToken }),
  refusals: [...byLink, 'invitation_needs_sign_in'],
});

export const sendNewestCollaborationLink = endpoint({
  name: 'sendNewestCollaborationLink',
  method: 'POST',
  path: '/api/collaboration-links/newest-link',
  summary: 'Sends the newest link to the invited address, asked for with an older link',
  access: 'public',
  pace: 'guarded',
  body: z.object({ token: linkToken }),
  refusals: ['link_invalid', 'invitation_expired', 'invitation_revoked', 'invitation_accepted', 'invitation_declined'],
});

export const listMyCollaborations = endpoint({
  name: 'listMyCollaborations',
  method: 'GET',
  path: '/api/my-collaborations',
  summary:
    'Whose collaborator the person signed in is, was, or is asked to become; also for planning services they manage',
  access: 'signed_in',
  unrecorded: 'own collaborations',
  query: z.object({ language: language.optional() }),
  reply: z.object({
    waiting: z.array(offeredCollaboration.extend({ responsibility: consentText })),
    collaborations: z.array(offeredCollaboration),
  }),
  refusals: [],
});

export const acceptCollaboration = endpoint({
  name: 'acceptCollaboration',
  method: 'POST',
  path: '/api/my-collaborations/:collaborationId/accept',
  summary: 'Accepts responsibility as a collaborator; cases given already are open from then on',
  access: 'signed_in',
  params: z.object({ collaborationId: id }),
  body: z.object({ responsibility: z.number().int().min(1), language }),
  refusals: [
    'invitation_expired',
    'invitation_revoked',
    'invitation_accepted',
    'invitation_declined',
    'collaborator_is_provider',
    'consent_outdated',
  ],
});

export const declineCollaboration = endpoint({
  name: 'declineCollaboration',
  method: 'POST',
  path: '/api/my-collaborations/:collaborationId/decline',
  summary: 'Declines to become a collaborator',
  access: 'signed_in',
  params: z.object({ collaborationId: id }),
  refusals: ['invitation_expired', 'invitation_revoked', 'invitation_accepted', 'invitation_declined'],
});

export const leaveCollaboration = endpoint({
  name: 'leaveCollaboration',
  method: 'POST',
  path: '/api/my-collaborations/:collaborationId/leave',
  summary: 'Leaves a collaboration altogether: access to every case of it ends at once',
  access: 'signed_in',
  params: z.object({ collaborationId: id }),
  refusals: ['collaboration_over'],
});

export const viewFindable = endpoint({
  name: 'viewFindable',
  method: 'GET',
  path: '/api/me/findable',
  summary: 'Whether providers who know the exact address are offered the name',
  access: 'signed_in',
  unrecorded: 'own choice',
  reply: z.object({ findable: z.boolean() }),
  refusals: [],
});

export const chooseFindable = endpoint({
  name: 'chooseFindable',
  method: 'PUT',
  path: '/api/me/findable',
  summary: 'Chooses whether providers who know the exact address are offered the name',
  access: 'signed_in',
  body: z.object({ findable: z.boolean() }),
  reply: z.object({ findable: z.boolean() }),
  refusals: [],
});
