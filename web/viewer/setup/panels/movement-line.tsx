import { type KeyboardEvent, memo } from 'react';
import type { useTranslation } from 'react-i18next';
import type { Tooth } from '#contract/teeth.ts';
import type { MovementLimits } from '#contract/tooth-movement/movement-limits.ts';
import { IconAlertTriangle } from '../../../design/icons.ts';
import { Figure, type FigureWords } from './figure.tsx';
import { asShown, type Column, type MovementRow } from './movement-rows.ts';
import classes from './table.module.css';
import type { useFigures, useToothWords } from './use-figures.ts';

/** What a line says its figures with. Given, not looked up: there are many lines, drawn anew while stages run past. */
export type LineWords = {
  t: ReturnType<typeof useTranslation<'setups', 'panels'>>['t'];
  teeth: ReturnType<typeof useToothWords>;
  ways: FigureWords;
  figures: ReturnType<typeof useFigures>;
};

type Props = {
  row: MovementRow;
  columns: readonly Column[];
  withLimits: boolean;
  limits: MovementLimits;
  words: LineWords;
  chosen: boolean;
  onSelectTooth: (tooth: Tooth | null) => void;
  onStage: (stage: number) => void;
  current: boolean;
  onKey: (event: KeyboardEvent, tooth: Tooth) => void;
  onFocus: (tooth: Tooth) => void;
};

/** One tooth of the table. */
export const MovementLine = memo(function MovementLine(props: Props) {
  const { row, columns, withLimits, limits, words, chosen, onSelectTooth, onStage, current, onKey, onFocus } = props;
  const { t, figures } = words;
  const { tooth, movement, beyond } = row;
  const worst = worstOf(beyond, limits);
  const choose = () => onSelectTooth(chosen ? null : tooth);
  return (
    <tr
      className={classes.row}
      data-chosen={chosen || undefined}
      data-beyond={beyond.length > 0 || undefined}
      onClick={choose}
    >
      <th scope="row" className={classes.tooth}>
        <button
          type="button"
          className={classes.toothButton}
          data-tooth={tooth}
          aria-pressed={chosen}
          aria-label={words.teeth.long(tooth)}
          tabIndex={current ? 0 : -1}
          onClick={(event) => {
            event.stopPropagation();
            choose();
          }}
          onKeyDown={(event) => onKey(event, tooth)}
          onFocus={() => onFocus(tooth)}
        >
          {words.teeth.short(tooth)}
        </button>
      </th>
      {columns.map((column) => (
        <td key={column} className={column === 'rotation' ? classes.edge : undefined}>
          <Figure
            column={column}
            value={asShown(movement[column], column)}
            aligned
            words={words.ways}
            figures={figures}
          />
        </td>
      ))}
      {withLimits && (
        <td className={classes.text}>
          {worst && (
            <span className={classes.beyond}>
              <IconAlertTriangle size={15} aria-hidden="true" />
              <button
                type="button"
                className={classes.jump}
                title={t('go_to_stage', { stage: String(worst.stage) })}
                onClick={(event) => {
                  event.stopPropagation();
                  onStage(worst.stage);
                  onSelectTooth(tooth);
                }}
              >
                {t('movement.stage_beyond', {
                  stage: String(worst.stage),
                  figures: [
                    worst.mm && figures.withMm(worst.movement.distance),
                    worst.degrees && `${figures.mm(worst.movement.turn)}°`,
                  ]
                    .filter(Boolean)
                    .join(', '),
                })}
              </button>
              {beyond.length > 1 && <span>{t('movement.more', { count: beyond.length - 1 })}</span>}
            </span>
          )}
        </td>
      )}
    </tr>
  );
});

/** The stage that goes furthest beyond one of the limits. */
function worstOf(beyond: MovementRow['beyond'], limits: MovementLimits) {
  const excess = ({ movement: { distance, turn } }: MovementRow['beyond'][number]) =>
    Math.max(distance / limits.mm, turn / limits.degrees);
  return beyond.toSorted((one, other) => excess(other) - excess(one))[0];
}
