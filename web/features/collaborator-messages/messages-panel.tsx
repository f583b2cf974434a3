import { Button, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { LoadingRows } from '../../design/loading-rows.tsx';
import { MessageItem } from './message-item.tsx';
import classes from './messages.module.css';
import { NewMessage } from './new-message.tsx';
import { useOffers } from './translation/use-offers.ts';
import { useReadingMark, useThread } from './use-thread.ts';

type Props = {
  caseId: string;
  /** Cancel leaves: a dialog closes. Without it, Cancel empties the box. */
  onLeave?: () => void;
  /** Takes the height that is there, so that the New box stays in sight beside a setup. */
  fills?: boolean;
};

/** The messages between provider side and collaborators of a case: History and a New box. */
export function MessagesPanel({ caseId, onLeave, fills }: Props) {
  const { t } = useTranslation('collaborator-messages');
  const thread = useThread(caseId);
  const { messages, newest } = thread;
  const last = messages.at(-1);
  const readUpTo = useReadingMark(caseId, newest, last?.number);
  const offers = useOffers(caseId);
  const list = useRef<HTMLOListElement>(null);
  const shownLast = useRef<number>(undefined);
  useEffect(() => {
    const element = list.current;
    if (!element || last === undefined || shownLast.current === last.number) return;
    const first = shownLast.current === undefined;
    const nearEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 160;
    shownLast.current = last.number;
    // Whoever reads further up isn't torn away from there.
    if (first || nearEnd || last.yours) element.scrollTop = element.scrollHeight;
  }, [last]);

  if (thread.error && !newest) return <ErrorNotice error={thread.error} onRetry={() => void thread.refetch()} />;
  if (!newest) return <LoadingRows rows={4} />;
  const divided = messages.find(
    ({ number, yours, event }) => readUpTo !== null && number > readUpTo && !yours && event === null,
  );
  const unread = messages.filter(
    ({ number, yours, event }) => readUpTo !== null && number > readUpTo && !yours && event === null,
  ).length;
  const writes = newest.may.includes('write');
  return (
    <div className={classes.panel} data-fills={fills || undefined}>
      <h3 className={classes.heading}>{t('history')}</h3>
      <ol ref={list} className={classes.thread} aria-live="polite" aria-label={t('history')} tabIndex={-1}>
        {thread.hasNextPage && (
          <li className={classes.earlier}>
            <Button
              size="compact-sm"
              variant="subtle"
              loading={thread.isFetchingNextPage}
              onClick={() => void thread.fetchNextPage()}
            >
              {t('earlier')}
            </Button>
          </li>
        )}
        {messages.length === 0 && (
          <li>
            <Text c="dimmed">{t('empty')}</Text>
          </li>
        )}
        {messages.map((message) => (
          <MessageItem
            key={message.id}
            caseId={caseId}
            message={message}
            offers={offers}
            divider={message === divided ? unread : null}
          />
        ))}
      </ol>
      {writes ? (
        <NewMessage key={caseId} caseId={caseId} onLeave={onLeave} />
      ) : (
        <Text size="sm" c="dimmed" mt="md">
          {t('read_only')}
        </Text>
      )}
    </div>
  );
}
