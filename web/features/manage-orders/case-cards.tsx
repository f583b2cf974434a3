import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { CaseRow } from '#contract/cases.ts';
import type { TableProps } from './case-table.tsx';
import { type CaseWords, cellOf, turnOf, useCaseWords } from './cells.tsx';
import classes from './manage-orders.module.css';
import { setupLinkOf } from './setup-link.tsx';
import { Tick } from './tick.tsx';
import { useRowLinks } from './use-row-links.ts';

type Props = Pick<TableProps, 'rows' | 'fresh' | 'hrefOf' | 'onEnd' | 'onShare' | 'selection'>;

/** With the gap below; where there is a line for the collaboration, that is taller. */
const height = (row: CaseRow, shares: boolean) => (shares || row.collaborators > 0 ? 152 : 118);

/** The list on a phone: a card for each case. */
export function CaseCards({ rows, fresh, hrefOf, onEnd, onShare, selection }: Props) {
  const words = useCaseWords(rows);
  const box = useRef<HTMLUListElement>(null);
  useRowLinks(box);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => setOffset((box.current?.getBoundingClientRect().top ?? 0) + window.scrollY), []);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) => height(rows[index]!, Boolean(onShare)),
    getItemKey: (index) => rows[index]!.id,
    overscan: 6,
    scrollMargin: offset,
    useFlushSync: false,
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - 10) onEnd();
  }, [last, rows.length, onEnd]);
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of a list without bullets
    <ul className={classes.cards} role="list" ref={box} style={{ height: virtual.getTotalSize() }}>
      {shown.map(({ index, start }) => {
        const row = rows[index]!;
        return (
          <Card
            key={row.id}
            row={row}
            words={words}
            href={hrefOf(row)}
            top={start - offset}
            fresh={fresh.has(row.id)}
            ticked={selection?.cases.has(row.id)}
            onTick={selection?.toggle}
            onShare={onShare}
          />
        );
      })}
    </ul>
  );
}

type CardProps = {
  row: CaseRow;
  words: CaseWords;
  href: string;
  top: number;
  fresh: boolean;
  /** Undefined where cases aren't being ticked. */
  ticked: boolean | undefined;
  onTick: ((row: CaseRow) => void) | undefined;
  onShare: ((row: CaseRow) => void) | undefined;
};

const Card = memo(function Card({ row, words, href, top, fresh, ticked, onTick, onShare }: CardProps) {
  const inside = (
    <>
      <span className={classes.cardHead}>
        {cellOf('patient', row, words)}
        {cellOf('number', row, words)}
      </span>
      <span className={classes.cardLine}>
        {cellOf('status', row, words)}
        <span className={classes.dim}>{cellOf('category', row, words)}</span>
      </span>
      <span className={classes.cardLine}>{turnOf(row, words)}</span>
      {row.collaborators > 0 && (!onShare || ticked !== undefined) && (
        <span className={classes.cardLine}>{cellOf('collaborator_status', row, words)}</span>
      )}
    </>
  );
  return (
    <li
      className={classes.card}
      data-fresh={fresh || undefined}
      data-selected={ticked || undefined}
      style={{ transform: `translateY(${top}px)`, height: height(row, Boolean(onShare)) - 8 }}
    >
      {ticked === undefined ? (
        <>
          <a
            href={href}
            className={classes.cardLink}
            data-setup={row.setupVersion ? '' : undefined}
            data-shares={onShare ? '' : undefined}
          >
            {inside}
          </a>
          {setupLinkOf(row, href, true, words)}
          {onShare && (
            <button
              type="button"
              className={`${classes.share} ${classes.cardShare}`}
              data-share
              onClick={() => onShare(row)}
            >
              {cellOf('collaborator_status', row, words)}
            </button>
          )}
        </>
      ) : (
        // While cases are being ticked, the whole card is the box.
        // biome-ignore lint/a11y/noLabelWithoutControl: the box is in it and has a name of its own
        <label className={classes.cardLink} data-ticking>
          <Tick
            label={words.t('selection.row', { number: String(row.number) })}
            checked={ticked}
            onChange={() => onTick?.(row)}
          />
          {inside}
        </label>
      )}
    </li>
  );
});
