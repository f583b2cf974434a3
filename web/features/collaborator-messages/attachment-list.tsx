import { useTranslation } from 'react-i18next';
import type { MessageAttachment } from '#contract/collaborator-messages.ts';
import { addressOf } from '../../client/call.ts';
import { IconFileText } from '../../design/icons.ts';
import classes from './messages.module.css';

type Props = { caseId: string; attachments: readonly MessageAttachment[] };

/** What a message brought along: pictures where they stand, anything else to be saved. */
export function AttachmentList({ caseId, attachments }: Props) {
  const { t, i18n } = useTranslation('collaborator-messages');
  if (attachments.length === 0) return null;
  const size = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  return (
    <ul className={classes.attachments} aria-label={t('attached')}>
      {attachments.map(({ id, fileName, bytes, picture }) => {
        const href = addressOf('viewMessageAttachment', { params: { caseId, attachmentId: id } });
        return (
          <li key={id}>
            {picture ? (
              <a href={href} target="_blank" rel="noreferrer" aria-label={t('open_picture', { name: fileName })}>
                <img className={classes.picture} src={href} alt={fileName} loading="lazy" />
              </a>
            ) : (
              <a
                className={classes.file}
                href={href}
                download={fileName}
                aria-label={t('open_file', { name: fileName })}
              >
                <IconFileText size={18} aria-hidden />
                <span className={classes.fileName}>{fileName}</span>
                <span className={classes.size}>{size.format(Math.max(bytes / 1_000_000, 0.1))} MB</span>
              </a>
            )}
          </li>
        );
      })}
    </ul>
  );
}
