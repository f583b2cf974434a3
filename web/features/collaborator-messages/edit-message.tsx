import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActing } from '../../client/use-calls.ts';
import { useDates } from '../../design/dates.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import classes from './messages.module.css';
import type { Message } from './use-thread.ts';

type Props = { caseId: string; message: Message; onClose: () => void };

/** Another wording for one's own message, soon after it was written. */
export function EditMessage({ caseId, message, onClose }: Props) {
  const { t } = useTranslation(['collaborator-messages', 'words']);
  const { time } = useDates();
  const [text, setText] = useState(message.text);
  const edit = useActing('editCollaboratorMessage', { stale: ['readCollaboratorMessages'], onDone: onClose });
  const save = () => {
    if (text.trim() !== '' && !edit.isPending)
      edit.mutate({ params: { caseId, messageId: message.id }, body: { text } });
  };
  return (
    <form
      className={classes.compose}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Textarea
        aria-label={t('edit_label')}
        description={message.editableUntil ? t('edit_until', { time: time(message.editableUntil) }) : undefined}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={8000}
        autoFocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
          if (event.key === 'Escape') {
            event.stopPropagation();
            onClose();
          }
        }}
      />
      <ErrorNotice error={edit.error} />
      <div className={classes.foot}>
        <Button size="compact-sm" variant="default" onClick={onClose} disabled={edit.isPending}>
          {t('cancel')}
        </Button>
        <Button size="compact-sm" type="submit" loading={edit.isPending} disabled={text.trim() === ''}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}
