import { z } from 'zod';
import { category, orderKind } from './cases.ts';
import { endpoint } from './endpoint.ts';
import { date, id, instant, text } from './shapes.ts';
import { procedure } from './treatment-plan/procedures.ts';
import { plannedElastics, stageNote } from './treatment-plan/treatment-plan.ts';

/**
 * The chairside card: what to do at a patient’s next visit, and what was done at those before. For the provider side alone: the laboratory
 * has no part in visits. A course of aligners is an order with an approved setup; a revision begins one of its own, its stages from 1.
 */

const stage = z.int().min(1).max(200);
const stages = z.object({ from: stage, to: stage });

export const visit = z.object({
  id,
  /** The day of the visit in the practice, YYYY-MM-DD. */
  day: z.string(),
  recordedAt: instant,
  by: z.string(),
  handedOver: stages.nullable(),
  /** What the patient wore from then on, and since when. */
  wears: z.object({ stage: z.number(), since: z.string() }).nullable(),
  /** The stage that was planned for that day. */
  planned: z.number().nullable(),
  /** From then on each aligner is worn for this many days. */
  wearDays: z.number().nullable(),
  done: z.array(procedure),
  note: z.string(),
  takenBackAt: instant.nullable(),
  mayTakeBack: z.boolean(),
});
export type Visit = z.infer<typeof visit>;

export const chairsideCard = z.object({
  case: z.object({
    id,
    number: z.number(),
    patient: z.object({ firstName: z.string(), lastName: z.string() }).nullable(),
    provider: z.string().nullable(),
    practice: z.string(),
  }),
  order: z.object({
    id,
    kind: orderKind,
    category,
    /** On hold since this day; held days aren’t counted as worn. */
    heldSince: z.string().nullable(),
    heldBecause: z.string().nullable(),
  }),
  /** All courses of the case, the newest first. */
  courses: z.array(z.object({ orderId: id, kind: orderKind, version: z.number() })),
  setup: z.object({
    id,
    version: z.number(),
    upperStages: z.number(),
    lowerStages: z.number(),
    stages: z.number(),
    /** The laboratory planned nothing beside the movement. */
    nothingBeside: z.boolean(),
  }),
  /** The day it is in the practice. */
  today: z.string(),
  /** Days that an aligner begun today is worn, unless its stage says otherwise. */
  wearDays: z.number(),
  startedOn: z.string().nullable(),
  /** Where the patient should be today by start and wear days; `ended`: the last stage is over. */
  expected: z.object({ stage: z.number(), ended: z.boolean() }).nullable(),
  /** Where the patient is; `over`: that aligner has been worn long enough. */
  worn: z.object({ stage: z.number(), since: z.string(), until: z.string(), over: z.boolean() }).nullable(),
  /** Stages behind the plan; ahead is negative. */
  behind: z.number(),
  plannedEnd: z.string().nullable(),
  likelyEnd: z.string().nullable(),
  /** The last stage handed over so far, 0 before the first. */
  handedTo: z.number(),
  next: z.object({
    /** When the patient has worn what was handed over; null before the first visit. */
    on: z.string().nullable(),
    handOver: stages.nullable(),
    /** The furthest stage that could be handed over: the laboratory has sent all up to it. */
    sentTo: z.number(),
    /** Some of what is to be handed over hasn’t been confirmed as received. */
    onItsWay: z.boolean(),
    /** Why no more than this: the next stage needs something done first, isn’t sent, eight weeks are covered, or it is the last. */
    because: z.enum(['procedure', 'not_sent', 'weeks', 'last']),
    /** The stage that begins at this visit; null where the patient first goes on with what is there. */
    begins: z.number().nullable(),
  }),
  /** Everything planned, done or not. */
  procedures: z.array(procedure.extend({ doneOn: z.string().nullable() })),
  elastics: z.array(plannedElastics),
  notes: z.array(stageNote),
  /** Newest first, those taken back among them. */
  visits: z.array(visit),
  may: z.array(z.enum(['record'])),
});
export type ChairsideCard = z.infer<typeof chairsideCard>;

const ofCase = z.object({ caseId: id });
const ofOrder = z.object({ orderId: id.optional() });

export const viewChairsideCard = endpoint({
  name: 'viewChairsideCard',
  method: 'GET',
  path: '/api/cases/:caseId/chairside',
  summary: 'What to do at the patient’s next visit: of the present course of aligners, or of another one of the case',
  access: 'visit.see',
  params: ofCase,
  query: ofOrder,
  /** Null while no setup of the case is approved. */
  reply: z.object({ card: chairsideCard.nullable() }),
  refusals: [],
});

export const printChairsideCard = endpoint({
  name: 'printChairsideCard',
  method: 'GET',
  path: '/api/cases/:caseId/chairside/print',
  summary: 'The chairside card as one printed page under the practice’s letterhead',
  access: 'visit.see',
  params: ofCase,
  query: ofOrder,
  file: 'application/pdf',
  refusals: ['no_approved_setup'],
});

export const recordVisit = endpoint({
  name: 'recordVisit',
  method: 'POST',
  path: '/api/cases/:caseId/visits',
  summary:
    'Records what was done at a visit, or that the patient is behind. Sent twice with the same id, it is one visit',
  access: 'visit.record',
  params: ofCase,
  body: z.object({
    id,
    orderId: id,
    /** The last visit on the card that the person saw; null where there was none. */
    basedOn: id.nullable(),
    /** Today where left out. */
    day: date.optional(),
    handedOver: stages.nullable().default(null),
    /** The stage that the patient wears from now on; left out, what follows from before and from what was handed over. */
    wears: stage.nullable().default(null),
    done: z.array(z.string().max(20)).max(1000).default([]),
    wearDays: z.int().min(1).max(60).nullable().default(null),
    note: text(1000).default(''),
  }),
  reply: chairsideCard,
  refusals: [
    'not_from_here',
    'no_approved_setup',
    'visit_recorded_meanwhile',
    'order_held',
    'stages_out_of_order',
    'stages_not_sent',
    'stages_not_next',
    'procedure_unknown',
    'day_not_possible',
    'visit_empty',
  ],
});

export const takeBackVisit = endpoint({
  name: 'takeBackVisit',
  method: 'POST',
  path: '/api/cases/:caseId/visits/:visitId/take-back',
  summary: 'Takes one’s own last visit back on the day it was recorded; it stays in the history',
  access: 'visit.record',
  params: ofCase.extend({ visitId: id }),
  reply: chairsideCard,
  refusals: ['not_yours', 'visit_too_old', 'visit_not_last'],
});
