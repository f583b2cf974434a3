import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRecord } from '#contract/records.ts';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { useRecordWords } from './record-words.ts';

type Props = {
  record: CaseRecord;
  busy: boolean;
  error: unknown;
  onReject: (reason: string) => void;
  onClose: () => void;
};

/** Asks why: the provider side reads it beside the record. */
export function RejectDialog({ record, busy, error, onReject, onClose }: Props) {
  const { t } = useTranslation('records');
  const words = useRecordWords();
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog
      opened
      danger
      title={t('reject_title', { name: words.slot(record.slot) })}
      confirm={t('reject')}
      busy={busy}
      disabled={reason.trim() === ''}
      error={error}
      onConfirm={() => onReject(reason.trim())}
      onClose={onClose}
    >
      <Textarea
        label={t('reason')}
        description={t('reason_hint')}
        data-autofocus
        autosize
        minRows={3}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
