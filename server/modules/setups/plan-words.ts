import type { Procedure } from '#contract/procedures.ts';
import { type Notation, toothLabel } from '#contract/teeth.ts';
import type { TreatmentPlan } from '#contract/treatment-plan.ts';
import type { Say } from '#platform/phrases.ts';

/** What a treatment plan asks for, in words: `say` speaks the phrases of treatment-plan.json. */
export type PlanWords = {
  procedure(of: Procedure): string;
  elastic(of: TreatmentPlan['elastics'][number]): string;
  millimetres(mm: number): string;
};

export function planWords(say: Say, language: string, notation: Notation): PlanWords {
  const number = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 2 });
  const between = (teeth: readonly number[]) => teeth.map((tooth) => toothLabel(tooth, notation)).join('–');
  return {
    procedure({ kind, teeth, mm, attachment, surface }) {
      if (kind === 'ipr') return say('ipr', { between: between(teeth), mm: number.format(mm ?? 0) });
      const what = { tooth: between(teeth), attachment: say(`attachments.${attachment ?? 'other'}`) };
      // Usually on the outside; only the other is worth a word.
      if (!surface || surface === 'buccal') return say('attachment', what);
      return say('attachment_at', { ...what, surface: say(`surfaces.${surface}`) });
    },
    elastic: ({ between: hooks, note }) =>
      note ? say('elastic_note', { between: between(hooks), note }) : say('elastic', { between: between(hooks) }),
    millimetres: (mm) => number.format(mm),
  };
}
