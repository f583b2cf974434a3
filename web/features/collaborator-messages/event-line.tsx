import { useTranslation } from 'react-i18next';
import type { ThreadEvent } from '#contract/collaborator-messages.ts';
import { useDates } from '../../design/dates.ts';
import classes from './messages.module.css';
import type { Message } from './use-thread.ts';

/** What happened to the case, in the reader's language. */
export function EventLine({ message }: { message: Message }) {
  const { t } = useTranslation('collaborator-messages');
  const { dateTime } = useDates();
  const { name = '', version = '', to = '' } = message.facts;
  // Whoever prepares a case is given it by nobody else.
  const own = message.event === 'give' && [message.by, message.service].includes(String(name));
  const event = own ? 'give_self' : (message.event as ThreadEvent);
  const by = message.service ? `${message.by} (${message.service})` : message.by;
  return (
    <li className={classes.line}>
      <span>
        {t(`events.${event}`, {
          by,
          name: String(name),
          version: String(version),
          to: String(to),
          // Written by a later version of the server than this page is of.
          defaultValue: t('events.other', { by }),
        })}
        {message.text !== '' && <> {t('reason', { reason: message.text })}</>}
      </span>
      <time dateTime={message.at}>{dateTime(message.at)}</time>
    </li>
  );
}
