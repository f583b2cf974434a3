import { ActionIcon, Checkbox, UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRow } from '#contract/cases.ts';
import { IconArrowDown, IconArrowUp, IconChevronDown, IconChevronRight } from '../../design/icons.ts';
import { Cell } from './cells.tsx';
import { type ColumnName, sortable, widths } from './columns.ts';
import classes from './manage-orders.module.css';
import { OtherOrders } from './other-orders.tsx';
import { SetupLink } from './setup-link.tsx';
import type { Selection } from './use-selection.ts';

export type TableProps = {
  rows: readonly CaseRow[];
  columns: readonly ColumnName[];
  sort: string;
  direction: string;
  fresh: ReadonlySet<string>;
  /** The row that the keyboard is on. */
  active: number;
  hrefOf: (row: CaseRow) => string;
  onSort: (sort: string, direction: 'ascending' | 'descending') => void;
  onEnd: () => void;
  /** Where cases can be ticked. */
  selection?: Selection | undefined;
};

const rowHeight = 52;

/** The list as a table; only the rows in sight exist. */
export function CaseTable({
  rows,
  columns,
  sort,
  direction,
  fresh,
  active,
  hrefOf,
  onSort,
  onEnd,
  selection,
}: TableProps) {
  const { t } = useTranslation('manage-orders');
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const box = useRef<HTMLDivElement>(null);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => setOffset((box.current?.getBoundingClientRect().top ?? 0) + window.scrollY + 41), []);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) =>
      rowHeight + (unfolded.has(rows[index]?.id ?? '') ? 40 * ((rows[index]?.orders.length ?? 1) - 1) : 0),
    overscan: 12,
    scrollMargin: offset,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  // Heights follow from what is unfolded, not from measuring.
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew when other rows are unfolded
  useEffect(() => virtual.measure(), [unfolded]);
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - 15) onEnd();
  }, [last, rows.length, onEnd]);
  useEffect(() => {
    if (active >= 0) virtual.scrollToIndex(active, { align: 'auto' });
  }, [active, virtual]);
  const before = (shown[0]?.start ?? offset) - offset;
  const after = virtual.getTotalSize() - ((shown.at(-1)?.end ?? offset) - offset);
  const toggle = (id: string) => {
    const next = new Set(unfolded);
    if (!next.delete(id)) next.add(id);
    setUnfolded(next);
  };
  return (
    <div className={classes.table} ref={box}>
      <table
        aria-rowcount={-1}
        style={{ minWidth: columns.reduce((sum, column) => sum + widths[column], selection ? 72 : 36) }}
      >
        <colgroup>
          {selection && <col style={{ width: 36 }} />}
          <col style={{ width: 36 }} />
          {columns.map((column) => (
            <col key={column} style={{ width: widths[column] }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {selection && (
              <th className={classes.fold}>
                <Checkbox
                  size="xs"
                  aria-label={t('selection.all')}
                  checked={rows.every(({ id }) => selection.cases.has(id))}
                  indeterminate={selection.cases.size > 0 && !rows.every(({ id }) => selection.cases.has(id))}
                  onChange={selection.toggleAll}
                />
              </th>
            )}
            <th className={classes.fold} aria-label={t('other_orders')} />
            {columns.map((column) => (
              <Head key={column} column={column} held={sort === column} direction={direction} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <tr style={{ height: before }} />}
          {shown.map(({ index, key }) => {
            const row = rows[index]!;
            const open = unfolded.has(row.id);
            return [
              <tr
                key={key}
                className={classes.row}
                aria-rowindex={index + 2}
                data-active={index === active || undefined}
                data-fresh={fresh.has(row.id) || undefined}
                data-unread={row.unread || undefined}
                data-selected={selection?.cases.has(row.id) || undefined}
              >
                {selection && (
                  <td className={classes.fold}>
                    <Checkbox
                      size="xs"
                      aria-label={t('selection.row', { number: String(row.number) })}
                      checked={selection.cases.has(row.id)}
                      onChange={(event) => selection.toggle(row, (event.nativeEvent as MouseEvent).shiftKey)}
                    />
                  </td>
                )}
                <td className={classes.fold}>
                  {row.orders.length > 1 && (
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size="sm"
                      aria-expanded={open}
                      aria-label={t('unfold', { count: row.orders.length - 1 })}
                      onClick={() => toggle(row.id)}
                    >
                      {open ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
                    </ActionIcon>
                  )}
                </td>
                {columns.map((column, place) => (
                  <td key={column} data-column={column}>
                    {place === 0 ? (
                      <Link to={hrefOf(row)} className={classes.link} tabIndex={index === Math.max(active, 0) ? 0 : -1}>
                        <Cell column={column} row={row} />
                      </Link>
                    ) : column === 'setup' ? (
                      <SetupLink row={row} href={hrefOf(row)} reached={index === Math.max(active, 0)} />
                    ) : (
                      <Cell column={column} row={row} />
                    )}
                  </td>
                ))}
              </tr>,
              open && <OtherOrders key={`${key} orders`} row={row} width={columns.length + (selection ? 2 : 1)} />,
            ];
          })}
          {after > 0 && <tr style={{ height: after }} />}
        </tbody>
      </table>
    </div>
  );
}

type HeadProps = { column: ColumnName; held: boolean; direction: string; onSort: TableProps['onSort'] };

function Head({ column, held, direction, onSort }: HeadProps) {
  const { t } = useTranslation('manage-orders');
  const first = sortable[column];
  if (!first) return <th data-column={column}>{t(`columns.${column}`)}</th>;
  const other = direction === 'ascending' ? 'descending' : 'ascending';
  return (
    <th data-column={column} aria-sort={held ? (direction as 'ascending' | 'descending') : undefined}>
      <UnstyledButton className={classes.head} onClick={() => onSort(column, held ? other : first)}>
        {t(`columns.${column}`)}
        {held &&
          (direction === 'ascending' ? <IconArrowUp size={14} aria-hidden /> : <IconArrowDown size={14} aria-hidden />)}
      </UnstyledButton>
    </th>
  );
}
