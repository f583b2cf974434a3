import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRow } from '#contract/cases.ts';
import { IconArchive, IconCheck, IconDental, IconMessageCircle, IconPlus, IconThumbUp } from '../../design/icons.ts';
import classes from './collaborator-view.module.css';

type Row = Pick<CaseRow, 'collaboratorStatus' | 'collaborators' | 'ready' | 'unreadMessages'>;

const icons: Record<CaseRow['collaboratorStatus'], typeof IconPlus> = {
  none: IconPlus,
  awaiting: IconPlus,
  evaluating: IconDental,
  ready: IconThumbUp,
  approved: IconCheck,
  archived: IconArchive,
};

/** The status of a collaboration as icon and words, with how many collaborators; an unread message wins over it. */
export function StatusMark({ row, label, detail }: { row: Row; label: string; detail: ReactNode }) {
  const Icon = row.unreadMessages ? IconMessageCircle : icons[row.collaboratorStatus];
  return (
    <span className={classes.status} data-status={row.unreadMessages ? 'unread' : row.collaboratorStatus}>
      <Icon size={18} aria-hidden />
      <span>{label}</span>
      {detail && <span className={classes.detail}>{detail}</span>}
    </span>
  );
}

/** The same, with words of its own; beside an unread message it tells the status too. */
export function CollaborationMark({ row }: { row: Row }) {
  const { t } = useTranslation(['collaborator-view', 'manage-orders']);
  const status = t(`manage-orders:collaborator_statuses.${row.collaboratorStatus}`);
  const detail = [
    row.unreadMessages && row.collaborators > 0 && status,
    row.collaboratorStatus === 'ready' && t('status.ready_of', { ready: row.ready, count: row.collaborators }),
    row.collaborators > 0 && t('status.count', { count: row.collaborators }),
  ].filter(Boolean);
  return <StatusMark row={row} label={row.unreadMessages ? t('status.unread') : status} detail={detail.join(' · ')} />;
}
