import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { orderKinds } from './order-life.ts';
import { requirements } from './records.ts';
import { emailAddress, id, language, line, optionalLine } from './shapes.ts';

/** Laboratories: whom a practice orders from, the packages they offer, the records they ask for. */

/** Limits of a package; null means unlimited. */
export const packageLimits = z.object({
  stages: z.number().int().min(1).max(200).nullable(),
  revisions: z.number().int().min(0).max(99).nullable(),
  retainerSets: z.number().int().min(0).max(99).nullable(),
  /** Counted from the approval at which it was chosen. */
  months: z.number().int().min(1).max(240).nullable(),
});
export type PackageLimits = z.infer<typeof packageLimits>;

export const casePackage = packageLimits.extend({
  id,
  name: line(40),
  /** As text, with its currency, e.g. "from 1 190 EUR"; shown to those who may see prices. */
  price: optionalLine(60),
  offered: z.boolean(),
});
export type CasePackage = z.infer<typeof casePackage>;

/** What a laboratory starts with. */
export const usualPackages: readonly ({ name: string } & PackageLimits)[] = [
  { name: 'FLEX', stages: null, revisions: null, retainerSets: null, months: null },
  { name: 'MINI', stages: 12, revisions: 1, retainerSets: 0, months: 6 },
  { name: 'ONE', stages: 24, revisions: 1, retainerSets: 1, months: 12 },
  { name: 'TWO', stages: 48, revisions: 2, retainerSets: 2, months: 24 },
  { name: 'UNLIMITED 3', stages: null, revisions: null, retainerSets: 3, months: 36 },
  { name: 'UNLIMITED 5', stages: null, revisions: null, retainerSets: 5, months: 60 },
];

export const requirementsByKind = z.record(z.enum(orderKinds), requirements);

export const offeredLaboratory = z.object({
  id,
  name: z.string(),
  /** Run by the practice's own group. */
  ownGroup: z.boolean(),
  chosen: z.boolean(),
  preferred: z.boolean(),
});
export type OfferedLaboratory = z.infer<typeof offeredLaboratory>;

const ofPractice = z.object({ practiceId: id });
const ofLaboratory = z.object({ organisationId: id });

export const listLaboratories = endpoint({
  name: 'listLaboratories',
  method: 'GET',
  path: '/api/practices/:practiceId/laboratories',
  summary: 'The laboratories that a practice can order from, and those it has chosen',
  access: 'laboratories.see',
  params: ofPractice,
  reply: z.object({ laboratories: z.array(offeredLaboratory), mayChoose: z.boolean() }),
  refusals: [],
});

export const chooseLaboratories = endpoint({
  name: 'chooseLaboratories',
  method: 'PUT',
  path: '/api/practices/:practiceId/laboratories',
  summary: 'Chooses the laboratories that a practice orders from; what was sent to others stays with them',
  access: 'laboratories.choose',
  params: ofPractice,
  body: z.object({ laboratoryIds: z.array(id).max(50), preferredId: id.nullable() }),
  reply: z.object({ laboratories: z.array(offeredLaboratory), mayChoose: z.boolean() }),
  refusals: ['laboratory_not_offered'],
});

export const viewChosenLaboratory = endpoint({
  name: 'viewChosenLaboratory',
  method: 'GET',
  path: '/api/practices/:practiceId/laboratories/:laboratoryId',
  summary: 'What a chosen laboratory asks for and offers',
  access: 'laboratories.see',
  params: ofPractice.extend({ laboratoryId: id }),
  reply: z.object({ id, name: z.string(), packages: z.array(casePackage), requirements: requirementsByKind }),
  refusals: [],
});

export const viewLaboratorySettings = endpoint({
  name: 'viewLaboratorySettings',
  method: 'GET',
  path: '/api/organisations/:organisationId/laboratory-settings',
  summary: 'The packages that a laboratory offers and the records it asks for',
  access: 'laboratory_settings.see',
  params: ofLaboratory,
  reply: z.object({ packages: z.array(casePackage), requirements: requirementsByKind, mayEdit: z.boolean() }),
  refusals: [],
});

export const editPackages = endpoint({
  name: 'editPackages',
  method: 'PUT',
  path: '/api/organisations/:organisationId/packages',
  summary: 'Sets the packages of a laboratory, in their order; cases keep the limits they were approved with',
  access: 'laboratory_settings.edit',
  params: ofLaboratory,
  body: z.object({
    packages: z
      .array(casePackage.extend({ id: id.nullable() }))
      .min(1)
      .max(30),
  }),
  reply: z.object({ packages: z.array(casePackage) }),
  refusals: ['name_taken'],
});

export const editRequirements = endpoint({
  name: 'editRequirements',
  method: 'PUT',
  path: '/api/organisations/:organisationId/record-requirements',
  summary: 'Says which records a laboratory requires, recommends or takes, by kind of order',
  access: 'laboratory_settings.edit',
  params: ofLaboratory,
  body: z.object({ requirements: requirementsByKind }),
  reply: z.object({ requirements: requirementsByKind }),
  refusals: [],
});

export const createGroupLaboratory = endpoint({
  name: 'createGroupLaboratory',
  method: 'POST',
  path: '/api/groups/:groupId/laboratories',
  summary: 'A group founds a laboratory of its own and invites whoever manages it',
  access: 'group.edit',
  params: z.object({ groupId: id }),
  body: z.object({
    name: line(120),
    manager: z.object({ email: emailAddress, firstName: line(80), lastName: line(80), language }),
  }),
  reply: z.object({ id }),
  refusals: ['name_taken'],
});

export const groupLaboratory = z.object({
  id,
  name: z.string(),
  managers: z.number(),
  /** State of the first manager's invitation while there is no manager yet. */
  managerInvited: z.string().nullable(),
});

export const listGroupLaboratories = endpoint({
  name: 'listGroupLaboratories',
  method: 'GET',
  path: '/api/groups/:groupId/laboratories',
  summary: 'The laboratories that a group runs itself',
  access: 'group.edit',
  params: z.object({ groupId: id }),
  reply: z.object({ laboratories: z.array(groupLaboratory) }),
  refusals: [],
});
