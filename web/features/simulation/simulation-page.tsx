import { Button, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/call.ts';
import type { ReplyTo } from '../../client/endpoints.ts';
import type { Refusal } from '../../client/refusal.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { IconClock } from '../../design/icons.ts';
import { PatientPage } from './patient-page.tsx';
import classes from './simulation.module.css';
import { Simulation } from './simulation.tsx';

export type Opened = ReplyTo<'openSimulation'>;

/** Where a patient's link leads: the planned movement, or a kind word where the link has ended. */
export function SimulationPage() {
  const { t } = useTranslation('simulation');
  const { token } = useParams({ from: '/simulation/$token' });
  const opened = useQuery<Opened, Refusal>({
    queryKey: ['openSimulation', token],
    queryFn: () => call('openSimulation', { body: { token } }),
    // Every opening is counted.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  useEffect(() => {
    document.title = `${t('page.title')} · ${opened.data?.practice ?? 'Midline'}`;
  }, [t, opened.data]);
  if (opened.isPending) {
    return (
      <PatientPage>
        <div className={classes.message} role="status">
          <Text c="dimmed">{t('page.loading')}</Text>
        </div>
      </PatientPage>
    );
  }
  if (opened.isError) return <NotOpened error={opened.error} onRetry={() => void opened.refetch()} />;
  return <Simulation opened={opened.data} onOver={() => void opened.refetch()} />;
}

function NotOpened({ error, onRetry }: { error: Refusal; onRetry: () => void }) {
  const { t } = useTranslation(['simulation', 'words']);
  const over = error.code === 'link_invalid' || error.code === 'invalid';
  return (
    <PatientPage>
      <div className={classes.message}>
        <span className={classes.sign}>
          <IconClock size={30} aria-hidden />
        </span>
        <Title order={1} size="h2">
          {t(over ? 'page.over_title' : 'page.failed_title')}
        </Title>
        {over ? <Text mt="sm">{t('page.over_text')}</Text> : <ErrorNotice error={error} mt="md" />}
        {!over && (
          <Button mt="md" onClick={onRetry}>
            {t('words:try_again')}
          </Button>
        )}
      </div>
    </PatientPage>
  );
}
