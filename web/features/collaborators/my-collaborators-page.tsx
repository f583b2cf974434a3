import { Button } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../app/session.ts';
import { reading } from '../../client/use-calls.ts';
import { SelectField } from '../../design/choice-fields.tsx';
import { EmptyState } from '../../design/empty-state.tsx';
import { IconUsersGroup } from '../../design/icons.ts';
import { LoadingForm } from '../../design/loading-rows.tsx';
import { PageHeader } from '../../design/page-header.tsx';
import { Section } from '../../design/section.tsx';
import { FindableSection } from './findable-section.tsx';
import { ProviderCollaborators } from './provider-collaborators.tsx';

/** My Account → Collaborators: to whom I open my cases, in each group where I am a provider. */
export function MyCollaboratorsPage() {
  const { t } = useTranslation('collaborators');
  const { groups, pending } = useOwnProviders();
  const [chosen, setChosen] = useState<string>();
  const open = groups.find(({ groupId }) => groupId === chosen) ?? groups[0];
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('text')}
        actions={
          <Button variant="default" component={Link} to="/collaborations">
            {t('mine.open')}
          </Button>
        }
      />
      {pending && !open && <LoadingForm fields={3} />}
      {groups.length > 1 && (
        <SelectField
          label={t('group')}
          maw="24rem"
          mb="lg"
          value={open!.groupId}
          onChange={(value) => setChosen(value ?? undefined)}
          data={groups.map(({ groupId, groupName }) => ({ value: groupId, label: groupName }))}
        />
      )}
      {open && <ProviderCollaborators key={open.practitionerId} params={open} />}
      {!pending && !open && (
        <Section title={t('title')}>
          <EmptyState icon={<IconUsersGroup size={28} />} title={t('not_provider')}>
            {t('not_provider_text')}
          </EmptyState>
        </Section>
      )}
      <FindableSection />
    </>
  );
}

type Own = { practiceId: string; practitionerId: string; groupId: string; groupName: string };

/** As which provider the person acts, once for each group. */
function useOwnProviders(): { groups: Own[]; pending: boolean } {
  const me = useMe();
  const practices = me.contexts.filter(({ kind, may, secondFactorMissing }) => {
    return kind === 'practice' && may.includes('collaborators.manage') && !secondFactorMissing;
  });
  const asked = useQueries({
    queries: practices.map(({ organisationId }) =>
      reading('listCollaboratorProviders', { params: { practiceId: organisationId } }),
    ),
  });
  const groups: Own[] = [];
  for (const [at, { organisationId, groupId, groupName, name }] of practices.entries()) {
    const own = asked[at]?.data?.providers.find(({ you }) => you);
    if (!own || groups.some((each) => each.groupId === groupId)) continue;
    groups.push({
      practiceId: organisationId,
      practitionerId: own.practitionerId,
      groupId: groupId ?? organisationId,
      groupName: groupName ?? name,
    });
  }
  return { groups, pending: asked.some(({ isPending }) => isPending) };
}
