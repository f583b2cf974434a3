import { useTranslation } from 'react-i18next';
import { toothLabel } from '#contract/teeth.ts';
import type { Procedure } from '#contract/treatment-plan/procedures.ts';
import type { TreatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import { useMe } from '../../app/session.ts';

/** What a treatment plan asks for, in words and in the reader's tooth notation. */
export function usePlanWords() {
  const { t, i18n } = useTranslation('treatment-plan');
  const { toothNotation } = useMe().account;
  const number = new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 1, maximumFractionDigits: 2 });
  const between = (teeth: readonly number[]) => teeth.map((tooth) => toothLabel(tooth, toothNotation)).join('–');
  return {
    procedure({ kind, teeth, mm, attachment, surface }: Procedure): string {
      if (kind === 'ipr') return t('ipr', { between: between(teeth), mm: number.format(mm ?? 0) });
      const shape = t(`attachments.${attachment ?? 'other'}`);
      // Usually on the outside; only the other is worth a word.
      const where = !surface || surface === 'buccal' ? '' : `, ${t(`surfaces.${surface}`)}`;
      return t('attachment', { tooth: between(teeth), attachment: shape + where });
    },
    elastic: ({ between: hooks, note }: TreatmentPlan['elastics'][number]): string =>
      note ? t('elastic_note', { between: between(hooks), note }) : t('elastic', { between: between(hooks) }),
  };
}
