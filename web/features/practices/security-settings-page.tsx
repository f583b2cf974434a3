import { NumberInput, Switch } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../../app/place.tsx';
import { useMe } from '../../app/session.ts';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useActing, useReading } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Fields } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { LoadingForm } from '../../design/loading-rows.tsx';
import { Notice } from '../../design/notice.tsx';
import { notifyDone } from '../../design/notify.ts';
import page from '../../design/page.module.css';
import { PageHeader } from '../../design/page-header.tsx';
import { Section } from '../../design/section.tsx';
import { WorkstationsSection } from './workstations-section.tsx';

type Settings = ReplyTo<'viewSecuritySettings'>;

/** Second factor and shared workstations of a practice. */
export function SecuritySettingsPage() {
  const { t } = useTranslation(['practices', 'shell']);
  const { organisationId: practiceId } = usePlace();
  const settings = useReading('viewSecuritySettings', { params: { practiceId } });
  const edits = settings.data?.may.includes('security_settings.edit') ?? false;
  return (
    <>
      <PageHeader title={t('shell:settings_pages.security')} description={t('security.text')} />
      <ErrorNotice error={settings.error} onRetry={() => void settings.refetch()} mb="md" />
      <Section title={t('security.rules')}>
        {settings.isPending && <LoadingForm fields={2} />}
        {settings.data &&
          (edits ? <SettingsForm settings={settings.data} /> : <SettingsFacts settings={settings.data} />)}
      </Section>
      <WorkstationsSection practiceId={practiceId} edits={edits} />
    </>
  );
}

function SettingsForm({ settings }: { settings: Settings }) {
  const { t } = useTranslation(['practices', 'words']);
  const me = useMe();
  const { organisationId: practiceId } = usePlace();
  const { secondFactorRequired, workstationIdleMinutes } = settings;
  const form = useForm({ initialValues: { secondFactorRequired, workstationIdleMinutes } });
  const edit = useActing('editSecuritySettings', {
    stale: ['viewSecuritySettings', 'viewMe'],
    onDone: () => {
      form.resetDirty();
      notifyDone(t('words:saved'));
    },
  });
  const minutes = Number(form.values.workstationIdleMinutes);
  const wrong = !(minutes >= 1 && minutes <= 120);
  return (
    <form noValidate onSubmit={form.onSubmit((body) => edit.mutate({ params: { practiceId }, body }))}>
      <Fields>
        <Switch
          label={t('security.factor_required')}
          description={t('security.factor_text')}
          {...form.getInputProps('secondFactorRequired', { type: 'checkbox' })}
        />
        {form.values.secondFactorRequired && !secondFactorRequired && !me.secondFactor && (
          <Notice tone="attention">{t('security.factor_yourself')}</Notice>
        )}
        <NumberInput
          label={t('security.idle')}
          description={t('security.idle_text')}
          min={1}
          max={120}
          allowDecimal={false}
          clampBehavior="blur"
          suffix={` ${t('security.minutes')}`}
          maw="24rem"
          {...form.getInputProps('workstationIdleMinutes')}
        />
        <ErrorNotice error={edit.error} />
      </Fields>
      <FormActions submit={t('words:save')} busy={edit.isPending} disabled={!form.isDirty() || wrong} />
    </form>
  );
}

function SettingsFacts({ settings }: { settings: Settings }) {
  const { t } = useTranslation('practices');
  return (
    <dl className={page.facts}>
      <dt>{t('security.factor')}</dt>
      <dd>{t(settings.secondFactorRequired ? 'security.factor_on' : 'security.factor_off')}</dd>
      <dt>{t('security.idle')}</dt>
      <dd>{t('security.idle_value', { count: settings.workstationIdleMinutes })}</dd>
    </dl>
  );
}
