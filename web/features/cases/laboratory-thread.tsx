import { Button, Checkbox, Text, Textarea } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order } from '#contract/orders.ts';
import { usePlace } from '../../app/place.tsx';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useActing, useReading } from '../../client/use-calls.ts';
import { useDates } from '../../design/dates.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { IconMail } from '../../design/icons.ts';
import { LoadingRows } from '../../design/loading-rows.tsx';
import { Section } from '../../design/section.tsx';
import { StateBadge } from '../../design/state-badge.tsx';
import classes from './cases.module.css';

type Props = { subject: ReplyTo<'viewCase'>; order: Order };

/** The messages between provider side and laboratory. */
export function LaboratoryThread({ subject, order }: Props) {
  const { t } = useTranslation('cases');
  const place = usePlace();
  const laboratoryId = place.kind === 'laboratory' ? place.organisationId : order.laboratory?.id;
  if (!laboratoryId || !order.submittedAt) return <EmptyState icon={<IconMail size={28} />} title={t('thread.none')} />;
  return (
    <Thread
      key={laboratoryId}
      caseId={subject.row.id}
      laboratoryId={laboratoryId}
      mayWrite={subject.may.includes('thread.write')}
    />
  );
}

function Thread({ caseId, laboratoryId, mayWrite }: { caseId: string; laboratoryId: string; mayWrite: boolean }) {
  const { t } = useTranslation('cases');
  const { dateTime } = useDates();
  const params = { caseId, laboratoryId };
  const thread = useReading('readThread', { params });
  const { mutate: markRead } = useActing('markThreadRead', { stale: ['countCases', 'listCases'] });
  const end = useRef<HTMLLIElement>(null);
  const newest = thread.data?.messages.at(-1)?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once more whenever a message came
  useEffect(() => {
    if (!newest) return;
    end.current?.scrollIntoView({ block: 'nearest' });
    markRead({ params });
  }, [newest]);
  if (thread.error) return <ErrorNotice error={thread.error} onRetry={() => void thread.refetch()} />;
  if (!thread.data) return <LoadingRows rows={3} />;
  return (
    <Section title={t('thread.title', { laboratory: thread.data.laboratory })}>
      {thread.data.messages.length === 0 && <Text c="dimmed">{t('thread.empty')}</Text>}
      <ul className={classes.thread} aria-live="polite">
        {thread.data.messages.map((message, place, all) => (
          <li
            key={message.id}
            ref={place === all.length - 1 ? end : undefined}
            className={classes.message}
            data-own={message.yours || undefined}
          >
            <div className={classes.messageHead}>
              <span>
                {message.yours ? t('thread.you') : message.by} · {t(`thread.side.${message.side}`)}
              </span>
              <time dateTime={message.at}>{dateTime(message.at)}</time>
              {message.asks && (
                <StateBadge tone={message.answeredAt ? 'good' : 'attention'}>
                  {t(message.answeredAt ? 'thread.answered' : 'thread.answer_needed')}
                </StateBadge>
              )}
            </div>
            {message.text}
          </li>
        ))}
      </ul>
      {mayWrite && <Compose params={params} />}
    </Section>
  );
}

function Compose({ params }: { params: { caseId: string; laboratoryId: string } }) {
  const { t } = useTranslation('cases');
  const [text, setText] = useState('');
  const [asks, setAsks] = useState(false);
  // The same message sent again after a lost answer is known by its id.
  const [clientId, setClientId] = useState(() => crypto.randomUUID());
  const write = useActing('writeToThread', {
    stale: ['readThread', 'viewCase', 'listCases'],
    onDone: () => {
      setText('');
      setAsks(false);
      setClientId(crypto.randomUUID());
    },
  });
  function send(event?: FormEvent) {
    event?.preventDefault();
    if (text.trim() !== '' && !write.isPending) write.mutate({ params, body: { text, asks, clientId } });
  }
  return (
    <form className={classes.compose} onSubmit={send}>
      <Textarea
        label={t('thread.write')}
        autosize
        minRows={2}
        maxLength={8000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
        }}
      />
      <ErrorNotice error={write.error} />
      <div className={classes.composeFoot}>
        <Checkbox label={t('thread.asks')} checked={asks} onChange={(event) => setAsks(event.currentTarget.checked)} />
        <Button type="submit" disabled={text.trim() === ''} loading={write.isPending}>
          {t('thread.send')}
        </Button>
      </div>
    </form>
  );
}
