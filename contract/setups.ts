import { z } from 'zod';
import { orderKind } from './cases.ts';
import { endpoint } from './endpoint.ts';
import { orderEvents } from './order-life.ts';
import { setup } from './orders.ts';
import { id, instant, linkToken } from './shapes.ts';
import { treatmentPlan } from './treatment-plan/treatment-plan.ts';

/** Treatment setups: reviewing a version in 3D, its files, its sheet, and showing it to the patient. Delivering and deciding are events of the order (orders.ts). */

const ofSetup = z.object({ caseId: id, setupId: id });

/** What can be fetched of a version: plan and meshes for the viewer (setup-plan.ts), pictures of the first and last stage, the file as delivered. */
export const setupParts = ['plan', 'coarse', 'full', 'first_stage', 'last_stage', 'original'] as const;
export const setupPart = z.enum(setupParts);
export type SetupPart = z.infer<typeof setupPart>;

export const setupFacts = z.object({
  stages: z.number(),
  durationDays: z.number(),
  totalIprMm: z.number(),
  attachments: z.number(),
});

export const setupInCase = z.object({
  id,
  orderId: id,
  version: z.number(),
  deliveredAt: instant,
  withdrawnAt: instant.nullable(),
  decision: z.enum(['approved', 'declined']).nullable(),
});

export const viewSetup = endpoint({
  name: 'viewSetup',
  method: 'GET',
  path: '/api/cases/:caseId/setups/:setupId',
  summary:
    'A version of the treatment setup: facts, treatment table, decision, the case’s other versions, and what may be done',
  access: 'case.see',
  token: 'read',
  params: ofSetup,
  reply: z.object({
    setup,
    facts: setupFacts,
    treatment: treatmentPlan,
    case: z.object({
      id,
      number: z.number(),
      patient: z.object({ firstName: z.string(), lastName: z.string() }).nullable(),
      provider: z.string().nullable(),
      practice: z.string(),
      laboratory: z.string().nullable(),
    }),
    order: z.object({ id, kind: orderKind, newestVersion: z.number() }),
    versions: z.array(setupInCase),
    mayDo: z.array(z.enum(orderEvents)),
    may: z.array(z.enum(['share', 'comment', 'export'])),
  }),
  refusals: [],
});
export type SetupReview = z.infer<(typeof viewSetup)['reply']>;

export const viewSetupFile = endpoint({
  name: 'viewSetupFile',
  method: 'GET',
  path: '/api/cases/:caseId/setups/:setupId/files/:part',
  summary:
    'A part of a version: plan, meshes, pictures, or the file as delivered. Whoever may no longer see the version gets nothing, kept copies or not',
  access: 'case.see',
  token: 'read',
  params: z.object({ caseId: id, setupId: id, part: setupPart }),
  bytes: 'download',
  refusals: ['range_not_there'],
});

export const printSetupSheet = endpoint({
  name: 'printSetupSheet',
  method: 'GET',
  path: '/api/cases/:caseId/setups/:setupId/sheet',
  summary:
    'The treatment plan sheet as PDF: per stage interproximal reduction, attachments, elastics and wear, with pictures of the first and last stage',
  access: 'case.see',
  token: 'read',
  params: ofSetup,
  file: 'application/pdf',
  refusals: [],
});

// Showing a version to the patient

export const patientLink = z.object({
  id,
  setupId: id,
  version: z.number(),
  madeBy: z.string(),
  madeAt: instant,
  expiresAt: instant,
  revokedAt: instant.nullable(),
  revokedBy: z.string().nullable(),
  opened: z.number(),
  lastOpenedAt: instant.nullable(),
  /** Why it shows nothing any more. */
  over: z.enum(['expired', 'revoked', 'declined', 'withdrawn', 'maker_left']).nullable(),
});
export type PatientLink = z.infer<typeof patientLink>;

export const listPatientLinks = endpoint({
  name: 'listPatientLinks',
  method: 'GET',
  path: '/api/cases/:caseId/setups/:setupId/patient-links',
  summary: 'The links by which a patient can see this version',
  access: 'setup.share',
  params: ofSetup,
  reply: z.object({ links: z.array(patientLink) }),
  refusals: [],
});
export const makePatientLink = endpoint({
  name: 'makePatientLink',
  method: 'POST',
  path: '/api/cases/:caseId/setups/:setupId/patient-links',
  summary: 'Makes a link for the patient; it is told once, only its digest is kept',
  access: 'setup.share',
  params: ofSetup,
  body: z.object({ days: z.int().min(1).max(365).default(30) }),
  reply: z.object({ link: patientLink, url: z.string() }),
  refusals: ['setup_not_shareable', 'too_many_links'],
});
export const revokePatientLink = endpoint({
  name: 'revokePatientLink',
  method: 'POST',
  path: '/api/cases/:caseId/patient-links/:linkId/revoke',
  summary: 'Ends a patient’s link at once',
  access: 'setup.share',
  params: z.object({ caseId: id, linkId: id }),
  reply: patientLink,
  refusals: [],
});

/** The patient’s side: a link’s token opens it, and a cookie for this link alone that lives as long as the browser’s window fetches the parts. */
export const simulation = z.object({
  linkId: id,
  firstName: z.string(),
  practice: z.string(),
  /** The practice has a logo, fetched as part `logo`. */
  logo: z.boolean(),
  version: z.number(),
  stages: z.number(),
  durationDays: z.number(),
  expiresAt: instant,
});
export const openSimulation = endpoint({
  name: 'openSimulation',
  method: 'POST',
  path: '/api/simulation',
  summary: 'A patient opens the link: the simulation without last name, comments and decisions. Counted',
  access: 'public',
  body: z.object({ token: linkToken }),
  reply: simulation,
  refusals: ['link_invalid'],
  pace: 'guarded',
});
export const viewSimulationFile = endpoint({
  name: 'viewSimulationFile',
  method: 'GET',
  path: '/api/simulation/:linkId/:part',
  summary: 'Plan or meshes of a simulation that this browser opened, or the practice’s logo',
  access: 'public',
  params: z.object({ linkId: id, part: z.enum(['plan', 'coarse', 'full', 'logo']) }),
  bytes: 'download',
  refusals: ['link_invalid', 'range_not_there'],
});
