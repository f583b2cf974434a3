import { memo } from 'react';
import type { CaseRow } from '#contract/cases.ts';
import { IconChevronDown, IconChevronRight } from '../../design/icons.ts';
import { type CaseWords, cellOf } from './cells.tsx';
import type { ColumnName } from './columns.ts';
import classes from './manage-orders.module.css';
import { setupLinkOf } from './setup-link.tsx';
import { Tick } from './tick.tsx';

export type RowProps = {
  row: CaseRow;
  /** Its place in the whole list. */
  index: number;
  columns: readonly ColumnName[];
  words: CaseWords;
  href: string;
  active: boolean;
  /** The tab key stops at one row alone. */
  reached: boolean;
  fresh: boolean;
  open: boolean;
  /** Undefined where cases can't be ticked. */
  ticked: boolean | undefined;
  onTick: ((row: CaseRow, through: boolean) => void) | undefined;
  onUnfold: (id: string) => void;
  /** Opens to whom the case is given; undefined where that isn't shown. */
  onShare: ((row: CaseRow) => void) | undefined;
};

/** One case in the table. Drawn again only when something of it changed, not while others pass by. */
export const CaseTableRow = memo(function CaseTableRow({
  row,
  index,
  columns,
  words,
  href,
  active,
  reached,
  fresh,
  open,
  ticked,
  onTick,
  onUnfold,
  onShare,
}: RowProps) {
  const { t } = words;
  return (
    <tr
      className={classes.row}
      aria-rowindex={index + 2}
      data-active={active || undefined}
      data-fresh={fresh || undefined}
      data-unread={row.unread || undefined}
      data-selected={ticked || undefined}
    >
      {ticked !== undefined && (
        <td className={classes.fold}>
          <Tick
            label={t('selection.row', { number: String(row.number) })}
            checked={ticked}
            onChange={(through) => onTick?.(row, through)}
          />
        </td>
      )}
      <td className={classes.fold}>
        {row.orders.length > 1 && (
          <button
            type="button"
            className={classes.unfold}
            aria-expanded={open}
            aria-label={t('unfold', { count: row.orders.length - 1 })}
            onClick={() => onUnfold(row.id)}
          >
            {open ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
          </button>
        )}
      </td>
      {columns.map((column, place) => (
        <td key={column} data-column={column}>
          {place === 0 ? (
            <a href={href} className={classes.link} tabIndex={reached ? 0 : -1}>
              {cellOf(column, row, words)}
            </a>
          ) : column === 'collaborator_status' && onShare ? (
            <button type="button" className={classes.share} tabIndex={reached ? 0 : -1} onClick={() => onShare(row)}>
              {cellOf(column, row, words)}
            </button>
          ) : column === 'setup' ? (
            setupLinkOf(row, href, reached, words)
          ) : (
            cellOf(column, row, words)
          )}
        </td>
      ))}
    </tr>
  );
});
