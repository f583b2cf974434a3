import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChairsideCard } from '#contract/chairside.ts';
import classes from './chairside.module.css';
import { useDays } from './use-days.ts';

/** Where the patient should be today, where the patient is, and when it will be over. */
export function StatusTiles({ card }: { card: ChairsideCard }) {
  const { t } = useTranslation('chairside');
  const day = useDays(card.today);
  const { expected, worn, behind, setup } = card;
  const stageOf = (stage: number) => t('stage_of', { stage: String(stage), stages: String(setup.stages) });
  return (
    <dl className={classes.tiles}>
      <Tile term={t('planned')} value={expected ? stageOf(expected.stage) : t('not_started')}>
        {expected ? expected.ended && t('plan_over') : t('not_started_text')}
      </Tile>
      <Tile term={t('worn')} value={worn ? stageOf(worn.stage) : '–'} tone={worn?.over ? 'attention' : undefined}>
        {worn &&
          (worn.over
            ? t('worn_over', { until: day(worn.until) })
            : t('since_until', { since: day(worn.since), until: day(worn.until) }))}
      </Tile>
      <Tile
        term={t('progress')}
        value={
          !worn ? '–' : behind === 0 ? t('on_plan') : t(behind > 0 ? 'behind' : 'ahead', { count: Math.abs(behind) })
        }
        tone={worn ? (behind > 0 ? 'attention' : 'good') : undefined}
      >
        {t('wear', { days: card.wearDays })}
      </Tile>
      <Tile term={t('end')} value={card.likelyEnd ? day(card.likelyEnd) : '–'}>
        {card.plannedEnd && card.plannedEnd !== card.likelyEnd && t('planned_end', { date: day(card.plannedEnd) })}
      </Tile>
    </dl>
  );
}

type TileProps = { term: string; value: string; tone?: 'good' | 'attention' | undefined; children?: ReactNode };

function Tile({ term, value, tone, children }: TileProps) {
  return (
    <div className={classes.tile} data-tone={tone}>
      <dt>{term}</dt>
      <dd>
        <strong>{value}</strong>
        {children && <span>{children}</span>}
      </dd>
    </div>
  );
}
