import { Modal, Text } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from './error-notice.tsx';
import { FormActions } from './form-actions.tsx';

type Props = {
  opened: boolean;
  title: string;
  confirm: string;
  danger?: boolean;
  busy?: boolean;
  disabled?: boolean;
  error?: unknown;
  onConfirm: () => void;
  onClose: () => void;
  children?: ReactNode;
};

/** Asks before something that is hard to take back, and says what will happen. */
export function ConfirmDialog(props: Props) {
  const { opened, title, confirm, danger, busy, disabled, error, onConfirm, onClose, children } = props;
  const { t } = useTranslation('words');
  function submit(event: FormEvent) {
    event.preventDefault();
    onConfirm();
  }
  return (
    <Modal opened={opened} onClose={onClose} title={title} centered closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={submit}>
        <Text component="div">{children}</Text>
        <ErrorNotice error={error} mt="md" />
        <FormActions submit={confirm} danger={danger} busy={busy} disabled={disabled} onCancel={onClose} />
      </form>
    </Modal>
  );
}
