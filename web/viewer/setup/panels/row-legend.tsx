import { useTranslation } from 'react-i18next';
import type { RowTooth, WornAttachment } from './row-marks.ts';
import { AttachmentSign } from './row-tooth.tsx';
import classes from './tooth-row.module.css';
import { useFigures } from './use-figures.ts';

const example = { tooth: 11, kind: 'rectangular', surface: 'buccal', placedAt: 1, removedAt: null } as const;

/** What the signs mean that stand in the row now. */
export function RowLegend({ teeth }: { teeth: readonly RowTooth[] }) {
  const { t } = useTranslation('setups', { keyPrefix: 'panels' });
  const figures = useFigures();
  const states = new Set(teeth.flatMap(({ worn }) => worn.map(({ state }) => state)));
  const gaps = teeth.flatMap(({ gap }) => gap ?? []);
  const [now, done] = [gaps.some((gap) => gap.now > 0), gaps.some((gap) => gap.now === 0)];
  if (states.size === 0 && gaps.length === 0) return null;
  const sign = (state: WornAttachment['state']) => (
    <svg viewBox="-10 -23 20 20" width="18" height="18" aria-hidden="true" focusable="false">
      <AttachmentSign attachment={example} state={state} />
    </svg>
  );
  return (
    <ul className={classes.legend}>
      {(['placed', 'worn', 'removed'] as const)
        .filter((state) => states.has(state))
        .map((state) => (
          <li key={state}>
            {sign(state)}
            {t(`row.${state}`)}
          </li>
        ))}
      {now && (
        <li>
          <span className={classes.gapSample} data-now>
            {figures.short(0.2)}
          </span>
          {t('row.ipr_now')}
        </li>
      )}
      {done && (
        <li>
          <span className={classes.gapSample}>{figures.short(0.2)}</span>
          {t('row.ipr_done')}
        </li>
      )}
    </ul>
  );
}
