import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../../app/place.tsx';
import { useReading } from '../../client/use-calls.ts';
import { SearchSelectField } from '../../design/choice-fields.tsx';
import { EmptyState } from '../../design/empty-state.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { IconUsersGroup } from '../../design/icons.ts';
import { LoadingForm } from '../../design/loading-rows.tsx';
import { Notice } from '../../design/notice.tsx';
import { PageHeader } from '../../design/page-header.tsx';
import { Section } from '../../design/section.tsx';
import { ProviderCollaborators } from './provider-collaborators.tsx';

/** Settings → Collaborators: an Admin acts for a provider of the practice. */
export function PracticeCollaboratorsPage() {
  const { t } = useTranslation('collaborators');
  const { organisationId: practiceId, name } = usePlace();
  const providers = useReading('listCollaboratorProviders', { params: { practiceId } });
  const [chosen, setChosen] = useState<string>();
  const list = providers.data?.providers ?? [];
  const open = list.find(({ practitionerId }) => practitionerId === chosen) ?? list[0];
  return (
    <>
      <PageHeader title={t('title')} description={t('text_for', { name })} />
      <ErrorNotice error={providers.error} onRetry={() => void providers.refetch()} mb="md" />
      {providers.isPending && <LoadingForm fields={3} />}
      {providers.data && !open && (
        <Section title={t('title')}>
          <EmptyState icon={<IconUsersGroup size={28} />} title={t('no_providers')}>
            {t('no_providers_text')}
          </EmptyState>
        </Section>
      )}
      {open && (
        <>
          <SearchSelectField
            label={t('provider')}
            maw="24rem"
            mb="lg"
            value={open.practitionerId}
            onChange={(value) => setChosen(value ?? undefined)}
            data={list.map((each) => ({
              value: each.practitionerId,
              label: each.collaborators > 0 ? `${each.name} (${each.collaborators})` : each.name,
            }))}
          />
          {!open.you && (
            <Notice tone="neutral" mb="lg">
              {t('for_provider', { name: open.name })}
            </Notice>
          )}
          <ProviderCollaborators
            key={open.practitionerId}
            params={{ practiceId, practitionerId: open.practitionerId }}
          />
        </>
      )}
    </>
  );
}
