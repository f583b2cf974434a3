import { type Arch, acrossOf, archOf, type Tooth, teethOf } from '#contract/teeth.ts';
import type { SetupPlan } from '#contract/tooth-movement/setup-plan.ts';
import type { Attachment } from '#contract/treatment-plan/treatment-differences.ts';
import type { TreatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';

/** What is worn on a tooth at a stage, and whether it changes there. */
export type WornAttachment = { readonly attachment: Attachment; readonly state: 'placed' | 'worn' | 'removed' };
/** Reduction towards the next tooth of the row: in millimetres due at the stage, and done before it. */
export type Gap = { readonly to: Tooth; readonly now: number; readonly done: number };

export type RowTooth = {
  readonly tooth: Tooth;
  readonly worn: readonly WornAttachment[];
  /** On the right of the tooth as one looks at the row. */
  readonly gap: Gap | null;
};

/** An arch's teeth from the patient's right to the left, with what is on and between them at a stage. */
export function rowOf(arch: Arch, plan: SetupPlan, treatment: TreatmentPlan, stage: number): RowTooth[] {
  const planned = plan.teeth.map(({ tooth }) => tooth).filter((tooth) => archOf(tooth) === arch);
  // Arches in one piece have no teeth of their own: what the table names stands among the usual ones.
  const there = planned.length > 0 ? planned : teethOf(arch).filter((tooth) => tooth % 10 < 8);
  const teeth = there.toSorted((one, other) => acrossOf(one) - acrossOf(other));
  return teeth.map((tooth, index) => {
    const next = teeth[index + 1];
    return {
      tooth,
      worn: wornOn(tooth, treatment, stage),
      gap: next ? gapBetween(tooth, next, treatment, stage) : null,
    };
  });
}

function wornOn(tooth: Tooth, { attachments }: TreatmentPlan, stage: number): WornAttachment[] {
  return attachments
    .filter((one) => one.tooth === tooth && one.placedAt <= stage && (one.removedAt ?? stage + 1) >= stage)
    .map((attachment) => ({ attachment, state: stateOf(attachment, stage) }));
}

function stateOf({ placedAt, removedAt }: Attachment, stage: number): WornAttachment['state'] {
  if (removedAt === stage) return 'removed';
  return placedAt === stage ? 'placed' : 'worn';
}

function gapBetween(one: Tooth, other: Tooth, { ipr }: TreatmentPlan, stage: number): Gap | null {
  const here = ipr.filter(({ between }) => between.includes(one) && between.includes(other));
  const sum = (fits: (at: number) => boolean) =>
    Math.round(here.filter(({ stage: at }) => fits(at)).reduce((all, { mm }) => all + mm, 0) * 100) / 100;
  const gap = { to: other, now: sum((at) => at === stage), done: sum((at) => at < stage) };
  return gap.now > 0 || gap.done > 0 ? gap : null;
}
