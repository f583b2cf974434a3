import { z } from 'zod';
import type { CasePermission } from './case-permissions.ts';
import { category, orderKind, status, turn } from './cases.ts';
import { endpoint } from './endpoint.ts';
import { packageLimits } from './laboratories.ts';
import { orderEvents } from './order-life.ts';
import { missing, prescription, prescriptionFields, treatmentApproach } from './prescriptions.ts';
import { requirements } from './records.ts';
import type { RefusalCode } from './refusals.ts';
import { arch, date, id, instant, line, optionalLine, text } from './shapes.ts';
import { treatmentPlan } from './treatment-plan/treatment-plan.ts';

/** Orders: drafted in five steps, submitted, worked on by the laboratory, decided by the provider, shipped. */

const ofCase = z.object({ caseId: id });
const ofOrder = z.object({ caseId: id, orderId: id });

export const order = z.object({
  id,
  caseId: id,
  kind: orderKind,
  category,
  status,
  turn,
  turnSince: instant,
  heldFrom: category.nullable(),
  heldBecause: z.string().nullable(),
  version: z.number(),
  author: z.string(),
  createdAt: instant,
  savedAt: instant,
  discardedAt: instant.nullable(),
  submittedAt: instant.nullable(),
  submittedBy: z.string().nullable(),
  acceptedAt: instant.nullable(),
  manufacturingBeganAt: instant.nullable(),
  cancellationAskedAt: instant.nullable(),
  promisedOn: z.string().nullable(),
  laboratory: z.object({ id, name: z.string() }).nullable(),
  manufacturer: z.object({ id, name: z.string() }).nullable(),
  technician: z.object({ accountId: id, name: z.string() }).nullable(),
  /** As drafted, or the newest version once submitted. */
  prescription,
  prescriptionVersion: z.number(),
  acknowledgedVersion: z.number(),
  requirements,
  /** What is missing before it can be submitted; empty once submitted. */
  missing: z.array(missing),
  confirmations: z.array(z.string()),
  /** A collaborator who prepared the draft handed it to the provider: ready to submit. */
  handed: z.object({ by: z.string(), at: instant }).nullable(),
  mayDo: z.array(z.enum(orderEvents)),
  may: z.array(
    z.enum([
      'edit_draft',
      'hand_to_provider',
      'discard',
      'restore',
      'add_records',
      'check_records',
      'change_prescription',
      'acknowledge',
      'promise',
      'assign',
      'name_manufacturer',
    ]),
  ),
});
export type Order = z.infer<typeof order>;

export const setup = z.object({
  id,
  version: z.number(),
  /** The file, as a record of slot `setup`. */
  recordId: id,
  contentHash: z.string(),
  fileName: z.string(),
  bytes: z.number(),
  upperStages: z.number(),
  lowerStages: z.number(),
  note: z.string(),
  deliveredBy: z.string(),
  deliveredAt: instant,
  withdrawnAt: instant.nullable(),
  withdrawnBecause: z.string().nullable(),
  decision: z.enum(['approved', 'declined']).nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  instructions: z.string().nullable(),
});
export type Setup = z.infer<typeof setup>;

export const shipment = z.object({
  id,
  number: z.number(),
  shippedAt: instant,
  shippedBy: z.string(),
  arch: arch.nullable(),
  fromStage: z.number().nullable(),
  toStage: z.number().nullable(),
  carrier: z.string(),
  trackingNumber: z.string(),
  /** Where the carrier shows it, for carriers that are known. */
  trackingUrl: z.string().nullable(),
  note: z.string(),
  arrivedAt: instant.nullable(),
});
export type Shipment = z.infer<typeof shipment>;

export const prescriptionVersion = z.object({
  version: z.number(),
  at: instant,
  by: z.string(),
  /** Field names that differ from the version before, e.g. "approach.overjet", with both values as JSON text. */
  changes: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
  acknowledgedAt: instant.nullable(),
  acknowledgedBy: z.string().nullable(),
});

// Drafts

/** Kinds of order that can begin a case. */
export const startOrder = endpoint({
  name: 'startOrder',
  method: 'POST',
  path: '/api/practices/:practiceId/orders',
  summary: 'Begins a case with a draft of its first order: aligner, or a retainer for a new patient',
  access: 'cases.create',
  params: z.object({ practiceId: id }),
  body: z.object({ kind: z.enum(['aligner', 'retainer']) }),
  reply: order,
  refusals: [],
});

export const startLaterOrder = endpoint({
  name: 'startLaterOrder',
  method: 'POST',
  path: '/api/cases/:caseId/orders',
  summary: 'Begins a revision, retainer or replacement in a case; a revision reopens a completed or closed one',
  access: 'order.add',
  params: ofCase,
  body: z.object({ kind: z.enum(['revision', 'retainer', 'replacement']) }),
  reply: order,
  refusals: ['no_approved_setup', 'case_cancelled', 'order_of_kind_open', 'package_used_up', 'needs_provider'],
});

export const viewOrder = endpoint({
  name: 'viewOrder',
  method: 'GET',
  path: '/api/cases/:caseId/orders/:orderId',
  summary: 'An order with its prescription versions, setups and shipments',
  access: 'case.see',
  token: 'read',
  params: ofOrder,
  reply: z.object({
    order,
    versions: z.array(prescriptionVersion),
    setups: z.array(setup),
    shipments: z.array(shipment),
  }),
  refusals: [],
});

/** Facts of the case that are filled in at step 1 while it is a draft. */
const generalInformation = z.object({
  practiceId: id,
  practitionerId: id.nullable(),
  patientId: id.nullable(),
  laboratoryId: id.nullable(),
  notShared: z.boolean(),
});

export const saveDraft = endpoint({
  name: 'saveDraft',
  method: 'PATCH',
  path: '/api/cases/:caseId/orders/:orderId',
  summary:
    'Saves what was filled in: only the fields given change, within approach and appliance too, so that two people drafting together don’t undo each other',
  access: 'draft.edit',
  params: ofOrder,
  body: generalInformation
    .extend(prescriptionFields)
    .extend({
      confirmations: z.array(line(40)).max(10),
      /** Fields of the approach or the appliance to be emptied, e.g. `approach.elastics`. */
      cleared: z.array(line(60)).max(40),
    })
    .partial(),
  reply: order,
  refusals: [
    'order_moved_on',
    'not_a_provider',
    'laboratory_not_offered',
    'practice_not_in_group',
    'patient_unknown',
    'general_information_fixed',
  ],
});

export const discardDraft = endpoint({
  name: 'discardDraft',
  method: 'POST',
  path: '/api/cases/:caseId/orders/:orderId/discard',
  summary: 'Discards a draft; it can be restored for thirty days. For its author and the provider',
  access: 'draft.discard',
  params: ofOrder,
  refusals: ['order_moved_on', 'not_yours'],
});
export const restoreDraft = endpoint({
  name: 'restoreDraft',
  method: 'POST',
  path: '/api/cases/:caseId/orders/:orderId/restore',
  summary: 'Restores a discarded draft within thirty days',
  access: 'draft.discard',
  params: ofOrder,
  reply: order,
  refusals: ['order_moved_on', 'not_yours'],
});
export const listDiscardedDrafts = endpoint({
  name: 'listDiscardedDrafts',
  method: 'GET',
  path: '/api/practices/:practiceId/discarded-drafts',
  summary: 'Drafts of a practice that were discarded in the last thirty days',
  access: 'cases.create',
  params: z.object({ practiceId: id }),
  reply: z.object({
    drafts: z.array(
      z.object({
        caseId: id,
        orderId: id,
        number: z.number(),
        kind: orderKind,
        patient: z.string().nullable(),
        author: z.string(),
        discardedAt: instant,
        mayRestore: z.boolean(),
      }),
    ),
  }),
  refusals: [],
});

// The life of an order: one endpoint for each event of the table in order-life.ts

function event<
  const N extends string,
  const P extends CasePermission,
  B extends z.ZodRawShape,
  const R extends readonly RefusalCode[] = [],
>(name: N, path: string, summary: string, access: P, body: B, refusals: R = [] as unknown as R) {
  return endpoint({
    name,
    method: 'POST',
    path: `/api/cases/:caseId/orders/:orderId/${path}` as '/api/cases/:caseId/orders/:orderId/event',
    summary,
    access,
    params: ofOrder,
    body: z.object(body),
    reply: order,
    refusals: ['order_moved_on', 'not_from_here', ...refusals] as ('order_moved_on' | 'not_from_here' | R[number])[],
  });
}
const reason = text(2000).min(1);

/** Required ticks before submission: each is kept with who ticked it and when. */
export const requiredConfirmations = ['records_belong_to_patient', 'patient_informed'] as const;

export const submitOrder = event(
  'submitOrder',
  'submit',
  'Submits a draft to its laboratory; says what is missing at which step',
  'order.submit',
  {},
  ['order_incomplete', 'needs_provider', 'uploads_unfinished', 'package_used_up'],
);
export const confirmOrder = event(
  'confirmOrder',
  'confirm',
  'The provider confirms an order that somebody else submitted',
  'order.confirm',
  {},
);
export const sendBackOrder = event(
  'sendBackOrder',
  'send-back',
  'The provider returns an order to draft',
  'order.confirm',
  { reason },
);
export const acceptOrder = event('acceptOrder', 'accept', 'The laboratory takes the order on', 'order.process', {
  promisedOn: date.nullable().default(null),
});
export const askForRecords = event(
  'askForRecords',
  'ask-for-records',
  'The laboratory asks for further records',
  'order.process',
  { reason },
);
export const rejectRecords = event(
  'rejectRecords',
  'reject-records',
  'Hands the rejected records back to the provider side',
  'order.process',
  {},
  ['nothing_rejected'],
);
export const sendRecords = event(
  'sendRecords',
  'send-records',
  'The provider side sends added or replaced records',
  'records.add',
  {},
  ['uploads_unfinished', 'records_still_rejected'],
);
export const refuseOrder = event('refuseOrder', 'refuse', 'The laboratory refuses the order', 'order.process', {
  reason,
});
export const withdrawSetup = event(
  'withdrawSetup',
  'withdraw-setup',
  'The laboratory withdraws an undecided version; its number is never used again',
  'order.process',
  { version: z.number().int().min(1), reason },
);
export const approveSetup = event(
  'approveSetup',
  'approve',
  'The provider approves exactly the content seen, and at the case’s first approval chooses the package',
  'order.approve',
  {
    version: z.number().int().min(1),
    contentHash: z.string().regex(/^[0-9a-f]{64}$/),
    packageId: id.nullable().default(null),
  },
  ['not_the_version_seen', 'package_needed', 'package_not_offered', 'package_used_up', 'needs_provider'],
);
export const declineSetup = event(
  'declineSetup',
  'decline',
  'Declines a version with instructions for the laboratory',
  'order.decline',
  {
    version: z.number().int().min(1),
    instructions: reason,
    /** Internal comments that are sent along: the laboratory sees them from now on. */
    commentIds: z.array(id).max(200).default([]),
  },
  ['not_the_version_seen', 'comment_unknown'],
);
export const takeBackDecline = event(
  'takeBackDecline',
  'take-back-decline',
  'The provider takes a decline back until the laboratory acts on it',
  'order.take_back',
  { reason },
);
export const takeBackApproval = event(
  'takeBackApproval',
  'take-back-approval',
  'The provider takes the own approval back until the laboratory acts on it',
  'order.take_back',
  { reason },
);
export const beginManufacturing = event(
  'beginManufacturing',
  'begin-manufacturing',
  'The laboratory begins to make the appliances',
  'order.process',
  {},
  ['prescription_not_acknowledged'],
);
export const shipOrder = event(
  'shipOrder',
  'ship',
  'The laboratory ships: all of it, or some stages of an arch',
  'order.process',
  {
    arch: arch.nullable().default(null),
    fromStage: z.number().int().min(0).max(200).nullable().default(null),
    toStage: z.number().int().min(0).max(200).nullable().default(null),
    carrier: line(60),
    trackingNumber: optionalLine(80).default(''),
    note: text(1000).default(''),
  },
  ['stages_out_of_order', 'prescription_not_acknowledged'],
);
export const confirmDelivery = event(
  'confirmDelivery',
  'confirm-delivery',
  'The provider side has received what was shipped',
  'order.confirm_receipt',
  {},
);
export const completeOrder = event(
  'completeOrder',
  'complete',
  'The treatment of this order is complete',
  'order.complete',
  {},
);
export const holdOrder = event('holdOrder', 'hold', 'Puts the order on hold', 'order.hold', { reason });
export const resumeOrder = event('resumeOrder', 'resume', 'Goes on where the order was held', 'order.hold', {});
export const cancelOrder = event('cancelOrder', 'cancel', 'Cancels the order before manufacturing', 'order.cancel', {
  reason,
});
export const askToCancel = event(
  'askToCancel',
  'ask-to-cancel',
  'Asks the laboratory to consent to cancelling',
  'order.cancel',
  { reason },
);
export const consentToCancel = event(
  'consentToCancel',
  'consent-to-cancel',
  'The laboratory consents to cancelling',
  'order.consent',
  {},
);
export const refuseToCancel = event(
  'refuseToCancel',
  'refuse-to-cancel',
  'The laboratory goes on with the order',
  'order.consent',
  { reason },
);
export const closeOrder = event('closeOrder', 'close', 'The provider closes the order', 'order.close', { reason });

export const deliverSetup = endpoint({
  name: 'deliverSetup',
  method: 'POST',
  path: '/api/cases/:caseId/orders/:orderId/setups',
  summary:
    'The laboratory delivers the next version of the treatment setup, uploaded before as a record of slot `setup`; an earlier version’s record offers that version again',
  access: 'order.process',
  params: ofOrder,
  body: z.object({
    recordId: id,
    /** The treatment table; null where the file brings its own, or there is none. */
    treatment: treatmentPlan.nullable().default(null),
    /** Which of the versions made from this file is offered again; null for the newest of them, if there is one. */
    again: z.int().min(1).nullable().default(null),
    note: text(4000).default(''),
  }),
  reply: order,
  refusals: [
    'order_moved_on',
    'not_from_here',
    'record_not_ready',
    'prescription_not_acknowledged',
    'treatment_not_of_setup',
    'treatment_not_neighbours',
    'treatment_ends_before',
  ],
});

// Beside the life

export const changePrescription = endpoint({
  name: 'changePrescription',
  method: 'POST',
  path: '/api/cases/:caseId/orders/:orderId/prescriptions',
  summary:
    'Changes the prescription after submission: the next version, which the laboratory acknowledges before its next delivery',
  access: 'prescription.change',
  params: ofOrder,
  body: z.object({ prescription, basedOn: z.number().int().min(1) }),
  reply: order,
  refusals: ['order_moved_on', 'changed_meanwhile', 'nothing_changed', 'order_incomplete'],
});
export const acknowledgePrescription = endpoint({
  name: 'acknowledgePrescription',
  method: 'POST',
  path: '/api/cases/:caseId/orders/:orderId/prescriptions/:version/acknowledge',
  summary: 'The laboratory has taken note of a version of the prescription',
  access: 'order.process',
  params: ofOrder.extend({ version: z.coerce.number().int().min(1).max(10_000) }),
  reply: order,
  refusals: ['order_moved_on'],
});
export const promiseDate = endpoint({
  name: 'promiseDate',
  method: 'PUT',
  path: '/api/cases/:caseId/orders/:orderId/promise',
  summary: 'The date by which the laboratory promises its next step',
  access: 'order.process',
  params: ofOrder,
  body: z.object({ promisedOn: date.nullable() }),
  reply: order,
  refusals: ['order_moved_on'],
});
export const assignTechnician = endpoint({
  name: 'assignTechnician',
  method: 'PUT',
  path: '/api/cases/:caseId/orders/:orderId/technician',
  summary: 'Assigns the order to a member of the laboratory',
  access: 'order.assign',
  params: ofOrder,
  body: z.object({ accountId: id.nullable() }),
  reply: order,
  refusals: ['order_moved_on', 'not_of_laboratory'],
});
export const nameManufacturer = endpoint({
  name: 'nameManufacturer',
  method: 'PUT',
  path: '/api/cases/:caseId/orders/:orderId/manufacturer',
  summary: 'Names another laboratory that manufactures what this one planned',
  access: 'order.assign',
  params: ofOrder,
  body: z.object({ laboratoryId: id.nullable() }),
  reply: order,
  refusals: ['order_moved_on', 'laboratory_not_offered'],
});
export const listManufacturers = endpoint({
  name: 'listManufacturers',
  method: 'GET',
  path: '/api/cases/:caseId/orders/:orderId/manufacturers',
  summary: 'Laboratories and people that an order can be given to',
  access: 'order.assign',
  params: ofOrder,
  reply: z.object({
    laboratories: z.array(z.object({ id, name: z.string() })),
    people: z.array(z.object({ accountId: id, name: z.string() })),
  }),
  refusals: [],
});

// What a provider sets once

export const viewTreatmentPreferences = endpoint({
  name: 'viewTreatmentPreferences',
  method: 'GET',
  path: '/api/my-treatment-preferences',
  summary: 'My treatment preferences, which fill the treatment approach of a new order',
  access: 'signed_in',
  unrecorded: 'one’s own settings',
  reply: z.object({ approach: treatmentApproach }),
  refusals: [],
});
export const saveTreatmentPreferences = endpoint({
  name: 'saveTreatmentPreferences',
  method: 'PUT',
  path: '/api/my-treatment-preferences',
  summary: 'Saves my treatment preferences',
  access: 'signed_in',
  unrecorded: 'one’s own settings',
  body: z.object({ approach: treatmentApproach }),
  reply: z.object({ approach: treatmentApproach }),
  refusals: [],
});

const submitters = z.object({ members: z.array(z.object({ memberId: id, name: z.string(), maySubmit: z.boolean() })) });
export const viewSubmitters = endpoint({
  name: 'viewSubmitters',
  method: 'GET',
  path: '/api/practices/:practiceId/submit-for-me',
  summary: 'Colleagues to whom I, a provider here, gave *Submit for me*',
  access: 'submit_for_me.give',
  params: z.object({ practiceId: id }),
  reply: submitters,
  refusals: ['not_a_provider'],
});
export const saveSubmitters = endpoint({
  name: 'saveSubmitters',
  method: 'PUT',
  path: '/api/practices/:practiceId/submit-for-me',
  summary: 'Says who may submit and cancel for me at this practice',
  access: 'submit_for_me.give',
  params: z.object({ practiceId: id }),
  body: z.object({ memberIds: z.array(id).max(200) }),
  reply: submitters,
  refusals: ['not_a_provider'],
});

/** Providers, laboratories and packages to choose from while ordering. */
export const orderChoices = endpoint({
  name: 'orderChoices',
  method: 'GET',
  path: '/api/cases/:caseId/order-choices',
  summary:
    'What can be chosen while ordering: my practices of the group, their providers, the laboratories chosen there',
  access: 'draft.edit',
  params: ofCase,
  reply: z.object({
    practices: z.array(
      z.object({
        id,
        name: z.string(),
        providers: z.array(z.object({ practitionerId: id, name: z.string(), you: z.boolean() })),
        laboratories: z.array(z.object({ id, name: z.string(), preferred: z.boolean() })),
      }),
    ),
  }),
  refusals: [],
});

/** The packages that the order's laboratory offers; prices only for those who may see them. */
export const listPackages = endpoint({
  name: 'listPackages',
  method: 'GET',
  path: '/api/cases/:caseId/orders/:orderId/packages',
  summary:
    'The packages that the order’s laboratory offers, with prices; the provider chooses one at the first approval',
  access: 'prices.see',
  params: ofOrder,
  reply: z.object({ packages: z.array(packageLimits.extend({ id, name: z.string(), price: z.string().nullable() })) }),
  refusals: [],
});
