import { Button, Group } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useActing } from '../../client/use-calls.ts';
import { useDates } from '../../design/dates.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Notice } from '../../design/notice.tsx';
import { OutsidePage } from './outside-page.tsx';

/** Answering a change of address, by the link sent to the new or the old one. */
export function EmailChangePage() {
  const { t } = useTranslation('identity');
  const { token } = useParams({ from: '/email-change/$token' });
  const { dateTime } = useDates();
  const answer = useActing('answerEmailChange', { stale: ['viewMe'] });
  const send = (value: 'confirm' | 'object') => answer.mutate({ body: { token, answer: value } });
  const done = answer.data;
  return (
    <OutsidePage title={t('email_change.title')} description={done ? undefined : t('email_change.text')}>
      {done ? (
        <>
          <Notice tone={done.state === 'objected' ? 'attention' : 'good'} mb="lg">
            {t(`email_change.state.${done.state}`, { date: done.effectiveAt ? dateTime(done.effectiveAt) : '' })}
          </Notice>
          <Button component={Link} to="/" fullWidth>
            {t('email_change.go_on')}
          </Button>
        </>
      ) : (
        <>
          <ErrorNotice error={answer.error} mb="lg" />
          <Group grow>
            <Button variant="default" onClick={() => send('object')} disabled={answer.isPending}>
              {t('email_change.object')}
            </Button>
            <Button onClick={() => send('confirm')} loading={answer.isPending}>
              {t('email_change.confirm')}
            </Button>
          </Group>
        </>
      )}
    </OutsidePage>
  );
}
