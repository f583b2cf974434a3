import { Button, FileButton, Group, Modal, Progress, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Fields } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { IconUpload } from '../../design/icons.ts';
import { notifyDone } from '../../design/notify.ts';
import { useSetupUpload } from './use-setup-upload.ts';

/** The laboratory delivers the next version: the file first, then what it contains. */
export function DeliverDialog({ view, onClose }: { view: ReplyTo<'viewOrder'>; onClose: () => void }) {
  const { t } = useTranslation(['cases', 'words']);
  const { order } = view;
  const upload = useSetupUpload(order);
  const [note, setNote] = useState('');
  const deliver = useActing('deliverSetup', {
    stale: ['viewCase', 'viewOrder', 'viewHistory', 'listCases', 'countCases'],
    onDone: () => {
      notifyDone(t('act.done'));
      onClose();
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (upload.recordId)
      deliver.mutate({
        params: { caseId: order.caseId, orderId: order.id },
        body: { recordId: upload.recordId, note },
      });
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('events.deliver_setup')}
      centered
      closeButtonProps={{ 'aria-label': t('words:close') }}
    >
      <form onSubmit={submit}>
        <Fields>
          <div>
            <Text fw={550} size="sm">
              {t('act.setup_file')}
            </Text>
            <Text size="sm" c="dimmed" mb={8}>
              {t('act.setup_file_hint')}
            </Text>
            <Group gap="sm">
              <FileButton accept=".glb,.zip,.stl" onChange={(file) => file && upload.start(file)}>
                {(props) => (
                  <Button {...props} variant="default" leftSection={<IconUpload size={16} />}>
                    {t('act.choose_file')}
                  </Button>
                )}
              </FileButton>
              <Text size="sm">{upload.fileName}</Text>
            </Group>
            {upload.state === 'uploading' && (
              <>
                <Progress value={upload.percent} mt="sm" aria-label={t('act.uploading', { percent: upload.percent })} />
                <Text size="sm" c="dimmed" mt={4} role="status">
                  {t('act.uploading', { percent: upload.percent })}
                </Text>
              </>
            )}
            {upload.state === 'checking' && (
              <Text size="sm" c="dimmed" mt="sm" role="status">
                {t('act.checking')}
              </Text>
            )}
            <ErrorNotice error={upload.error} mt="sm" />
          </div>
          <Textarea
            label={t('act.note')}
            autosize
            minRows={2}
            maxLength={4000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </Fields>
        <ErrorNotice error={deliver.error} mt="md" />
        <FormActions
          submit={t('events.deliver_setup')}
          disabled={upload.state !== 'ready'}
          busy={deliver.isPending}
          onCancel={onClose}
        />
      </form>
    </Modal>
  );
}
