import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { durationOf, totalIpr } from '#contract/treatment-plan/treatment-plan.ts';
import { EmptyState } from '../../../design/empty-state.tsx';
import { IconClipboardList } from '../../../design/icons.ts';
import { afterTheView } from './after-the-view.tsx';
import { DueList } from './due-list.tsx';
import { Facts } from './facts.tsx';
import type { PanelProps } from './panel-props.ts';
import classes from './panels.module.css';
import stepClasses from './steps.module.css';
import { ToothRow } from './tooth-row.tsx';
import { isEmpty, leftAtEnd, stepsOf } from './treatment-steps.ts';
import { useFigures } from './use-figures.ts';

function TreatmentPlanned(props: PanelProps) {
  const { plan, treatment, stage, onStage } = props;
  const { t } = useTranslation('setups', { keyPrefix: 'panels' });
  const figures = useFigures();
  const steps = useMemo(() => stepsOf(plan, treatment), [plan, treatment]);
  const left = useMemo(() => leftAtEnd(plan, treatment), [plan, treatment]);
  const list = useRef<HTMLOListElement>(null);
  const days = durationOf(treatment, plan.stages);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the stage says which step is the one shown
  useEffect(() => {
    const box = list.current;
    const shown = box?.querySelector<HTMLElement>('[aria-current]');
    if (!box || !shown) return;
    // Only the list scrolls: the page stays where the person put it.
    const [top, bottom] = [shown.offsetTop, shown.offsetTop + shown.offsetHeight];
    if (top < box.scrollTop || bottom > box.scrollTop + box.clientHeight) box.scrollTop = top - 8;
  }, [stage]);

  return (
    <div className={classes.panel}>
      <Facts
        facts={[
          {
            name: t('treatment.facts.duration'),
            value: t('treatment.days', { days }),
            more: months(days) && t('treatment.months', { months: months(days) }),
          },
          { name: t('treatment.facts.ipr'), value: figures.withMm(totalIpr(treatment)) },
          { name: t('treatment.facts.attachments'), value: String(treatment.attachments.length) },
          { name: t('treatment.facts.elastics'), value: String(treatment.elastics.length) },
        ]}
      />
      <ToothRow {...props} />
      {isEmpty(treatment) ? (
        <EmptyState icon={<IconClipboardList size={28} />} title={t('treatment.empty')}>
          {t('treatment.empty_text')}
        </EmptyState>
      ) : (
        <ol ref={list} className={stepClasses.steps} aria-label={t('treatment.title')}>
          {steps.map((step) => {
            const [from, to] = step.kind === 'wear' ? [step.from, step.to] : [step.due.stage, step.due.stage];
            const current = stage >= from && stage <= to;
            return (
              <li
                key={from}
                className={stepClasses.step}
                data-kind={step.kind}
                aria-current={current ? 'step' : undefined}
              >
                <button
                  type="button"
                  className={stepClasses.stepStage}
                  title={t('go_to_stage', { stage: String(from) })}
                  onClick={() => onStage(from)}
                >
                  {from === to
                    ? t('stage', { stage: String(from) })
                    : t('treatment.stages_between', { from: String(from), to: String(to) })}
                </button>
                {step.kind === 'wear' ? (
                  <span className={stepClasses.onlyWear}>
                    {from === to
                      ? t('treatment.worn', { days: step.days })
                      : t('treatment.only_wear', { days: step.days })}
                  </span>
                ) : (
                  <DueList {...props} due={step.due} />
                )}
              </li>
            );
          })}
          {left.length > 0 && (
            <li className={stepClasses.step} data-kind="end">
              <span className={stepClasses.stepStage}>{t('treatment.at_end')}</span>
              <DueList {...props} removed={left} />
            </li>
          )}
        </ol>
      )}
    </div>
  );
}

/** What is done at which stage beside the movement. */
export const TreatmentPlanPanel = afterTheView(TreatmentPlanned);

/** In months of 30 days where there are some. */
const months = (days: number) => (days >= 45 ? Math.round(days / 30.44) : 0);
