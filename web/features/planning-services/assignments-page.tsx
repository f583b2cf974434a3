import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Assignments } from '#contract/planning-services.ts';
import { usePlace } from '../../app/place.tsx';
import { placePath } from '../../app/places.ts';
import { useActing, useReading } from '../../client/use-calls.ts';
import { SelectField } from '../../design/choice-fields.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { LoadingRows } from '../../design/loading-rows.tsx';
import { notifyDone } from '../../design/notify.ts';
import { PageHeader } from '../../design/page-header.tsx';
import { PersonAvatar } from '../../design/person-avatar.tsx';
import { Row, Rows } from '../../design/rows.tsx';
import { Section } from '../../design/section.tsx';
import classes from './planning-services.module.css';

const nobody = 'nobody';

/** Who of a planning service has how many cases, and who gets a provider's new ones. */
export function AssignmentsPage() {
  const { t } = useTranslation('planning-services');
  const place = usePlace();
  const view = useReading('viewAssignments', { params: { organisationId: place.organisationId } });
  const list = placePath(place);
  return (
    <>
      <PageHeader title={t('work.title')} description={t('work.text')} />
      <ErrorNotice error={view.error} onRetry={() => void view.refetch()} />
      {view.isPending && <LoadingRows />}
      {view.data && (
        <>
          <Section title={t('work.members')} description={t('work.members_text')}>
            <Rows label={t('work.members')}>
              <Row
                start={<span className={classes.nobody} aria-hidden="true" />}
                aside={
                  <Link to={list} search={{ unassigned: 'true' } as never} className={classes.count}>
                    {t('work.cases', { count: view.data.nobody })}
                  </Link>
                }
              >
                <Text fw={600}>{t('assign.nobody_yet')}</Text>
              </Row>
              {view.data.members.map(({ accountId, name, cases }) => (
                <Row
                  key={accountId}
                  start={<PersonAvatar name={name} />}
                  aside={
                    <Link to={list} search={{ technician: accountId } as never} className={classes.count}>
                      {t('work.cases', { count: cases })}
                    </Link>
                  }
                >
                  <Text fw={600}>{name}</Text>
                </Row>
              ))}
            </Rows>
          </Section>
          <Section title={t('work.providers')} description={t('work.providers_text')}>
            {view.data.providers.length === 0 && <Text c="dimmed">{t('work.no_providers')}</Text>}
            <Rows label={t('work.providers')}>
              {view.data.providers.map((provider) => (
                <Provider key={provider.practitionerId} provider={provider} members={view.data.members} />
              ))}
            </Rows>
          </Section>
        </>
      )}
    </>
  );
}

type ProviderProps = { provider: Assignments['providers'][number]; members: Assignments['members'] };

function Provider({ provider, members }: ProviderProps) {
  const { t } = useTranslation('planning-services');
  const { organisationId } = usePlace();
  const choose = useActing('setDefaultMember', {
    stale: ['viewAssignments'],
    onDone: () => notifyDone(t('work.saved', { name: provider.name })),
  });
  return (
    <Row
      aside={
        <SelectField
          aria-label={t('work.new_cases_of', { name: provider.name })}
          w={{ base: 150, xs: 220 }}
          size="sm"
          disabled={choose.isPending}
          data={[
            { value: nobody, label: t('assign.nobody_yet') },
            ...members.map(({ accountId, name }) => ({ value: accountId, label: name })),
          ]}
          value={provider.defaultMember?.accountId ?? nobody}
          onChange={(next) =>
            choose.mutate({
              params: { organisationId, practitionerId: provider.practitionerId },
              body: { accountId: next === nobody ? null : next },
            })
          }
        />
      }
    >
      <Text fw={600}>{provider.name}</Text>
      <Text size="sm" c="dimmed">
        {t('work.new_cases')}
      </Text>
      <ErrorNotice error={choose.error} mt="xs" />
    </Row>
  );
}
