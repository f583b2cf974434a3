import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { archOf, type Tooth } from '#contract/teeth.ts';
import type { PanelProps } from './panel-props.ts';
import { RowLegend } from './row-legend.tsx';
import { rowOf } from './row-marks.ts';
import { RowToothButton } from './row-tooth.tsx';
import classes from './tooth-row.module.css';

type Props = Pick<PanelProps, 'plan' | 'treatment' | 'stage' | 'notation' | 'selectedTooth' | 'onSelectTooth'>;

/** Both arches as two rows of teeth, with the reduction between them and the attachments on them at the stage shown. */
export function ToothRow({ plan, treatment, stage, notation, selectedTooth, onSelectTooth }: Props) {
  const { t } = useTranslation('setups', { keyPrefix: 'panels' });
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [visited, setVisited] = useState<Tooth | null>(null);
  const rows = (['upper', 'lower'] as const).map((arch) => ({ arch, teeth: rowOf(arch, plan, treatment, stage) }));
  const all = rows.flatMap(({ teeth }) => teeth);
  const current = [visited, selectedTooth].find((tooth) => all.some((one) => one.tooth === tooth)) ?? all[0]?.tooth;

  const onKey = (event: KeyboardEvent, tooth: Tooth) => {
    const [own, other] = archOf(tooth) === 'upper' ? [rows[0]!, rows[1]!] : [rows[1]!, rows[0]!];
    const at = own.teeth.findIndex((one) => one.tooth === tooth);
    const opposite = other.teeth[Math.min(at, other.teeth.length - 1)];
    const goals: Record<string, typeof opposite> = {
      ArrowLeft: own.teeth[at - 1],
      ArrowRight: own.teeth[at + 1],
      Home: own.teeth[0],
      End: own.teeth.at(-1),
      ArrowDown: own.arch === 'upper' ? opposite : undefined,
      ArrowUp: own.arch === 'lower' ? opposite : undefined,
    };
    if (!(event.key in goals)) return;
    event.preventDefault();
    const goal = goals[event.key];
    if (goal) box.current?.querySelector<HTMLElement>(`[data-tooth="${goal.tooth}"]`)?.focus();
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a frame along
    <div
      ref={box}
      className={classes.rowBox}
      role="group"
      aria-label={t('row.title', { stage: String(stage) })}
      aria-describedby={`${id}-keys`}
    >
      <div className={classes.sides} aria-hidden="true">
        <span>{t('row.right')}</span>
        <span>{t('row.left')}</span>
      </div>
      {rows.map(({ arch, teeth }) => (
        <div
          key={arch}
          className={classes.teeth}
          data-arch={arch}
          data-gaps={treatment.ipr.some(({ between }) => archOf(between[0]) === arch) || undefined}
        >
          {teeth.map((one) => (
            <RowToothButton
              key={one.tooth}
              one={one}
              notation={notation}
              chosen={one.tooth === selectedTooth}
              current={one.tooth === current}
              onChoose={(tooth) => onSelectTooth(tooth === selectedTooth ? null : tooth)}
              onKey={onKey}
              onFocus={setVisited}
            />
          ))}
        </div>
      ))}
      <RowLegend teeth={all} />
      <span id={`${id}-keys`} className="off-screen">
        {t('row.keys')}
      </span>
    </div>
  );
}
