import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CaseRow } from '#contract/cases.ts';
import { Cell } from './cells.tsx';
import classes from './manage-orders.module.css';

/** Where the newest version of a row's setup is reviewed; undefined where nothing was delivered. */
export const setupHref = (row: CaseRow, href: string): string | undefined =>
  row.setupVersion ? `${href}/setups/${row.setupVersion}` : undefined;

type Props = {
  row: CaseRow;
  /** Of the case. */
  href: string;
  /** The tab key stops at one row alone. */
  reached: boolean;
};

/** The newest version of the setup; opens it in the viewer. */
export function SetupLink({ row, href, reached }: Props) {
  const { t } = useTranslation('setups');
  const to = setupHref(row, href);
  if (!to) return null;
  return (
    <Link
      to={to}
      className={classes.setupLink}
      tabIndex={reached ? 0 : -1}
      aria-label={t('in_case.open_version', { version: String(row.setupVersion) })}
    >
      <Cell column="setup" row={row} />
    </Link>
  );
}
