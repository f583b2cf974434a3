import { Button, Text, Textarea } from '@mantine/core';
import { type DragEvent, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { AttachButton } from './attach-button.tsx';
import { DraftFiles } from './draft-files.tsx';
import { changeDraft, draftOf, forgetDraft, listenToDrafts } from './drafts.ts';
import classes from './messages.module.css';
import { addFile, removeFile } from './upload-attachment.ts';

/** As on the server: larger files are records. */
const mostBytes = 25_000_000;
const mostFiles = 10;

type Props = { caseId: string; onLeave?: (() => void) | undefined };

/** The New box: Save sends, Cancel leaves. What is typed stays until it is sent or cancelled. */
export function NewMessage({ caseId, onLeave }: Props) {
  const { t } = useTranslation('collaborator-messages');
  const draft = useSyncExternalStore(listenToDrafts, () => draftOf(caseId));
  const [refused, setRefused] = useState<string | null>(null);
  const write = useActing('writeCollaboratorMessage', {
    stale: ['readCollaboratorMessages', 'listCases', 'listCasesOfMyPractices', 'viewCase'],
    onDone: () => forgetDraft(caseId),
  });
  const waiting = draft.files.some(({ done, failed }) => done === null && !failed);
  const sendable = (draft.text.trim() !== '' || draft.files.some(({ done }) => done)) && !waiting && !write.isPending;
  function send() {
    if (!sendable) return;
    const attachments = draft.files.flatMap(({ done }) => (done ? [done.id] : []));
    write.mutate({ params: { caseId }, body: { text: draft.text, attachments, clientId: draft.clientId } });
  }
  function cancel() {
    for (const file of draft.files) removeFile(caseId, file);
    forgetDraft(caseId);
    setRefused(null);
    write.reset();
    onLeave?.();
  }
  function attach(files: readonly File[]) {
    const large = files.find(({ size }) => size > mostBytes);
    setRefused(large ? t('too_large', { name: large.name, megabytes: mostBytes / 1_000_000 }) : null);
    const room = mostFiles - draft.files.length;
    for (const file of files.filter(({ size }) => size <= mostBytes).slice(0, room)) addFile(caseId, file);
  }
  function drop(event: DragEvent) {
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    attach([...event.dataTransfer.files]);
  }
  return (
    <form
      className={classes.compose}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <Textarea
        label={t('new')}
        aria-label={t('new_label')}
        placeholder={t('placeholder')}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={8000}
        value={draft.text}
        onChange={(event) => {
          const text = event.currentTarget.value;
          changeDraft(caseId, (before) => ({ ...before, text }));
        }}
        onPaste={(event) => {
          if (event.clipboardData.files.length > 0) attach([...event.clipboardData.files]);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
        }}
      />
      <DraftFiles caseId={caseId} files={draft.files} />
      {refused && (
        <Text size="sm" c="red" role="alert">
          {refused}
        </Text>
      )}
      <ErrorNotice error={write.error} />
      <div className={classes.foot}>
        <AttachButton full={draft.files.length >= mostFiles} onFiles={attach} />
        <Text size="xs" c="dimmed" className={classes.hint}>
          {waiting ? t('wait_for_uploads') : t('hint')}
        </Text>
        <Button variant="default" onClick={cancel} disabled={write.isPending}>
          {t('cancel')}
        </Button>
        <Button type="submit" disabled={!sendable} loading={write.isPending}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}
