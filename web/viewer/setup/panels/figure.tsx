import type { useTranslation } from 'react-i18next';
import { type Column, decimalsOf, isNothing } from './movement-rows.ts';
import classes from './table.module.css';
import type { useFigures } from './use-figures.ts';

type Props = {
  column: Column;
  value: number;
  /** Under others of its column: keeps room for the direction. */
  aligned?: boolean;
  // Given, not looked up: a table has hundreds of these and is drawn anew while stages run past.
  t: ReturnType<typeof useTranslation<'setups', 'panels'>>['t'];
  figures: ReturnType<typeof useFigures>;
};

/** A figure with its direction: “0.52 M”, read as “0.52 to mesial”. */
export function Figure({ column, value, aligned, t, figures }: Props) {
  const isWhole = column === 'distance' || column === 'turn';
  if (isNothing(value, column))
    return (
      <span className={classes.nothing} data-aligned={(aligned && !isWhole) || undefined}>
        <span aria-hidden="true">–</span>
        <span className="off-screen">0</span>
      </span>
    );
  const shown = decimalsOf(column) === 2 ? figures.mm(Math.abs(value)) : figures.degrees(Math.abs(value));
  if (isWhole) return <span className={classes.whole}>{shown}</span>;
  const way = value > 0 ? 'plus' : 'minus';
  return (
    <span className={classes.figure} title={t(`movement.long.${column}.${way}`)}>
      {shown}
      <i className={classes.way} data-aligned={aligned} aria-hidden="true">
        {t(`movement.short.${column}.${way}`)}
      </i>
      <span className="off-screen"> {t(`movement.long.${column}.${way}`)}</span>
    </span>
  );
}
