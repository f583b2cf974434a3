import { Link } from '@tanstack/react-router';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { TableProps } from './case-table.tsx';
import { Cell, Turn } from './cells.tsx';
import classes from './manage-orders.module.css';
import { SetupLink } from './setup-link.tsx';

type Props = Pick<TableProps, 'rows' | 'fresh' | 'hrefOf' | 'onEnd'>;

const cardHeight = 118;

/** The list on a phone: a card for each case. */
export function CaseCards({ rows, fresh, hrefOf, onEnd }: Props) {
  const box = useRef<HTMLUListElement>(null);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => setOffset((box.current?.getBoundingClientRect().top ?? 0) + window.scrollY), []);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => cardHeight,
    overscan: 8,
    scrollMargin: offset,
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
          <li
            key={row.id}
            className={classes.card}
            data-fresh={fresh.has(row.id) || undefined}
            style={{ transform: `translateY(${start - offset}px)` }}
          >
            <Link to={hrefOf(row)} className={classes.cardLink} data-setup={row.setupVersion ? '' : undefined}>
              <span className={classes.cardHead}>
                <Cell column="patient" row={row} />
                <Cell column="number" row={row} />
              </span>
              <span className={classes.cardLine}>
                <Cell column="status" row={row} />
                <span className={classes.dim}>
                  <Cell column="category" row={row} />
                </span>
              </span>
              <span className={classes.cardLine}>
                <Turn row={row} />
              </span>
            </Link>
            <SetupLink row={row} href={hrefOf(row)} reached />
          </li>
        );
      })}
    </ul>
  );
}
