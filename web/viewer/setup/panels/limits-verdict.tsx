import { useTranslation } from 'react-i18next';
import type { MovementLimits } from '#contract/tooth-movement/movement-limits.ts';
import { IconAlertTriangle, IconCircleCheck } from '../../../design/icons.ts';
import type { MovementRow } from './movement-rows.ts';
import classes from './panels.module.css';
import { useFigures } from './use-figures.ts';

/** Whether anything moves more than the limits, in a sentence. */
export function LimitsVerdict({ rows, limits }: { rows: readonly MovementRow[]; limits: MovementLimits }) {
  const { t } = useTranslation('setups', { keyPrefix: 'panels' });
  const figures = useFigures();
  const count = rows.filter(({ beyond }) => beyond.length > 0).length;
  const said = { mm: figures.short(limits.mm), degrees: figures.short(limits.degrees) };
  return (
    <p className={classes.verdict} data-beyond={count > 0 || undefined} role="status">
      {count > 0 ? (
        <IconAlertTriangle size={18} aria-hidden="true" />
      ) : (
        <IconCircleCheck size={18} aria-hidden="true" />
      )}
      {count > 0 ? t('movement.beyond', { count, ...said }) : t('movement.within', said)}
    </p>
  );
}
