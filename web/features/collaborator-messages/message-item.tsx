import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDates } from '../../design/dates.ts';
import { AttachmentList } from './attachment-list.tsx';
import { EditMessage } from './edit-message.tsx';
import { EventLine } from './event-line.tsx';
import classes from './messages.module.css';
import { TranslateMenu } from './translation/translate-menu.tsx';
import type { Offers } from './translation/use-offers.ts';
import { useTranslated } from './translation/use-translated.ts';
import type { Message } from './use-thread.ts';

type Props = {
  caseId: string;
  message: Message;
  offers: Offers;
  /** How many are unread from here on, where they begin here. */
  divider: number | null;
};

/** One entry of the thread: what somebody wrote, or a line about what happened. */
export function MessageItem({ caseId, message, offers, divider }: Props) {
  const { t } = useTranslation('collaborator-messages');
  return (
    <>
      {divider !== null && (
        <li className={classes.divider}>
          <span>{t('unread', { count: divider })}</span>
        </li>
      )}
      {message.event === null ? (
        <Written caseId={caseId} message={message} offers={offers} />
      ) : (
        <EventLine message={message} />
      )}
    </>
  );
}

function Written({ caseId, message, offers }: Omit<Props, 'divider'>) {
  const { t } = useTranslation('collaborator-messages');
  const { dateTime } = useDates();
  const [editing, setEditing] = useState(false);
  const translated = useTranslated(caseId, message, offers);
  const editable = message.editableUntil !== null && new Date(message.editableUntil).getTime() > Date.now();
  return (
    <li className={classes.message} data-own={message.yours || undefined}>
      <div className={classes.head}>
        <b>{message.yours ? t('you') : message.by}</b>
        <span>
          {t(`side.${message.side}`)}
          {message.service && ` · ${t('for_service', { service: message.service })}`}
        </span>
        <time dateTime={message.at}>{dateTime(message.at)}</time>
        {message.editedAt && <span title={dateTime(message.editedAt)}>{t('edited')}</span>}
      </div>
      {editing ? (
        <EditMessage caseId={caseId} message={message} onClose={() => setEditing(false)} />
      ) : (
        <p className={classes.text} lang={translated.shown?.to}>
          {translated.shown?.text ?? message.text}
        </p>
      )}
      <AttachmentList caseId={caseId} attachments={message.attachments} />
      {translated.error && (
        <Text size="sm" c="red" role="alert">
          {translated.error}
        </Text>
      )}
      <div className={classes.acts}>
        {message.text !== '' && !editing && <TranslateMenu offers={offers} translated={translated} />}
        {editable && !editing && (
          <button type="button" className={classes.act} onClick={() => setEditing(true)}>
            {t('edit')}
          </button>
        )}
      </div>
    </li>
  );
}
