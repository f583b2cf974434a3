import { useTranslation } from 'react-i18next';
import type { Comparing } from './comparing.ts';
import { comparedStage } from './comparing.ts';
import classes from './setup.module.css';
import type { Measure } from './use-measure.ts';

type Props = {
  comparing: Comparing;
  reduced: boolean;
  stage: number;
  label: string | undefined;
  other: string | undefined;
  measure: Measure;
  /** Whether a place for a comment is being chosen. */
  choosing: boolean;
};

/** What the colours mean, which mode one is in, and that a simulation is one. */
export function Legend({ comparing, reduced, stage, label, other, measure, choosing }: Props) {
  const { t } = useTranslation('viewer');
  const at = (one: number) => (one === 0 ? t('setup.stage_before') : t('setup.stage_at', { stage: one }));
  const named = (name: string | undefined, one: number) => [name, at(one)].filter(Boolean).join(', ');
  const second = named(comparing.which === 'own' ? label : other, comparedStage(comparing, stage));
  return (
    <div className={classes.legend}>
      {reduced && <p className={classes.badge}>{t('setup.simulation')}</p>}
      {comparing.mode !== 'off' && !reduced && (
        <ul data-mode={comparing.mode}>
          <li data-layer="main">{named(label, stage)}</li>
          <li data-layer={comparing.mode === 'over' ? 'ghost' : 'beside'}>{second}</li>
        </ul>
      )}
      {choosing && <p className={classes.badge}>{t('setup.choose_place')}</p>}
      {measure.on && !choosing && <p className={classes.badge}>{t('setup.measuring')}</p>}
    </div>
  );
}
