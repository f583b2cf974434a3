import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { movementDifferences, usualThresholds } from '#contract/tooth-movement/setup-differences.ts';
import { type Figure, treatmentDifferences } from '#contract/treatment-plan/treatment-differences.ts';
import { EmptyState } from '../../../design/empty-state.tsx';
import { IconArrowRight, IconColumns } from '../../../design/icons.ts';
import { afterTheView } from './after-the-view.tsx';
import { AlignmentNote } from './alignment-note.tsx';
import { ChangeList } from './change-list.tsx';
import type { PanelProps, SetupVersion } from './panel-props.ts';
import classes from './panels.module.css';
import { Part } from './part.tsx';
import { ToothDifferences } from './tooth-differences.tsx';
import { useFigures, useToothWords } from './use-figures.ts';

function Compare({ compareWith, ...props }: PanelProps) {
  const { t } = useTranslation('setups', { keyPrefix: 'panels' });
  if (!compareWith)
    return (
      <EmptyState icon={<IconColumns size={28} />} title={t('compare.choose')}>
        {t('compare.choose_text')}
      </EmptyState>
    );
  return <Differences {...props} before={compareWith} />;
}

/** What differs between the version compared with and the version shown. */
export const ComparePanel = afterTheView(Compare);

type Props = Omit<PanelProps, 'compareWith'> & { before: SetupVersion };

function Differences({ before, ...props }: Props) {
  const { label, plan, treatment, notation } = props;
  const { t } = useTranslation('setups', { keyPrefix: 'panels' });
  const figures = useFigures();
  const words = useToothWords(notation);
  const movement = useMemo(() => movementDifferences(before.plan, plan), [before.plan, plan]);
  const planned = useMemo(
    () => treatmentDifferences({ plan: before.plan, treatment: before.treatment }, { plan, treatment }),
    [before.plan, before.treatment, plan, treatment],
  );
  const rows: [name: string, figure: Figure, show: (value: number) => string][] = [
    [t('compare.stages'), planned.stages, String],
    [t('compare.duration'), planned.days, (days) => t('treatment.days', { days })],
    [t('compare.ipr'), planned.totalIpr, figures.withMm],
    [t('compare.attachments'), planned.attachmentCount, String],
  ];
  const thresholds = { mm: figures.short(usualThresholds.mm), degrees: figures.short(usualThresholds.degrees) };
  return (
    <div className={classes.panel}>
      <Text fw={650}>{t('compare.between', { before: before.label, after: label })}</Text>
      <dl className={classes.facts}>
        {rows.map(([name, figure, show]) => (
          <div key={name} data-same={figure.before === figure.after || undefined}>
            <dt>{name}</dt>
            <dd>
              {figure.before === figure.after ? (
                <>
                  {show(figure.after)}
                  <small>{t('compare.same')}</small>
                </>
              ) : (
                <span className={classes.change}>
                  <s>{show(figure.before)}</s>
                  <IconArrowRight size={15} aria-label="→" />
                  <span>{show(figure.after)}</span>
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <Part title={t('compare.teeth')} count={movement.teeth.length} hint={t('compare.teeth_hint', thresholds)}>
        {movement.teeth.length > 0 ? (
          <ToothDifferences {...props} teeth={movement.teeth} />
        ) : (
          <Text size="sm" c="dimmed">
            {t(movement.alignment.common.length > 0 ? 'compare.teeth_none' : 'movement.no_teeth_between')}
          </Text>
        )}
        {movement.alignment.common.length > 0 && (
          <AlignmentNote alignment={movement.alignment} names={[before.label, label]} words={words} />
        )}
      </Part>
      <Part title={t('treatment.ipr_long')} count={planned.ipr.length}>
        <ChangeList
          {...props}
          changes={planned.ipr}
          teethOf={({ between }) => between}
          say={({ mm, stages }) =>
            t('compare.ipr_of', {
              amount: figures.withMm(mm),
              count: stages.length,
              stages: stages.map(({ stage }) => stage).join(', '),
            })
          }
        />
      </Part>
      <Part title={t('compare.attachments')} count={planned.attachments.length}>
        <ChangeList
          {...props}
          changes={planned.attachments}
          teethOf={({ tooth }) => [tooth]}
          say={({ kind, surface, placedAt, removedAt }) =>
            t('compare.attachment_of', {
              kind: t(`treatment.kinds.${kind}`),
              surface: t(`treatment.surfaces.${surface}`),
              from: String(placedAt),
              to: removedAt === null ? 'end' : String(removedAt),
            })
          }
        />
      </Part>
      {planned.elastics.length > 0 && (
        <Part title={t('compare.elastics')} count={planned.elastics.length}>
          <ChangeList
            {...props}
            changes={planned.elastics}
            teethOf={({ between }) => between}
            say={({ from, to, note }) =>
              [t('compare.elastics_of', { from: String(from), to: String(to) }), note].filter(Boolean).join(', ')
            }
          />
        </Part>
      )}
    </div>
  );
}
