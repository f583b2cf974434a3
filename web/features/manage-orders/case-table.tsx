import { UnstyledButton } from '@mantine/core';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { Fragment, type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRow } from '#contract/cases.ts';
import { usePlace } from '../../app/place.tsx';
import { IconArrowDown, IconArrowUp } from '../../design/icons.ts';
import { CaseTableRow } from './case-row.tsx';
import { useCaseWords } from './cells.tsx';
import { type ColumnName, columnWord, sortable, widths } from './columns.ts';
import { HoverTip } from './hover-tip.tsx';
import classes from './manage-orders.module.css';
import { OtherOrders } from './other-orders.tsx';
import { Tick } from './tick.tsx';
import { useRowLinks } from './use-row-links.ts';
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
  /** Where it can be opened to whom a case is given. */
  onShare?: ((row: CaseRow) => void) | undefined;
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
  onShare,
  selection,
}: TableProps) {
  const { t } = useTranslation('manage-orders');
  const words = useCaseWords(rows);
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const box = useRef<HTMLDivElement>(null);
  useRowLinks(box);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => setOffset((box.current?.getBoundingClientRect().top ?? 0) + window.scrollY + 41), []);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) =>
      rowHeight + (unfolded.has(rows[index]?.id ?? '') ? 40 * ((rows[index]?.orders.length ?? 1) - 1) : 0),
    overscan: 8,
    scrollMargin: offset,
    getItemKey: (index) => rows[index]?.id ?? index,
    useFlushSync: false,
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
  const unfold = useCallback(
    (id: string) =>
      setUnfolded((held) => {
        const next = new Set(held);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    [],
  );
  const all = selection !== undefined && rows.every(({ id }) => selection.cases.has(id));
  const minWidth = columns.reduce((sum, column) => sum + widths[column], selection ? 72 : 36);
  const fits = useFits(box, minWidth);
  return (
    <div className={classes.table} ref={box} data-fits={fits || undefined}>
      <table aria-rowcount={-1} style={{ minWidth }}>
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
                <Tick
                  label={t('selection.all')}
                  checked={all}
                  indeterminate={selection.cases.size > 0 && !all}
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
            return (
              // The key stands outside: in a list of lists every row would be made anew with each step of scrolling.
              <Fragment key={key}>
                <CaseTableRow
                  row={row}
                  index={index}
                  columns={columns}
                  words={words}
                  href={hrefOf(row)}
                  active={index === active}
                  reached={index === Math.max(active, 0)}
                  fresh={fresh.has(row.id)}
                  open={open}
                  ticked={selection?.cases.has(row.id)}
                  onTick={selection?.toggle}
                  onUnfold={unfold}
                  onShare={onShare}
                />
                {open && <OtherOrders row={row} width={columns.length + (selection ? 2 : 1)} />}
              </Fragment>
            );
          })}
          {after > 0 && <tr style={{ height: after }} />}
        </tbody>
      </table>
      <HoverTip box={box} />
    </div>
  );
}

/** Whether the box is as wide as what stands in it. */
function useFits(box: RefObject<HTMLElement | null>, width: number): boolean {
  const [room, setRoom] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setRoom(element.clientWidth);
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, [box]);
  return room >= width;
}

type HeadProps = { column: ColumnName; held: boolean; direction: string; onSort: TableProps['onSort'] };

function Head({ column, held, direction, onSort }: HeadProps) {
  const { t } = useTranslation('manage-orders');
  const { kind } = usePlace();
  const first = sortable[column];
  if (!first) return <th data-column={column}>{t(`columns.${columnWord(column, kind)}`)}</th>;
  const other = direction === 'ascending' ? 'descending' : 'ascending';
  return (
    <th data-column={column} aria-sort={held ? (direction as 'ascending' | 'descending') : undefined}>
      <UnstyledButton className={classes.head} onClick={() => onSort(column, held ? other : first)}>
        <span>{t(`columns.${columnWord(column, kind)}`)}</span>
        {held &&
          (direction === 'ascending' ? <IconArrowUp size={14} aria-hidden /> : <IconArrowDown size={14} aria-hidden />)}
      </UnstyledButton>
    </th>
  );
}
