import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRow } from '#contract/cases.ts';
import { useDates } from '../../design/dates.ts';
import {
  IconAlertTriangle,
  IconArchive,
  IconCircleCheck,
  IconClock,
  IconEye,
  IconLock,
  IconMail,
  IconPlus,
  IconUserCheck,
} from '../../design/icons.ts';
import { StateBadge, type Tone } from '../../design/state-badge.tsx';
import type { ColumnName } from './columns.ts';
import classes from './manage-orders.module.css';
import { workingDaysSince } from './working-days.ts';

const tones: Record<CaseRow['status'], Tone> = {
  action_needed: 'attention',
  in_progress: 'waiting',
  in_treatment: 'good',
  closed: 'neutral',
};

/** What a column shows of a case. */
export function Cell({ column, row }: { column: ColumnName; row: CaseRow }): ReactNode {
  const { t } = useTranslation(['manage-orders', 'orders']);
  const dates = useDates();
  switch (column) {
    case 'number':
      return <span className={classes.number}>{row.number}</span>;
    case 'patient':
      return <Patient row={row} />;
    case 'status':
      return <StateBadge tone={tones[row.status]}>{t(`orders:statuses.${row.status}`)}</StateBadge>;
    case 'category':
      return t(`orders:categories.${row.category}`);
    case 'turn':
      return <Turn row={row} />;
    case 'promised':
      return (
        row.promisedOn && <span data-overdue={row.overdue || undefined}>{dates.calendarDate(row.promisedOn)}</span>
      );
    case 'activity':
      return (
        <time dateTime={row.lastActivityAt} title={dates.dateTime(row.lastActivityAt)}>
          {dates.relative(row.lastActivityAt)}
        </time>
      );
    case 'provider':
      return row.provider ? (
        row.provider.you ? (
          t('you_named', { name: row.provider.name })
        ) : (
          row.provider.name
        )
      ) : (
        <Flag>{t('quick.needsProvider')}</Flag>
      );
    case 'practice':
      return row.practice;
    case 'laboratory':
      return row.laboratory;
    case 'technician':
      return row.technician;
    case 'package':
      return row.package;
    case 'setup':
      return row.setupVersion && t('setup_version', { version: row.setupVersion });
    case 'kind':
      return row.orders[0] && t(`orders:kinds.${row.orders[0].kind}`);
    case 'collaborator_status':
      return <CollaboratorStatus row={row} />;
  }
}

function Flag({ children }: { children: ReactNode }) {
  return (
    <span className={classes.flag}>
      <IconAlertTriangle size={14} aria-hidden />
      {children}
    </span>
  );
}

function Patient({ row }: { row: CaseRow }) {
  const { t } = useTranslation('manage-orders');
  return (
    <span className={classes.patient}>
      <span className={classes.name}>
        {row.patient ? `${row.patient.lastName}, ${row.patient.firstName}` : t('no_patient')}
      </span>
      {row.unread && (
        <Tooltip label={t('quick.unread')}>
          <span className={classes.mark} data-unread role="img" aria-label={t('quick.unread')}>
            <IconMail size={15} />
          </span>
        </Tooltip>
      )}
      {row.notShared && (
        <Tooltip label={t('not_shared')}>
          <span className={classes.mark} role="img" aria-label={t('not_shared')}>
            <IconLock size={15} />
          </span>
        </Tooltip>
      )}
      {row.answerNeeded && <Flag>{t('quick.answerNeeded')}</Flag>}
    </span>
  );
}

/** Whose turn it is, since when in working days, and what the laboratory promised. */
export function Turn({ row }: { row: CaseRow }) {
  const { t, i18n } = useTranslation('manage-orders');
  if (row.turn === 'nobody') return <span className={classes.dim}>{t('turns.nobody')}</span>;
  const who = row.yourTurn
    ? t('your_turn')
    : row.turn === 'laboratory'
      ? (row.technician ?? row.laboratory ?? t('turns.laboratory'))
      : row.turn === 'provider'
        ? (row.provider?.name ?? t('turns.provider'))
        : t('turns.provider_side');
  const days = workingDaysSince(row.turnSince, new Date());
  return (
    <span className={classes.turn} data-mine={row.yourTurn || undefined}>
      <span className={classes.who}>{who}</span>
      <span className={classes.since}>
        {t('since_working_days', { count: days })}
        {row.turn === 'laboratory' && row.promisedOn && (
          <span data-overdue={row.overdue || undefined}>
            {' · '}
            {t(row.overdue ? 'overdue_since' : 'promised_for', { date: dayAndMonth(row.promisedOn, i18n.language) })}
          </span>
        )}
      </span>
    </span>
  );
}

function dayAndMonth(day: string, language: string): string {
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(day));
}

const icons: Record<CaseRow['collaboratorStatus'], typeof IconPlus> = {
  none: IconPlus,
  awaiting: IconClock,
  evaluating: IconEye,
  ready: IconUserCheck,
  approved: IconCircleCheck,
  archived: IconArchive,
};

function CollaboratorStatus({ row }: { row: CaseRow }) {
  const { t } = useTranslation('manage-orders');
  const Icon = icons[row.collaboratorStatus];
  return (
    <Tooltip
      label={t(row.collaboratorStatus === 'none' ? 'collaborators_none' : 'collaborators', {
        count: row.collaborators,
      })}
    >
      <span className={classes.collaboration} data-none={row.collaboratorStatus === 'none' || undefined}>
        <Icon size={16} aria-hidden />
        {t(`collaborator_statuses.${row.collaboratorStatus}`)}
        {row.collaborators > 0 && ` (${row.collaborators})`}
      </span>
    </Tooltip>
  );
}
