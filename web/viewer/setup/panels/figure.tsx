import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type MovementTerm, movementTerms } from '#contract/tooth-movement/tooth-movement.ts';
import { type Column, decimalsOf, isNothing } from './movement-rows.ts';
import classes from './table.module.css';
import type { useFigures } from './use-figures.ts';

type Way = { short: string; long: string };
export type FigureWords = Readonly<Record<MovementTerm, { plus: Way; minus: Way }>>;

/** What the directions are called; looked up once for a table, which has hundreds of figures and is drawn anew while stages run past. */
export function useFigureWords(): FigureWords {
  const { t } = useTranslation('setups', { keyPrefix: 'panels' });
  return useMemo(() => {
    const way = (term: MovementTerm, sign: 'plus' | 'minus'): Way => ({
      short: t(`movement.short.${term}.${sign}`),
      long: t(`movement.long.${term}.${sign}`),
    });
    const both = (term: MovementTerm) => [term, { plus: way(term, 'plus'), minus: way(term, 'minus') }] as const;
    return Object.fromEntries(movementTerms.map(both)) as FigureWords;
  }, [t]);
}

type Props = {
  column: Column;
  value: number;
  /** Under others of its column: keeps room for the direction. */
  aligned?: boolean;
  words: FigureWords;
  figures: ReturnType<typeof useFigures>;
};

/** A figure with its direction: “0.52 M”, read as “0.52 to mesial”. */
export const Figure = memo(function Figure({ column, value, aligned, words, figures }: Props) {
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
  const { short, long } = words[column][value > 0 ? 'plus' : 'minus'];
  return (
    <span className={classes.figure} title={long}>
      {shown}
      <i className={classes.way} data-aligned={aligned} aria-hidden="true">
        {short}
      </i>
      <span className="off-screen"> {long}</span>
    </span>
  );
});
