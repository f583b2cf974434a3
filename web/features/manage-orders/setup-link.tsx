import type { ReactNode } from 'react';
import type { CaseRow } from '#contract/cases.ts';
import { type CaseWords, cellOf } from './cells.tsx';
import classes from './manage-orders.module.css';

/** Where the newest version of a row's setup is reviewed; undefined where nothing was delivered. */
export const setupHref = (row: CaseRow, href: string): string | undefined =>
  row.setupVersion ? `${href}/setups/${row.setupVersion}` : undefined;

/** The newest version of the setup, leading to the viewer. */
export function setupLinkOf(row: CaseRow, href: string, reached: boolean, words: CaseWords): ReactNode {
  const to = setupHref(row, href);
  if (!to) return null;
  return (
    <a
      href={to}
      className={classes.setupLink}
      tabIndex={reached ? 0 : -1}
      aria-label={words.t('open_setup', { version: String(row.setupVersion) })}
    >
      {cellOf('setup', row, words)}
    </a>
  );
}
