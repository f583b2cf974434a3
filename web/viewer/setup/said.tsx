import { useTranslation } from 'react-i18next';
import { toothLabel } from '#contract/teeth.ts';
import type { SetupViewProps } from './setup-view-props.ts';
import type { Shown } from './use-shown.ts';

/** What a screen reader hears of the drawing: stage, view, selected tooth; and what is done at the stage. */
export function Said({ props, shown, howId }: { props: SetupViewProps; shown: Shown; howId: string }) {
  const { stage, selectedTooth, treatment, notation, reduced } = props;
  const { t } = useTranslation('viewer');
  const { arches, view, last, measure, own } = shown;
  const names = [...arches].map((arch) => t(`scan.names.${arch}`)).join(', ') || t('scan.nothing');
  const where = stage === 0 ? t('setup.stage_before') : t('setup.stage_of', { stage, last });
  const seen = view === null ? t('scan.free') : t(`scan.views_long.${view}`);
  const tooth = selectedTooth === null ? '' : t('setup.tooth', { tooth: toothLabel(selectedTooth, notation) });
  const label = (one: number) => toothLabel(one, notation);
  const ipr = treatment.ipr.filter((one) => one.stage === stage);
  const placed = treatment.attachments.filter((one) => one.placedAt === stage);
  const removed = treatment.attachments.filter((one) => one.removedAt === stage);
  return (
    <div className="off-screen">
      <p aria-live="polite">{[where, names, seen, tooth].filter(Boolean).join('. ')}</p>
      <p aria-live="polite">{measure.on ? t('setup.measure_points', { points: measure.ends.length }) : ''}</p>
      <p id={howId}>{t(reduced ? 'setup.how_reduced' : 'setup.how')}</p>
      {own.plan && <p>{t('setup.facts', { teeth: own.plan.teeth.length, last })}</p>}
      {!reduced && (
        <ul>
          {ipr.map(({ between: [one, other], mm }) => (
            <li key={`${one} ${other}`}>{t('setup.ipr_between', { one: label(one), other: label(other), mm })}</li>
          ))}
          {placed.map((one) => (
            <li key={`placed ${one.tooth} ${one.kind} ${one.surface}`}>
              {t('setup.attachment_placed', { tooth: label(one.tooth) })}
            </li>
          ))}
          {removed.map((one) => (
            <li key={`removed ${one.tooth} ${one.kind} ${one.surface}`}>
              {t('setup.attachment_removed', { tooth: label(one.tooth) })}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
