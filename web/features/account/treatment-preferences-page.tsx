import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../app/session.ts';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useActing, useReading } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { LoadingForm } from '../../design/loading-rows.tsx';
import { notifyDone } from '../../design/notify.ts';
import { PageHeader } from '../../design/page-header.tsx';
import { TreatmentApproachForm } from '../orders/treatment-approach-form.tsx';
import { SubmittersSection } from './submitters-section.tsx';

/** What fills a provider's new orders, and who may submit for them. */
export function TreatmentPreferencesPage() {
  const { t } = useTranslation('account');
  const me = useMe();
  const preferences = useReading('viewTreatmentPreferences', {});
  const practices = me.contexts.filter(({ kind, may }) => kind === 'practice' && may.includes('submit_for_me.give'));
  return (
    <>
      <PageHeader title={t('pages.treatment')} description={t('treatment.text')} />
      <ErrorNotice error={preferences.error} onRetry={() => void preferences.refetch()} mb="md" />
      {practices.map(({ organisationId, name }) => (
        <SubmittersSection key={organisationId} practiceId={organisationId} name={name} />
      ))}
      {preferences.isPending && <LoadingForm fields={6} />}
      {preferences.data && <PreferencesForm approach={preferences.data.approach} />}
    </>
  );
}

function PreferencesForm({ approach }: { approach: ReplyTo<'viewTreatmentPreferences'>['approach'] }) {
  const { t } = useTranslation(['account', 'words']);
  const me = useMe();
  const [value, setValue] = useState(approach);
  const save = useActing('saveTreatmentPreferences', {
    stale: ['viewTreatmentPreferences'],
    onDone: () => notifyDone(t('words:saved')),
  });
  return (
    <>
      <TreatmentApproachForm value={value} onChange={setValue} notation={me.account.toothNotation} />
      <ErrorNotice error={save.error} mt="md" />
      <Button mt="lg" loading={save.isPending} onClick={() => save.mutate({ body: { approach: value } })}>
        {t('words:save')}
      </Button>
    </>
  );
}
