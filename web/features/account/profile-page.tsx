import { useForm } from '@mantine/form';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '#contract/identity.ts';
import { languageNames, languages } from '../../app/languages.ts';
import { speak } from '../../app/phrases.ts';
import { useMe } from '../../app/session.ts';
import { useActing } from '../../client/use-calls.ts';
import { SearchSelectField, SelectField } from '../../design/choice-fields.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Fields, TextField } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { notifyDone } from '../../design/notify.ts';
import classes from '../../design/page.module.css';
import { PageHeader } from '../../design/page-header.tsx';
import { timeZones } from '../../design/regions.ts';
import { Section } from '../../design/section.tsx';
import { useChecks, useFieldErrors } from '../../design/use-checks.ts';
import { EmailSection } from './email-section.tsx';

const notations = ['fdi', 'universal', 'palmer'] as const;

/** Name, address, language, clock and tooth notation. */
export function ProfilePage() {
  const { t } = useTranslation('account');
  return (
    <>
      <PageHeader title={t('pages.profile')} description={t('profile.text')} />
      <Section title={t('profile.personal')}>
        <ProfileForm />
      </Section>
      <EmailSection />
    </>
  );
}

function valuesOf({ account }: Me) {
  const { firstName, lastName, language, timeZone, toothNotation } = account;
  return { firstName, lastName, language, timeZone, toothNotation };
}

function ProfileForm() {
  const { t } = useTranslation(['account', 'words']);
  const me = useMe();
  const checks = useChecks();
  const fieldErrors = useFieldErrors();
  const form = useForm({
    initialValues: valuesOf(me),
    validate: { firstName: checks.required, lastName: checks.required },
  });
  const edit = useActing('editProfile', {
    stale: ['viewMe', 'listMembers'],
    onDone: ({ language }) => {
      form.resetDirty();
      void speak(language);
      notifyDone(t('words:saved'));
    },
  });
  const zones = useMemo(() => timeZones(me.account.timeZone), [me.account.timeZone]);
  return (
    <form
      noValidate
      onSubmit={form.onSubmit((body) =>
        edit.mutate({ body }, { onError: (error) => form.setErrors(fieldErrors(error)) }),
      )}
    >
      <Fields>
        <div className={classes.two}>
          <TextField
            label={t('words:fields.first_name')}
            autoComplete="given-name"
            maxLength={80}
            {...form.getInputProps('firstName')}
          />
          <TextField
            label={t('words:fields.last_name')}
            autoComplete="family-name"
            maxLength={80}
            {...form.getInputProps('lastName')}
          />
          <SelectField
            label={t('words:fields.language')}
            data={languages.map((value) => ({ value, label: languageNames[value] }))}
            {...form.getInputProps('language')}
          />
          <SearchSelectField label={t('words:fields.time_zone')} data={zones} {...form.getInputProps('timeZone')} />
          <SelectField
            label={t('profile.notation')}
            data={notations.map((value) => ({ value, label: t(`profile.notations.${value}`) }))}
            {...form.getInputProps('toothNotation')}
          />
        </div>
        <ErrorNotice error={edit.error} />
      </Fields>
      <FormActions submit={t('words:save')} busy={edit.isPending} disabled={!form.isDirty()} />
    </form>
  );
}
