import { type KeyboardEvent, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tooth } from '#contract/teeth.ts';
import { IconAlertTriangle } from '../../../design/icons.ts';
import classes from './stage-bars.module.css';

export type Bar = {
  readonly stage: number;
  readonly tooth: Tooth | null;
  readonly value: number;
  readonly beyond: boolean;
};

type Props = {
  title: string;
  bars: readonly Bar[];
  limit: number;
  stage: number;
  onStage: (stage: number) => void;
  show: (value: number) => string;
  bare: (value: number) => string;
  words: { short: (tooth: Tooth) => string };
};

/** A bar for every stage under the line of the limit; each leads to its stage. */
export function StageBars({ title, bars, limit, stage, onStage, show, bare, words }: Props) {
  const { t } = useTranslation('setups', { keyPrefix: 'panels' });
  const id = useId();
  const row = useRef<HTMLDivElement>(null);
  const top = Math.max(limit * 1.25, ...bars.map(({ value }) => value)) * 1.04;
  const count = bars.filter((bar) => bar.beyond).length;
  const every = bars.length > 40 ? 10 : bars.length > 12 ? 5 : 1;
  const onKey = (event: KeyboardEvent, at: number) => {
    const goals: Record<string, number> = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: bars.length - 1 };
    const goal = goals[event.key];
    if (goal === undefined) return;
    event.preventDefault();
    row.current?.querySelectorAll<HTMLElement>('button')[goal]?.focus();
  };
  return (
    <figure className={classes.bars}>
      <figcaption id={id} className={classes.barsTitle}>
        {title}
        {count > 0 && (
          <span className={classes.barsBeyond}>
            <IconAlertTriangle size={14} aria-hidden="true" />
            {t('overview.beyond', { count })}
          </span>
        )}
      </figcaption>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a frame along */}
      <div ref={row} className={classes.barRow} role="group" aria-labelledby={id} aria-describedby={`${id}-keys`}>
        <span className={classes.limitLine} style={{ bottom: `${(limit / top) * 100}%` }} aria-hidden="true">
          <span>{t('overview.limit', { value: bare(limit) })}</span>
        </span>
        {bars.map((bar, at) => {
          const said = t('overview.bar', {
            stage: String(bar.stage),
            tooth: bar.tooth ? words.short(bar.tooth) : 'none',
            value: show(bar.value),
            beyond: bar.beyond ? 'yes' : 'no',
          });
          return (
            <button
              key={bar.stage}
              type="button"
              className={classes.bar}
              data-beyond={bar.beyond || undefined}
              aria-current={bar.stage === stage ? 'step' : undefined}
              aria-label={said}
              title={said}
              tabIndex={bar.stage === Math.max(stage, 1) ? 0 : -1}
              onClick={() => onStage(bar.stage)}
              onKeyDown={(event) => onKey(event, at)}
            >
              <span className={classes.barFill} style={{ height: `${(bar.value / top) * 100}%` }} />
            </button>
          );
        })}
      </div>
      <div className={classes.barStages} aria-hidden="true">
        {bars.map(({ stage: at }) => (
          <span key={at} data-current={at === stage || undefined}>
            {at === 1 || at % every === 0 || at === stage ? at : ''}
          </span>
        ))}
      </div>
      <span id={`${id}-keys`} className="off-screen">
        {t('overview.keys')}
      </span>
    </figure>
  );
}
