import { z } from 'zod';
import { optionalLine, text, tooth } from '../shapes.ts';

/**
 * The treatment table beside the meshes of a setup: what is done at which stage. Stages count from 1, the first aligner; what is due *at* a
 * stage is done at the visit at which that stage's aligner is handed over.
 */

const stage = z.int().min(1).max(200);

/** Interproximal reduction between two neighbouring teeth of an arch. Millimetres in all, both teeth together. */
export const plannedIpr = z.object({ stage, between: z.tuple([tooth, tooth]), mm: z.number().min(0.05).max(1.5) });
export const attachmentKind = z.enum([
  'rectangular',
  'rectangular_horizontal',
  'ellipsoid',
  'bevelled',
  'hook',
  'other',
]);
/** Placed at a stage; removed at a later one, or at the end where `removedAt` is null. */
export const plannedAttachmentRow = z.object({
  tooth,
  kind: attachmentKind,
  surface: z.enum(['buccal', 'lingual']).default('buccal'),
  placedAt: stage,
  removedAt: stage.nullable().default(null),
});
export const plannedElastics = z.object({
  from: stage,
  to: stage,
  /** Where it is hooked, e.g. 13 and 46. */
  between: z.tuple([tooth, tooth]),
  note: optionalLine(200).default(''),
});
export const stageNote = z.object({ stage, text: text(2000).min(1) });

export const treatmentPlan = z.object({
  /** Days each aligner is worn unless a stage says otherwise. */
  wearDays: z.int().min(1).max(60).default(14),
  wearDaysAt: z
    .array(z.object({ stage, days: z.int().min(1).max(60) }))
    .max(200)
    .default([]),
  ipr: z.array(plannedIpr).max(400).default([]),
  attachments: z.array(plannedAttachmentRow).max(200).default([]),
  elastics: z.array(plannedElastics).max(60).default([]),
  notes: z.array(stageNote).max(200).default([]),
});
export type TreatmentPlan = z.infer<typeof treatmentPlan>;

/** Nothing planned beside the movement. */
export const noTreatmentPlan: TreatmentPlan = treatmentPlan.parse({});

/** Days that a number of stages takes. */
export function durationOf(plan: TreatmentPlan, stages: number): number {
  const special = new Map(plan.wearDaysAt.map(({ stage: at, days }) => [at, days]));
  let days = 0;
  for (let at = 1; at <= stages; at += 1) days += special.get(at) ?? plan.wearDays;
  return days;
}

/** All interproximal reduction of a plan, in hundredths of a millimetre rounded, told in mm. */
export const totalIpr = (plan: TreatmentPlan): number =>
  Math.round(plan.ipr.reduce((sum, { mm }) => sum + mm, 0) * 100) / 100;
