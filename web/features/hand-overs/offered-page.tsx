import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useActing, useReading } from '../../client/use-calls.ts';
import { useDates } from '../../design/dates.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { IconUserCheck } from '../../design/icons.ts';
import { LoadingRows } from '../../design/loading-rows.tsx';
import { notifyDone } from '../../design/notify.ts';
import { PageHeader } from '../../design/page-header.tsx';
import { Row, Rows } from '../../design/rows.tsx';
import { Section } from '../../design/section.tsx';
import classes from './hand-overs.module.css';

/** Cases that an Admin would like to hand over to me. */
export function OfferedPage() {
  const { t } = useTranslation('hand-overs');
  const { date, calendarDate } = useDates();
  const list = useReading('listMyHandOvers', {});
  const answer = useActing('answerHandOvers', {
    stale: ['listMyHandOvers', 'listCases', 'countCases', 'viewCase'],
    onDone: ({ answered }, input) =>
      notifyDone(input.body.accept ? t('page.accepted', { count: answered }) : t('page.declined')),
  });
  const offers = list.data?.handOvers ?? [];
  const say = (handOverIds: string[], accept: boolean) => answer.mutate({ body: { handOverIds, accept } });
  return (
    <div className={classes.page}>
      <PageHeader title={t('page.title')} description={t('page.text')} />
      <ErrorNotice error={list.error ?? answer.error} onRetry={() => void list.refetch()} mb="md" />
      <Section
        title={offers.length > 0 ? t('banner', { count: offers.length }) : t('page.none')}
        actions={
          offers.length > 1 && (
            <Button
              variant="light"
              loading={answer.isPending}
              onClick={() =>
                say(
                  offers.map(({ id }) => id),
                  true,
                )
              }
            >
              {t('page.accept_all')}
            </Button>
          )
        }
      >
        {list.isPending && <LoadingRows rows={2} />}
        {list.data && offers.length === 0 && (
          <EmptyState icon={<IconUserCheck size={28} />} title={t('page.none')}>
            {t('page.none_text')}
          </EmptyState>
        )}
        <Rows label={t('page.title')}>
          {offers.map((offer) => (
            <Row key={offer.id}>
              <div className={classes.offer}>
                <div>
                  <Text fw={600}>
                    {t('page.case', { number: String(offer.number) })}
                    {offer.patient && ` · ${offer.patient}`}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {offer.practice} ·{' '}
                    {offer.until ? t('page.until', { day: calendarDate(offer.until) }) : t('page.good')}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {t('page.by', { by: offer.offeredBy, at: date(offer.offeredAt) })}
                  </Text>
                </div>
                <Group gap="xs">
                  <Button variant="default" disabled={answer.isPending} onClick={() => say([offer.id], false)}>
                    {t('page.decline')}
                  </Button>
                  <Button disabled={answer.isPending} onClick={() => say([offer.id], true)}>
                    {t('page.accept')}
                  </Button>
                </Group>
              </div>
            </Row>
          ))}
        </Rows>
      </Section>
    </div>
  );
}
