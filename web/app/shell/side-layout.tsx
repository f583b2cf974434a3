import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from './shell.module.css';

type Props = {
  title: string;
  entries: { to: string; label: string; icon: ReactNode }[];
  children: ReactNode;
};

/** Pages of one kind beside a list of them; the list stands on top where the screen is narrow. */
export function SideLayout({ title, entries, children }: Props) {
  return (
    <div className={classes.settings}>
      <nav className={classes.side} aria-label={title}>
        <span className={classes.sideTitle} aria-hidden="true">
          {title}
        </span>
        {entries.map((entry) => (
          <Link key={entry.to} to={entry.to} className={classes.sideLink}>
            {entry.icon}
            {entry.label}
          </Link>
        ))}
      </nav>
      <div>{children}</div>
    </div>
  );
}
