import { Button, Center, Group, SegmentedControl, Text, UnstyledButton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/call.ts';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useDates } from '../../design/dates.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { IconMail } from '../../design/icons.ts';
import { LoadingRows } from '../../design/loading-rows.tsx';
import { Notice } from '../../design/notice.tsx';
import page from '../../design/page.module.css';
import { PageHeader } from '../../design/page-header.tsx';
import { Row, Rows } from '../../design/rows.tsx';
import { StateBadge, type Tone } from '../../design/state-badge.tsx';
import classes from './instance.module.css';
import { LetterDialog } from './letter-dialog.tsx';

export type Letter = ReplyTo<'listLetters'>['letters'][number];

const states = ['all', 'waiting', 'sent', 'failed', 'kept'] as const;
export const letterTones: Record<Letter['state'], Tone> = {
  waiting: 'waiting',
  sent: 'good',
  failed: 'bad',
  kept: 'neutral',
};

/** The mail that leaves, or is kept where no mail server is set up. */
export function OutboxPage() {
  const { t } = useTranslation(['instance', 'shell']);
  const [state, setState] = useState<(typeof states)[number]>('all');
  const [open, setOpen] = useState<Letter>();
  const query = state === 'all' ? {} : { state };
  const list = useInfiniteQuery({
    queryKey: ['listLetters', { query }],
    queryFn: ({ pageParam }) => call('listLetters', { query: { ...query, before: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: (before) => before,
    staleTime: 5000,
  });
  const letters = list.data?.pages.flatMap((each) => each.letters) ?? [];
  return (
    <>
      <PageHeader title={t('shell:instance_pages.outbox')} description={t('outbox.text')} />
      {list.data?.pages[0]?.mailConfigured === false && (
        <Notice tone="attention" mb="md">
          {t('outbox.not_configured')}
        </Notice>
      )}
      <div className={classes.tools}>
        <SegmentedControl
          aria-label={t('outbox.state')}
          data={states.map((value) => ({ value, label: t(`outbox.states.${value}`) }))}
          value={state}
          onChange={setState}
        />
      </div>
      <ErrorNotice error={list.error} onRetry={() => void list.refetch()} mb="md" />
      <div className={page.column}>
        {list.isPending && <LoadingRows rows={6} />}
        {list.data && letters.length === 0 && (
          <EmptyState icon={<IconMail size={28} />} title={t(state === 'all' ? 'outbox.empty' : 'outbox.none')}>
            {state === 'all' && t('outbox.empty_text')}
          </EmptyState>
        )}
        <Rows label={t('shell:instance_pages.outbox')}>
          {letters.map((letter) => (
            <LetterRow key={letter.id} letter={letter} onOpen={() => setOpen(letter)} />
          ))}
        </Rows>
      </div>
      {list.hasNextPage && (
        <Center mt="lg">
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('outbox.more')}
          </Button>
        </Center>
      )}
      {open && <LetterDialog letter={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function LetterRow({ letter, onOpen }: { letter: Letter; onOpen: () => void }) {
  const { t } = useTranslation('instance');
  const { relative, dateTime } = useDates();
  const { to, subject, state, attempts, lastError, createdAt, sentAt } = letter;
  const when = sentAt
    ? t('outbox.sent_at', { when: relative(sentAt) })
    : t('outbox.created_at', { when: relative(createdAt) });
  const tries = attempts > 1 || state === 'failed' ? t('outbox.attempts', { count: attempts }) : null;
  return (
    <Row start={<IconMail size={24} stroke={1.5} aria-hidden="true" />}>
      <UnstyledButton className={classes.open} onClick={onOpen}>
        <Group gap="4px 8px">
          <Text fw={600}>{subject}</Text>
          <StateBadge tone={letterTones[state]}>{t(`outbox.states.${state}`)}</StateBadge>
        </Group>
        <Text size="sm" c="dimmed" title={dateTime(sentAt ?? createdAt)}>
          {[t('outbox.to', { to }), when, tries].filter(Boolean).join(' · ')}
        </Text>
      </UnstyledButton>
      {lastError && (
        <Text size="sm" c="var(--mantine-color-error)">
          {lastError}
        </Text>
      )}
    </Row>
  );
}
