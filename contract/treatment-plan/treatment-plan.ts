import { z } from 'zod';
import { optionalLine, text, tooth } from '../shapes.ts';
import { acrossOf, archOf, type Tooth } from '../teeth.ts';

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

/** A row that says what no treatment can be: reduction where no teeth touch, or an end before its beginning. `place` counts from 0. */
export type ContradictoryRow = { list: 'ipr' | 'attachments' | 'elastics'; place: number } & (
  | { code: 'table_pair'; facts: { one: Tooth; other: Tooth } }
  | { code: 'table_order'; facts: { from: number; to: number } }
);

/** Held against the teeth of the setup where they are known: over an extracted tooth its neighbours touch. */
export function contradictoryRows(plan: TreatmentPlan, teeth: readonly Tooth[] | null): ContradictoryRow[] {
  const rows: ContradictoryRow[] = [];
  for (const [place, { between }] of plan.ipr.entries()) {
    const [one, other] = between;
    if (!areNeighbours(one, other, teeth)) rows.push({ list: 'ipr', place, code: 'table_pair', facts: { one, other } });
  }
  for (const [place, { placedAt: from, removedAt: to }] of plan.attachments.entries())
    if (to !== null && to <= from) rows.push({ list: 'attachments', place, code: 'table_order', facts: { from, to } });
  for (const [place, { from, to }] of plan.elastics.entries())
    if (to < from) rows.push({ list: 'elastics', place, code: 'table_order', facts: { from, to } });
  return rows;
}

/** No tooth of the setup stands between them; where its teeth aren't known, at most one that was extracted. */
function areNeighbours(one: Tooth, other: Tooth, teeth: readonly Tooth[] | null): boolean {
  if (archOf(one) !== archOf(other)) return false;
  const [first, last] = [along(one), along(other)].toSorted((a, b) => a - b) as [number, number];
  if (first === last) return false;
  const there = (teeth ?? []).filter((tooth) => archOf(tooth) === archOf(one));
  if (there.length === 0) return last - first <= 2;
  return !there.some((tooth) => along(tooth) > first && along(tooth) < last);
}

/** Places along an arch, one after the other also across the midline. */
const along = (tooth: Tooth): number => (acrossOf(tooth) > 0 ? acrossOf(tooth) : acrossOf(tooth) + 1);
