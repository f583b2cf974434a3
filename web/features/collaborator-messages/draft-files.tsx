import { ActionIcon, Button, Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IconX } from '../../design/icons.ts';
import type { DraftFile } from './drafts.ts';
import classes from './messages.module.css';
import { removeFile, tryAgain } from './upload-attachment.ts';

/** The files that the message will bring along, and how far they are. */
export function DraftFiles({ caseId, files }: { caseId: string; files: readonly DraftFile[] }) {
  const { t } = useTranslation('collaborator-messages');
  if (files.length === 0) return null;
  return (
    <ul className={classes.draftFiles} aria-label={t('attached')}>
      {files.map((each) => {
        const { name } = each.file;
        const percent = Math.round(each.share * 100);
        return (
          <li key={each.id} className={classes.draftFile}>
            <span className={classes.fileName} title={name}>
              {name}
            </span>
            {each.failed && (
              <>
                <span role="alert">{t('failed', { name })}</span>
                <Button size="compact-xs" variant="subtle" onClick={() => tryAgain(caseId, each)}>
                  {t('again')}
                </Button>
              </>
            )}
            {!each.failed && !each.done && (
              <Progress
                className={classes.progress}
                value={percent}
                aria-label={t('uploading', { name, percent: String(percent) })}
              />
            )}
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={t('remove_attachment', { name })}
              onClick={() => removeFile(caseId, each)}
            >
              <IconX size={14} />
            </ActionIcon>
          </li>
        );
      })}
    </ul>
  );
}
