import { Button, Group, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../app/session.ts';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useActing, useReading } from '../../client/use-calls.ts';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { useDates } from '../../design/dates.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { TextField } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import { IconDeviceDesktop } from '../../design/icons.ts';
import { LoadingRows } from '../../design/loading-rows.tsx';
import { notifyDone } from '../../design/notify.ts';
import { Row, Rows } from '../../design/rows.tsx';
import { Section } from '../../design/section.tsx';
import { StateBadge } from '../../design/state-badge.tsx';

type Workstation = ReplyTo<'listWorkstations'>['workstations'][number];

/** The browsers that several people share. */
export function WorkstationsSection({ practiceId, edits }: { practiceId: string; edits: boolean }) {
  const { t } = useTranslation(['practices', 'words']);
  const me = useMe();
  const { date, relative } = useDates();
  const list = useReading('listWorkstations', { params: { practiceId } });
  const [dialog, setDialog] = useState<'make' | Workstation>();
  const close = () => setDialog(undefined);
  const workstations = list.data?.workstations ?? [];
  return (
    <Section
      title={t('security.workstations')}
      description={t('security.workstations_text')}
      actions={
        edits &&
        !me.workstation && (
          <Button variant="light" onClick={() => setDialog('make')}>
            {t('security.make')}
          </Button>
        )
      }
    >
      <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
      {list.isPending && <LoadingRows rows={2} />}
      {list.data && workstations.length === 0 && (
        <EmptyState icon={<IconDeviceDesktop size={28} />} title={t('security.none')}>
          {edits && t('security.none_text')}
        </EmptyState>
      )}
      <Rows label={t('security.workstations')}>
        {workstations.map((workstation) => (
          <Row
            key={workstation.id}
            start={<IconDeviceDesktop size={26} stroke={1.5} aria-hidden="true" />}
            aside={
              edits && (
                <Button
                  size="xs"
                  variant="default"
                  aria-label={t('security.remove', { name: workstation.name })}
                  onClick={() => setDialog(workstation)}
                >
                  {t('words:remove')}
                </Button>
              )
            }
          >
            <Group gap="4px 8px">
              <Text fw={600}>{workstation.name}</Text>
              {workstation.here && <StateBadge tone="good">{t('security.here')}</StateBadge>}
            </Group>
            <Text size="sm" c="dimmed">
              {[
                t('security.since', { date: date(workstation.createdAt) }),
                workstation.lastUsedAt && t('security.last_used', { when: relative(workstation.lastUsedAt) }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </Text>
          </Row>
        ))}
      </Rows>
      {dialog === 'make' && <MakeDialog practiceId={practiceId} onClose={close} />}
      {dialog && dialog !== 'make' && <RemoveDialog practiceId={practiceId} workstation={dialog} onClose={close} />}
    </Section>
  );
}

function MakeDialog({ practiceId, onClose }: { practiceId: string; onClose: () => void }) {
  const { t } = useTranslation('practices');
  const [name, setName] = useState('');
  const make = useActing('makeWorkstation', {
    stale: ['listWorkstations', 'viewMe'],
    onDone: (made) => {
      notifyDone(t('security.made', { name: made.name }));
      onClose();
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    make.mutate({ params: { practiceId }, body: { name } });
  }
  return (
    <FormDialog title={t('security.make_title')} size="md" onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text>{t('security.make_text')}</Text>
          <TextField
            label={t('security.name')}
            description={t('security.name_hint')}
            maxLength={60}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <ErrorNotice error={make.error} />
        </Stack>
        <FormActions submit={t('security.make')} busy={make.isPending} disabled={!name.trim()} onCancel={onClose} />
      </form>
    </FormDialog>
  );
}

type RemoveProps = { practiceId: string; workstation: Workstation; onClose: () => void };

function RemoveDialog({ practiceId, workstation, onClose }: RemoveProps) {
  const { t } = useTranslation(['practices', 'words']);
  const { id: workstationId, name } = workstation;
  const remove = useActing('removeWorkstation', {
    stale: ['listWorkstations', 'viewMe'],
    onDone: () => {
      notifyDone(t('security.removed', { name }));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      title={t('security.remove_title', { name })}
      confirm={t('words:remove')}
      danger
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ params: { practiceId, workstationId } })}
      onClose={onClose}
    >
      {t('security.remove_text')}
    </ConfirmDialog>
  );
}
