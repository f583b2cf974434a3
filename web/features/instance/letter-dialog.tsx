import { SegmentedControl, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useReading } from '../../client/use-calls.ts';
import { useDates } from '../../design/dates.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import { LoadingForm } from '../../design/loading-rows.tsx';
import { Notice } from '../../design/notice.tsx';
import page from '../../design/page.module.css';
import classes from './instance.module.css';
import type { Letter } from './outbox-page.tsx';

/** One letter: its facts, and its content where it is kept here. */
export function LetterDialog({ letter, onClose }: { letter: Letter; onClose: () => void }) {
  const { t } = useTranslation(['instance', 'words']);
  const { dateTime } = useDates();
  const read = useReading('viewLetter', { params: { id: letter.id } });
  const [form, setForm] = useState<'as_sent' | 'text_only'>('as_sent');
  const { html = null, text = null } = read.data ?? {};
  const error = read.data?.lastError;
  return (
    <FormDialog title={letter.subject} size="xl" onClose={onClose}>
      <Stack gap="md">
        <dl className={page.facts}>
          <dt>{t('words:fields.email')}</dt>
          <dd>{letter.to}</dd>
          <dt>{t('outbox.state')}</dt>
          <dd>
            {t(`outbox.states.${letter.state}`)}, {dateTime(letter.sentAt ?? letter.createdAt)}
          </dd>
          {error && (
            <>
              <dt>{t('outbox.error')}</dt>
              <dd>{error}</dd>
            </>
          )}
        </dl>
        <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />
        {read.isPending && <LoadingForm fields={3} />}
        {read.data && html === null && text === null && <Notice tone="neutral">{t('outbox.closed')}</Notice>}
        {html !== null && text !== null && (
          <SegmentedControl
            aria-label={letter.subject}
            style={{ alignSelf: 'flex-start' }}
            data={(['as_sent', 'text_only'] as const).map((value) => ({ value, label: t(`outbox.${value}`) }))}
            value={form}
            onChange={setForm}
          />
        )}
        {html !== null && form === 'as_sent' && (
          <iframe
            className={classes.letter}
            title={letter.subject}
            // Nothing in it runs; its links open in a tab of their own.
            sandbox="allow-popups allow-popups-to-escape-sandbox"
            srcDoc={`<base target="_blank">${html}`}
          />
        )}
        {text !== null && (html === null || form === 'text_only') && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
          <pre className={classes.text} tabIndex={0}>
            {text}
          </pre>
        )}
      </Stack>
    </FormDialog>
  );
}
