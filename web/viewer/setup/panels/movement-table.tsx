import type { KeyboardEvent } from 'react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { archOf, type Notation, type Tooth } from '#contract/teeth.ts';
import type { MovementLimits } from '#contract/tooth-movement/movement-limits.ts';
import { IconArrowDown, IconArrowUp } from '../../../design/icons.ts';
import { useFigureWords } from './figure.tsx';
import { type LineWords, MovementLine } from './movement-line.tsx';
import type { Column, MovementRow, Order } from './movement-rows.ts';
import classes from './table.module.css';
import { useFigures, useToothWords } from './use-figures.ts';

type Props = {
  rows: readonly MovementRow[];
  caption: string;
  /** Under the names of the arches. */
  grouped: boolean;
  withLimits: boolean;
  limits: MovementLimits;
  order: Order;
  sort: (by: Order['by']) => void;
  notation: Notation;
  selectedTooth: Tooth | null;
  onSelectTooth: (tooth: Tooth | null) => void;
  onStage: (stage: number) => void;
};

const inMillimetres: readonly Column[] = ['mesial', 'buccal', 'extrusion', 'distance'];
const inDegrees: readonly Column[] = ['rotation', 'tip', 'torque', 'turn'];
const columns = [...inMillimetres, ...inDegrees];

const headClass: Partial<Record<Order['by'], string | undefined>> = {
  tooth: classes.corner,
  rotation: classes.edge,
  beyond: classes.text,
};

/** One row a tooth; arrow keys go from tooth to tooth, space and enter choose one. */
export function MovementTable(props: Props) {
  const { rows, caption, grouped, withLimits, limits, order, sort, notation, selectedTooth, onSelectTooth, onStage } =
    props;
  const { t } = useTranslation('setups', { keyPrefix: 'panels' });
  const [teeth, ways, figures] = [useToothWords(notation), useFigureWords(), useFigures()];
  const words = useMemo((): LineWords => ({ t, teeth, ways, figures }), [t, teeth, ways, figures]);
  const latest = useRef(rows);
  latest.current = rows;
  const body = useRef<HTMLTableElement>(null);
  const [visited, setVisited] = useState<Tooth | null>(null);
  const there = (tooth: Tooth | null) => rows.some((row) => row.tooth === tooth);
  const current = [visited, selectedTooth].find(there) ?? rows[0]?.tooth ?? null;

  const onKey = useCallback((event: KeyboardEvent, tooth: Tooth) => {
    const rows = latest.current;
    const at = rows.findIndex((row) => row.tooth === tooth);
    const goals: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 };
    const goal = goals[event.key];
    if (goal === undefined) return;
    event.preventDefault();
    const next = rows[goal];
    if (next) body.current?.querySelector<HTMLElement>(`[data-tooth="${next.tooth}"]`)?.focus();
  }, []);
  const head = (by: Order['by'], label: string) => {
    const sorted = order.by === by;
    return (
      <th
        key={by}
        scope="col"
        aria-sort={sorted ? (order.down ? 'descending' : 'ascending') : undefined}
        className={headClass[by]}
      >
        <button
          type="button"
          className={classes.sort}
          title={t('movement.sort', { column: label })}
          onClick={() => sort(by)}
        >
          {label}
          {sorted &&
            (order.down ? (
              <IconArrowDown size={13} aria-hidden="true" />
            ) : (
              <IconArrowUp size={13} aria-hidden="true" />
            ))}
        </button>
      </th>
    );
  };
  const groups = grouped
    ? (['upper', 'lower'] as const).map((arch) => ({ arch, rows: rows.filter(({ tooth }) => archOf(tooth) === arch) }))
    : [{ arch: null, rows }];

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={classes.scroll} aria-label={caption} tabIndex={0}>
      <table ref={body} className={classes.table}>
        <caption className="off-screen">{caption}</caption>
        <thead className={classes.head}>
          <tr className={classes.units}>
            <td className={classes.corner} />
            <th scope="colgroup" colSpan={inMillimetres.length}>
              {t('movement.groups.mm')}
            </th>
            <th scope="colgroup" colSpan={inDegrees.length} className={classes.edge}>
              {t('movement.groups.degrees')}
            </th>
            {withLimits && <td />}
          </tr>
          <tr className={classes.names}>
            {head('tooth', t('tooth'))}
            {columns.map((column) => head(column, t(`movement.columns.${column}`)))}
            {withLimits && head('beyond', t('movement.columns.beyond'))}
          </tr>
        </thead>
        {groups
          .filter((group) => group.rows.length > 0)
          .map((group) => (
            <tbody key={group.arch ?? 'all'}>
              {group.arch && (
                <tr className={classes.group}>
                  <th scope="rowgroup" colSpan={withLimits ? 10 : 9}>
                    <span>{t(group.arch)}</span>
                  </th>
                </tr>
              )}
              {group.rows.map((row) => (
                <MovementLine
                  key={row.tooth}
                  {...{ row, columns, withLimits, limits, words, onSelectTooth, onStage, onKey }}
                  chosen={row.tooth === selectedTooth}
                  current={row.tooth === current}
                  onFocus={setVisited}
                />
              ))}
            </tbody>
          ))}
      </table>
    </section>
  );
}
