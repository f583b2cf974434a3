import type { ReactNode } from 'react';
import classes from './page.module.css';

/** A list of rows, read as a list by screen readers. */
export function Rows({ children, label }: { children: ReactNode; label?: string }) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of a list without bullets
    <ul className={classes.rows} role="list" aria-label={label}>
      {children}
    </ul>
  );
}

type RowProps = { start?: ReactNode; children: ReactNode; aside?: ReactNode };

/** One row: a picture, the text, and what can be done. */
export function Row({ start, children, aside }: RowProps) {
  return (
    <li className={classes.row}>
      {start}
      <div className={classes.rowMain}>{children}</div>
      {aside && <div className={classes.rowAside}>{aside}</div>}
    </li>
  );
}
