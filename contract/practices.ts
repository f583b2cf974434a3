import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { organisationKinds } from './permissions.ts';
import { country, emailAddress, id, instant, language, line, optionalLine, timeZone } from './shapes.ts';
import { clinicalRole } from './team.ts';

export const organisationKind = z.enum(organisationKinds);

export const practiceInformation = z.object({
  name: line(120),
  streetAddress: optionalLine(160),
  city: optionalLine(80),
  postalCode: optionalLine(20),
  country,
  phone: optionalLine(40),
  email: z.union([z.literal(''), emailAddress]),
  timeZone,
  language,
});

const inPractice = z.object({ practiceId: id });
const inGroup = z.object({ groupId: id });

export const practice = practiceInformation.extend({
  id,
  groupId: id,
  groupName: z.string(),
  /** Changes whenever the logo does; null without one. */
  logoVersion: z.string().nullable(),
  /** Sent back with a change, so that two people editing at once don't overwrite each other. */
  version: z.number().int(),
  may: z.array(z.string()),
});
export type Practice = z.infer<typeof practice>;

export const viewPractice = endpoint({
  name: 'viewPractice',
  method: 'GET',
  path: '/api/practices/:practiceId',
  summary: 'Name, address, contact and settings of a practice',
  access: 'practice_information.see',
  params: inPractice,
  reply: practice,
  refusals: [],
});

export const editPractice = endpoint({
  name: 'editPractice',
  method: 'PATCH',
  path: '/api/practices/:practiceId',
  summary: 'Changes a practice’s information',
  access: 'practice_information.edit',
  params: inPractice,
  body: practiceInformation.extend({ version: z.number().int() }),
  reply: practice,
  refusals: ['name_taken', 'changed_meanwhile'],
});

export const createPractice = endpoint({
  name: 'createPractice',
  method: 'POST',
  path: '/api/groups/:groupId/practices',
  summary: 'Adds a practice to a group',
  access: 'practices.create',
  params: inGroup,
  body: practiceInformation,
  reply: practice,
  refusals: ['name_taken'],
});

export const putLogo = endpoint({
  name: 'putLogo',
  method: 'PUT',
  path: '/api/practices/:practiceId/logo',
  summary: 'Sets the practice’s logo (PNG, JPEG or WebP), scaled to at most 800 × 320 pixels',
  access: 'practice_information.edit',
  params: inPractice,
  upload: { binary: ['image/png', 'image/jpeg', 'image/webp'], maxBytes: 5_000_000 },
  reply: practice,
  refusals: ['picture_unreadable'],
});

export const removeLogo = endpoint({
  name: 'removeLogo',
  method: 'DELETE',
  path: '/api/practices/:practiceId/logo',
  summary: 'Removes the practice’s logo',
  access: 'practice_information.edit',
  params: inPractice,
  reply: practice,
  refusals: [],
});

export const viewLogo = endpoint({
  name: 'viewLogo',
  method: 'GET',
  path: '/api/practices/:practiceId/logo',
  summary: 'The practice’s logo',
  access: 'organisation.see',
  unrecorded: 'no personal data',
  params: inPractice,
  file: 'image/png',
  refusals: [],
});

export const samplePage = endpoint({
  name: 'samplePage',
  method: 'GET',
  path: '/api/practices/:practiceId/sample.pdf',
  summary: 'A sample page with the practice’s name, address and logo as they head every PDF',
  access: 'practice_information.see',
  params: inPractice,
  file: 'application/pdf',
  refusals: [],
});

export const group = z.object({
  id,
  name: z.string(),
  /** Clinical roles whose holders may be provider; dentists always. */
  providerClinicalRoles: z.array(clinicalRole),
  practices: z.array(
    z.object({ id, name: z.string(), city: z.string(), members: z.number().int(), logoVersion: z.string().nullable() }),
  ),
  may: z.array(z.string()),
});
export type Group = z.infer<typeof group>;

export const viewGroup = endpoint({
  name: 'viewGroup',
  method: 'GET',
  path: '/api/groups/:groupId',
  summary: 'A group with its practices',
  access: 'group.edit',
  params: inGroup,
  reply: group,
  refusals: [],
});

export const editGroup = endpoint({
  name: 'editGroup',
  method: 'PATCH',
  path: '/api/groups/:groupId',
  summary: 'Changes a group’s name and who may be provider in it',
  access: 'group.edit',
  params: inGroup,
  body: z.object({ name: line(120), providerClinicalRoles: z.array(clinicalRole).max(4) }),
  reply: group,
  refusals: ['name_taken'],
});

export const securitySettings = z.object({
  /** Members must have a second factor to open the practice. */
  secondFactorRequired: z.boolean(),
  /** A shared workstation locks after so many idle minutes. */
  workstationIdleMinutes: z.number().int().min(1).max(120),
});

export const viewSecuritySettings = endpoint({
  name: 'viewSecuritySettings',
  method: 'GET',
  path: '/api/practices/:practiceId/security',
  summary: 'Second factor and shared-workstation settings of a practice',
  access: 'security_settings.see',
  params: inPractice,
  reply: securitySettings.extend({ may: z.array(z.string()) }),
  refusals: [],
});

export const editSecuritySettings = endpoint({
  name: 'editSecuritySettings',
  method: 'PATCH',
  path: '/api/practices/:practiceId/security',
  summary: 'Changes second factor and shared-workstation settings of a practice',
  access: 'security_settings.edit',
  params: inPractice,
  body: securitySettings,
  reply: securitySettings.extend({ may: z.array(z.string()) }),
  refusals: [],
});

export const instanceOrganisation = z.object({
  id,
  kind: z.enum(['group', 'laboratory', 'planning_service']),
  name: z.string(),
  createdAt: instant,
  practices: z.number().int(),
  managers: z.number().int(),
  /** State of the newest invitation of a first manager while there is no manager. */
  managerInvited: z.string().nullable(),
});

export const listOrganisations = endpoint({
  name: 'listOrganisations',
  method: 'GET',
  path: '/api/instance/organisations',
  summary: 'The groups, laboratories and planning services of this instance',
  access: 'instance.run',
  reply: z.object({ organisations: z.array(instanceOrganisation) }),
  refusals: [],
});

export const createOrganisation = endpoint({
  name: 'createOrganisation',
  method: 'POST',
  path: '/api/instance/organisations',
  summary: 'Creates a group, laboratory or planning service and invites its first manager',
  access: 'instance.run',
  body: z.object({
    kind: z.enum(['group', 'laboratory', 'planning_service']),
    name: line(120),
    manager: z.object({ email: emailAddress, firstName: line(80), lastName: line(80), language: language.optional() }),
  }),
  reply: instanceOrganisation,
  refusals: ['name_taken'],
});

export const renameOrganisation = endpoint({
  name: 'renameOrganisation',
  method: 'PATCH',
  path: '/api/instance/organisations/:id',
  summary: 'Renames a group, laboratory or planning service',
  access: 'instance.run',
  params: z.object({ id }),
  body: z.object({ name: line(120) }),
  reply: instanceOrganisation,
  refusals: ['name_taken'],
});

export const letterSummary = z.object({
  id,
  to: z.string(),
  subject: z.string(),
  state: z.enum(['waiting', 'sent', 'failed', 'kept']),
  attempts: z.number().int(),
  lastError: z.string().nullable(),
  createdAt: instant,
  sentAt: instant.nullable(),
});

export const listLetters = endpoint({
  name: 'listLetters',
  method: 'GET',
  path: '/api/instance/letters',
  summary: 'Outgoing mail: kept in the local outbox, waiting, sent or failed; newest first',
  access: 'instance.run',
  query: z.object({ before: id.optional(), state: z.enum(['waiting', 'sent', 'failed', 'kept']).optional() }),
  reply: z.object({ letters: z.array(letterSummary), next: id.nullable(), mailConfigured: z.boolean() }),
  refusals: [],
});

export const viewLetter = endpoint({
  name: 'viewLetter',
  method: 'GET',
  path: '/api/instance/letters/:id',
  summary: 'One letter of the local outbox; content only where no mail is configured',
  access: 'instance.run',
  params: z.object({ id }),
  reply: letterSummary.extend({ text: z.string().nullable(), html: z.string().nullable() }),
  refusals: [],
});
