import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRow } from '#contract/cases.ts';
import { type Dates, datesIn } from '../../design/dates.ts';
import { IconAlertTriangle, IconClock, IconLock, IconMail } from '../../design/icons.ts';
import { StateBadge, type Tone } from '../../design/state-badge.tsx';
import { StatusMark } from '../collaborator-view/status-mark.tsx';
import type { ColumnName } from './columns.ts';
import classes from './manage-orders.module.css';
import { useReserved } from './use-reserved.ts';
import { workingDaysSince } from './working-days.ts';

const tones: Record<CaseRow['status'], Tone> = {
  action_needed: 'attention',
  in_progress: 'waiting',
  in_treatment: 'good',
  closed: 'neutral',
};

export type CaseWords = {
  t: ReturnType<typeof useTranslation<['manage-orders', 'orders']>>['t'];
  dates: Dates;
  /** Who says to be working on the open version, by case. */
  reserved: ReadonlyMap<string, string>;
};

/** What rows need to speak; fetched once for the list, because a hook in each of hundreds of cells is felt while scrolling. */
export function useCaseWords(rows: readonly CaseRow[]): CaseWords {
  const { t, i18n } = useTranslation(['manage-orders', 'orders']);
  const dates = datesIn(i18n.language);
  const reserved = useReserved(rows);
  return useMemo(() => ({ t, dates, reserved }), [t, dates, reserved]);
}

/** What a column shows of a case. Plain functions: a row is drawn as one piece. */
export function cellOf(column: ColumnName, row: CaseRow, words: CaseWords): ReactNode {
  const { t, dates } = words;
  switch (column) {
    case 'number':
      return <span className={classes.number}>{row.number}</span>;
    case 'patient':
      return patientOf(row, words);
    case 'status':
      return <StateBadge tone={tones[row.status]}>{t(`orders:statuses.${row.status}`)}</StateBadge>;
    case 'category':
      return t(`orders:categories.${row.category}`);
    case 'turn':
      return turnOf(row, words);
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
      if (!row.provider) return flag(t('quick.needsProvider'));
      return row.provider.you ? t('you_named', { name: row.provider.name }) : row.provider.name;
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
      return collaborationOf(row, words);
  }
}

function flag(text: string) {
  return (
    <span className={classes.flag} data-tip={text}>
      <IconAlertTriangle size={14} aria-hidden />
      <span>{text}</span>
    </span>
  );
}

function patientOf(row: CaseRow, { t, reserved }: CaseWords) {
  const working = reserved.get(row.id);
  return (
    <span className={classes.patient}>
      <span className={classes.name}>
        {row.patient ? `${row.patient.lastName}, ${row.patient.firstName}` : t('no_patient')}
      </span>
      {row.unread && (
        <span
          className={classes.mark}
          data-unread
          role="img"
          aria-label={t('quick.unread')}
          data-tip={t('quick.unread')}
        >
          <IconMail size={15} />
        </span>
      )}
      {working && (
        <span className={classes.mark} role="img" aria-label={working} data-tip={working}>
          <IconClock size={15} />
        </span>
      )}
      {row.notShared && (
        <span className={classes.mark} role="img" aria-label={t('not_shared')} data-tip={t('not_shared')}>
          <IconLock size={15} />
        </span>
      )}
      {row.answerNeeded && flag(t('quick.answerNeeded'))}
    </span>
  );
}

/** Whose turn it is, since when in working days, and what the laboratory promised. */
export function turnOf(row: CaseRow, { t, dates }: CaseWords): ReactNode {
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
            {t(row.overdue ? 'overdue_since' : 'promised_for', { date: dates.dayAndMonth(row.promisedOn) })}
          </span>
        )}
      </span>
    </span>
  );
}

function collaborationOf(row: CaseRow, { t }: CaseWords) {
  const none = row.collaboratorStatus === 'none';
  return (
    <span
      className={classes.collaboration}
      data-tip={t(none ? 'collaborators_none' : 'collaborators', { count: row.collaborators })}
    >
      <StatusMark
        row={row}
        label={row.unreadMessages ? t('collaboration_unread') : t(`collaborator_statuses.${row.collaboratorStatus}`)}
        detail={
          row.collaborators > 0 &&
          (row.collaboratorStatus === 'ready' && !row.unreadMessages
            ? t('ready_of', { ready: row.ready, count: row.collaborators })
            : `(${row.collaborators})`)
        }
      />
    </span>
  );
}
