import { ActionIcon, FileButton } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconPaperclip } from '../../design/icons.ts';

/** Chooses files to send along. */
export function AttachButton({ full, onFiles }: { full: boolean; onFiles: (files: readonly File[]) => void }) {
  const { t } = useTranslation('collaborator-messages');
  const reset = useRef<() => void>(null);
  return (
    <FileButton
      multiple
      resetRef={reset}
      onChange={(files) => {
        onFiles(files);
        // The same file can be chosen again.
        reset.current?.();
      }}
    >
      {(props) => (
        <ActionIcon {...props} variant="default" size="lg" disabled={full} aria-label={t('attach')} title={t('attach')}>
          <IconPaperclip size={18} />
        </ActionIcon>
      )}
    </FileButton>
  );
}
