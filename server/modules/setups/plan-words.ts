import { type Notation, toothLabel } from '#contract/teeth.ts';
import type { Procedure } from '#contract/treatment-plan/procedures.ts';
import type { TreatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import type { Say } from '#platform/phrases.ts';

/** What a treatment plan asks for, in words: `say` speaks the phrases of treatment-plan.json. */
export type PlanWords = {
  procedure(of: Procedure): string;
  /** The tooth alone, and what is placed on it alone: for lists by kind. */
  teeth(of: Procedure): string;
  attachment(of: Procedure): string;
  elastic(of: TreatmentPlan['elastics'][number]): string;
  millimetres(mm: number): string;
};

export function planWords(say: Say, language: string, notation: Notation): PlanWords {
  const number = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 2 });
  const between = (teeth: readonly number[]) => teeth.map((tooth) => toothLabel(tooth, notation)).join('–');
  const attachmentOf = ({ attachment, surface }: Procedure) => {
    const shape = say(`attachments.${attachment ?? 'other'}`);
    // Usually on the outside; only the other is worth a word.
    return !surface || surface === 'buccal' ? shape : `${shape}, ${say(`surfaces.${surface}`)}`;
  };
  return {
    teeth: ({ teeth }) => between(teeth),
    attachment: attachmentOf,
    procedure(of) {
      if (of.kind === 'ipr') return say('ipr', { between: between(of.teeth), mm: number.format(of.mm ?? 0) });
      return say('attachment', { tooth: between(of.teeth), attachment: attachmentOf(of) });
    },
    elastic: ({ between: hooks, note }) =>
      note ? say('elastic_note', { between: between(hooks), note }) : say('elastic', { between: between(hooks) }),
    millimetres: (mm) => number.format(mm),
  };
}
