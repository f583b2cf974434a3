import { Button, Text, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../../app/place.tsx';
import { placePath } from '../../app/places.ts';
import type { EndpointName, ReplyTo } from '../../client/endpoints.ts';
import { useActing, useReading } from '../../client/use-calls.ts';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { useDates } from '../../design/dates.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { IconArrowBackUp, IconDoorExit, IconThumbUp } from '../../design/icons.ts';
import { notifyDone } from '../../design/notify.ts';
import { Section } from '../../design/section.tsx';
import { StateBadge } from '../../design/state-badge.tsx';
import classes from './collaborator-view.module.css';
import { CollaborationMark } from './status-mark.tsx';

type View = ReplyTo<'viewCollaboration'>;
const stale: EndpointName[] = [
  'viewCollaboration',
  'viewCase',
  'viewHistory',
  'listCases',
  'listSharedCases',
  'readCollaboratorMessages',
];

/** Where the collaboration on a case stands, the last word of each collaborator, and what the reader can do about it. */
export function CollaborationPanel({ subject }: { subject: ReplyTo<'viewCase'> }) {
  const caseId = subject.row.id;
  const view = useReading('viewCollaboration', { params: { caseId } });
  if (!view.data || view.data.collaborators.length === 0) return null;
  return <Panel caseId={caseId} view={view.data} row={subject.row} />;
}

function Panel({ caseId, view, row }: { caseId: string; view: View; row: ReplyTo<'viewCase'>['row'] }) {
  const { t } = useTranslation('collaborator-view');
  const [asked, setAsked] = useState<'push_back' | 'leave' | null>(null);
  const params = { caseId };
  const mark = useActing('markReady', { stale, onDone: () => notifyDone(t('panel.marked')) });
  const takeBack = useActing('takeBackReady', { stale });
  const { open } = view;
  return (
    <div className={classes.panel}>
      <Section title={t('panel.title')} description={<CollaborationMark row={row} />}>
        {view.status === 'archived' && view.grants && <Text c="dimmed">{t('panel.archived')}</Text>}
        <ul className={classes.collaborators}>
          {view.collaborators.map((each) => (
            <Collaborator key={each.collaborationId} of={each} />
          ))}
        </ul>
        <ErrorNotice error={mark.error ?? takeBack.error} mt="sm" />
        <div className={classes.acts}>
          {view.mayDo.includes('mark_ready') && open && (
            <Button
              leftSection={<IconThumbUp size={18} />}
              loading={mark.isPending}
              onClick={() => mark.mutate({ params, body: { version: open.version, contentHash: open.contentHash } })}
            >
              {t('panel.mark')}
            </Button>
          )}
          {view.mayDo.includes('take_back_ready') && (
            <Button variant="default" loading={takeBack.isPending} onClick={() => takeBack.mutate({ params })}>
              {t('panel.take_back')}
            </Button>
          )}
          {view.mayDo.includes('push_back') && open && (
            <Button variant="default" leftSection={<IconArrowBackUp size={18} />} onClick={() => setAsked('push_back')}>
              {t('panel.push_back')}
            </Button>
          )}
          {view.mayDo.includes('leave') && (
            <Button
              variant="subtle"
              color="gray"
              leftSection={<IconDoorExit size={18} />}
              onClick={() => setAsked('leave')}
            >
              {t('panel.leave')}
            </Button>
          )}
        </div>
        {asked === 'push_back' && open && (
          <PushBackDialog caseId={caseId} version={open.version} onClose={() => setAsked(null)} />
        )}
        {asked === 'leave' && <LeaveDialog caseId={caseId} onClose={() => setAsked(null)} />}
      </Section>
    </div>
  );
}

function Collaborator({ of }: { of: View['collaborators'][number] }) {
  const { t } = useTranslation('collaborator-view');
  const { date } = useDates();
  const { word } = of;
  return (
    <li>
      <Text span fw={600}>
        {of.you ? t('panel.you', { name: of.name }) : of.name}
      </Text>
      {of.waiting && <StateBadge tone="waiting">{t('panel.waiting')}</StateBadge>}
      {of.suspended && <StateBadge tone="neutral">{t('panel.suspended')}</StateBadge>}
      <Text span c="dimmed" size="sm">
        {word
          ? t(`panel.words.${word.said}`, { version: word.version, date: date(word.at) })
          : !of.waiting && t('panel.none_said')}
      </Text>
    </li>
  );
}

/** Asks why a version goes back to evaluating. */
export function PushBackDialog({ caseId, version, onClose }: { caseId: string; version: number; onClose: () => void }) {
  const { t } = useTranslation('collaborator-view');
  const [reason, setReason] = useState('');
  const push = useActing('pushBack', { stale, onDone: onClose });
  return (
    <ConfirmDialog
      opened
      title={t('panel.push_back')}
      confirm={t('panel.push_back')}
      disabled={reason.trim() === ''}
      busy={push.isPending}
      error={push.error}
      onClose={onClose}
      onConfirm={() => push.mutate({ params: { caseId }, body: { version, reason } })}
    >
      <Text mb="md">{t('panel.push_back_text', { version })}</Text>
      <Textarea
        label={t('panel.reason')}
        required
        autosize
        minRows={3}
        maxLength={2000}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}

function LeaveDialog({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const { t } = useTranslation('collaborator-view');
  const place = usePlace();
  const navigate = useNavigate();
  const leave = useActing('leaveCase', {
    onDone: () => {
      notifyDone(t('panel.left'));
      void navigate({ to: placePath(place) as string });
    },
    stale: ['listSharedCases', 'countSharedCases'],
  });
  return (
    <ConfirmDialog
      opened
      danger
      title={t('panel.leave')}
      confirm={t('panel.leave')}
      busy={leave.isPending}
      error={leave.error}
      onClose={onClose}
      onConfirm={() => leave.mutate({ params: { caseId } })}
    >
      {t('panel.leave_text')}
    </ConfirmDialog>
  );
}
