import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useActing, useReading } from '../../client/use-calls.ts';
import { useDates } from '../../design/dates.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { IconDeviceDesktop, IconDeviceMobile } from '../../design/icons.ts';
import { LoadingRows } from '../../design/loading-rows.tsx';
import classes from '../../design/page.module.css';
import { PageHeader } from '../../design/page-header.tsx';
import { Row, Rows } from '../../design/rows.tsx';
import { StateBadge } from '../../design/state-badge.tsx';

/** Where one is signed in, and signing out there. */
export function SessionsPage() {
  const { t } = useTranslation('account');
  const { relative, dateTime } = useDates();
  const list = useReading('listSessions');
  const end = useActing('endSession', { stale: ['listSessions'] });
  const endOthers = useActing('endOtherSessions', { stale: ['listSessions'] });
  const sessions = list.data?.sessions ?? [];
  return (
    <>
      <PageHeader
        title={t('pages.sessions')}
        description={t('sessions.text')}
        actions={
          sessions.length > 1 && (
            <Button variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate({})}>
              {t('sessions.end_others')}
            </Button>
          )
        }
      />
      <ErrorNotice error={end.error ?? endOthers.error} mb="md" />
      <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
      <div className={classes.column}>
        {list.isPending && <LoadingRows />}
        <Rows label={t('pages.sessions')}>
          {sessions.map((session) => (
            <Row
              key={session.id}
              start={
                /iOS|Android|iPhone|iPad/.test(session.device) ? (
                  <IconDeviceMobile size={26} stroke={1.5} aria-hidden="true" />
                ) : (
                  <IconDeviceDesktop size={26} stroke={1.5} aria-hidden="true" />
                )
              }
              aside={
                session.current ? (
                  <StateBadge tone="good">{t('sessions.here')}</StateBadge>
                ) : (
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={t('sessions.end_one', { device: session.device })}
                    loading={end.isPending && end.variables.params.sessionId === session.id}
                    onClick={() => end.mutate({ params: { sessionId: session.id } })}
                  >
                    {t('sessions.end')}
                  </Button>
                )
              }
            >
              <Text fw={600}>{session.device}</Text>
              <Text size="sm" c="dimmed" title={dateTime(session.lastSeenAt)}>
                {[session.workstation, session.from, t('sessions.seen', { when: relative(session.lastSeenAt) })]
                  .filter(Boolean)
                  .join(' · ')}
              </Text>
            </Row>
          ))}
        </Rows>
      </div>
    </>
  );
}
