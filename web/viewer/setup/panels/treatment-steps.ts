import type { SetupPlan } from '#contract/tooth-movement/setup-plan.ts';
import type { Attachment, Elastics } from '#contract/treatment-plan/treatment-differences.ts';
import type { TreatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';

/** What is due at one stage. */
export type Due = {
  readonly stage: number;
  readonly days: number;
  readonly ipr: TreatmentPlan['ipr'];
  readonly placed: readonly Attachment[];
  readonly removed: readonly Attachment[];
  readonly elasticsFrom: readonly Elastics[];
  readonly elasticsUntil: readonly Elastics[];
  readonly notes: readonly string[];
};

/** Either a stage at which something is due, or a run of stages that are only worn, each for as many days. */
export type Step =
  | { readonly kind: 'due'; readonly due: Due }
  | { readonly kind: 'wear'; readonly from: number; readonly to: number; readonly days: number };

/** What is due at every stage, from 1 on. */
export function duesOf(plan: SetupPlan, treatment: TreatmentPlan): Due[] {
  const special = new Map(treatment.wearDaysAt.map(({ stage, days }) => [stage, days]));
  return Array.from({ length: plan.stages }, (_, index) => {
    const stage = index + 1;
    const here = (one: { stage: number }) => one.stage === stage;
    return {
      stage,
      days: special.get(stage) ?? treatment.wearDays,
      ipr: treatment.ipr.filter(here),
      placed: treatment.attachments.filter(({ placedAt }) => placedAt === stage),
      removed: treatment.attachments.filter(({ removedAt }) => removedAt === stage),
      elasticsFrom: treatment.elastics.filter(({ from }) => from === stage),
      elasticsUntil: treatment.elastics.filter(({ from, to }) => to === stage && from !== stage),
      notes: treatment.notes.filter(here).map(({ text }) => text),
    };
  });
}

/** Stages in order, those that are only worn put together. */
export function stepsOf(plan: SetupPlan, treatment: TreatmentPlan): Step[] {
  const steps: Step[] = [];
  for (const due of duesOf(plan, treatment)) {
    const { stage, days } = due;
    const before = steps.at(-1);
    if (isDue(due)) steps.push({ kind: 'due', due });
    else if (before?.kind === 'wear' && before.days === days) steps[steps.length - 1] = { ...before, to: stage };
    else steps.push({ kind: 'wear', from: stage, to: stage, days });
  }
  return steps;
}

const isDue = ({ ipr, placed, removed, elasticsFrom, elasticsUntil, notes }: Due) =>
  [ipr, placed, removed, elasticsFrom, elasticsUntil, notes].some(({ length }) => length > 0);

/** Attachments that are still there after the last stage. */
export const leftAtEnd = (plan: SetupPlan, treatment: TreatmentPlan): Attachment[] =>
  treatment.attachments.filter(
    ({ placedAt, removedAt }) => placedAt <= plan.stages && (removedAt ?? plan.stages + 1) > plan.stages,
  );

/** Whether nothing is planned beside the movement. */
export const isEmpty = ({ ipr, attachments, elastics, notes, wearDaysAt }: TreatmentPlan): boolean =>
  [ipr, attachments, elastics, notes, wearDaysAt].every(({ length }) => length === 0);
