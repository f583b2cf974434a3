import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OfferedCollaboration } from '#contract/collaborators.ts';
import type { Language } from '#contract/shapes.ts';
import { useActing, useReading } from '../../client/use-calls.ts';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { useDates } from '../../design/dates.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { IconUsersGroup } from '../../design/icons.ts';
import { LoadingRows } from '../../design/loading-rows.tsx';
import { notifyDone } from '../../design/notify.ts';
import { PageHeader } from '../../design/page-header.tsx';
import { PersonAvatar } from '../../design/person-avatar.tsx';
import { Row, Rows } from '../../design/rows.tsx';
import { Section } from '../../design/section.tsx';
import { StateBadge } from '../../design/state-badge.tsx';
import { AnswerOffer } from './answer-offer.tsx';
import { stateTones } from './collaborator-row.tsx';
import classes from './collaborators.module.css';
import { OfferedFacts } from './offered-facts.tsx';

/** Whose cases are open to me, who asks me, and leaving. */
export function MyCollaborationsPage() {
  const { t, i18n } = useTranslation('collaborators');
  const mine = useReading('listMyCollaborations', { query: { language: i18n.language as Language } });
  const [leaving, setLeaving] = useState<OfferedCollaboration>();
  const { waiting = [], collaborations = [] } = mine.data ?? {};
  const active = collaborations.filter(({ state }) => state === 'active');
  const former = collaborations.filter(({ state }) => state !== 'active');
  return (
    <div className={classes.narrow}>
      <PageHeader title={t('mine.title')} description={t('mine.text')} />
      <ErrorNotice error={mine.error} onRetry={() => void mine.refetch()} mb="md" />
      {mine.isPending && <LoadingRows rows={3} />}
      {waiting.map((offered) => (
        <Section key={offered.id} title={t('answer.title', { provider: offered.provider })}>
          <OfferedFacts offered={offered} />
          <div style={{ marginTop: 24 }}>
            <AnswerOffer offered={offered} onChanged={() => void mine.refetch()} />
          </div>
        </Section>
      ))}
      {mine.data && waiting.length + collaborations.length === 0 && (
        <EmptyState icon={<IconUsersGroup size={28} />} title={t('mine.none')}>
          {t('mine.none_text')}
        </EmptyState>
      )}
      {active.length > 0 && <List title={t('mine.active')} list={active} onLeave={setLeaving} />}
      {former.length > 0 && <List title={t('mine.former')} list={former} />}
      {leaving && <LeaveDialog collaboration={leaving} onClose={() => setLeaving(undefined)} />}
    </div>
  );
}

type ListProps = {
  title: string;
  list: OfferedCollaboration[];
  onLeave?: (collaboration: OfferedCollaboration) => void;
};

function List({ title, list, onLeave }: ListProps) {
  const { t } = useTranslation('collaborators');
  const { date, relative } = useDates();
  return (
    <Section title={title}>
      <div className={`${classes.list} ${classes.wrap}`}>
        <Rows label={title}>
          {list.map((each) => (
            <Row
              key={each.id}
              start={<PersonAvatar name={each.provider} muted={each.state !== 'active'} />}
              aside={
                onLeave && (
                  <Button variant="default" size="sm" onClick={() => onLeave(each)}>
                    {t('mine.leave')}
                  </Button>
                )
              }
            >
              <Group gap="4px 8px">
                <Text fw={600}>{each.provider}</Text>
                <StateBadge tone={stateTones[each.state]}>{t(`list.states.${each.state}`)}</StateBadge>
              </Group>
              <Text size="sm" c="dimmed" className={classes.facts}>
                {[
                  each.group,
                  each.practices?.join(', ') ?? t('list.all_practices'),
                  each.service && t('mine.as_service', { name: each.service.name }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </Text>
              <Text size="sm" c="dimmed" className={classes.facts}>
                {each.state === 'active'
                  ? [
                      t('mine.cases', { count: each.cases }),
                      ...each.grants.map((grant) => t(`grants.${grant}`)),
                      t('list.since', { when: date(each.acceptedAt ?? each.addedAt) }),
                    ].join(' · ')
                  : t('list.over', {
                      state: t(`list.states.${each.state}`),
                      when: relative(each.overAt ?? each.addedAt),
                    })}
              </Text>
            </Row>
          ))}
        </Rows>
      </div>
    </Section>
  );
}

function LeaveDialog({ collaboration, onClose }: { collaboration: OfferedCollaboration; onClose: () => void }) {
  const { t } = useTranslation('collaborators');
  const name = collaboration.provider;
  const leave = useActing('leaveCollaboration', {
    stale: ['listMyCollaborations'],
    onDone: () => {
      notifyDone(t('mine.left', { name }));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      title={t('mine.leave_title', { name })}
      confirm={t('mine.leave')}
      danger
      busy={leave.isPending}
      error={leave.error}
      onConfirm={() => leave.mutate({ params: { collaborationId: collaboration.id } })}
      onClose={onClose}
    >
      {t('mine.leave_text', { name })}
    </ConfirmDialog>
  );
}
