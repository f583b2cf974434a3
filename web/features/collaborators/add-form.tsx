import { Button, SegmentedControl, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '#contract/shapes.ts';
import { languageNames, languages } from '../../app/languages.ts';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useActing, useReading } from '../../client/use-calls.ts';
import { SelectField } from '../../design/choice-fields.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { EmailField, TextField } from '../../design/fields.tsx';
import { Notice } from '../../design/notice.tsx';
import { notifyDone } from '../../design/notify.ts';
import page from '../../design/page.module.css';
import { Section } from '../../design/section.tsx';
import { useChecks } from '../../design/use-checks.ts';
import classes from './collaborators.module.css';
import type { ProviderParams } from './consent-gate.tsx';
import { nameOf } from './name-of.ts';
import { type Terms, TermsFields } from './terms-fields.tsx';

type Props = { params: ProviderParams; list: ReplyTo<'listCollaborators'> };

const wholeAddress = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;

/** Address, name and permissions of one more collaborator; disabled until both boxes are ticked. */
export function AddForm({ params, list }: Props) {
  const { t } = useTranslation('collaborators');
  // After each collaborator the form begins anew.
  const [times, setTimes] = useState(0);
  return (
    <Section title={t('add.title')} description={list.consentCurrent ? undefined : t('gate.tick_both')}>
      <OneMore key={times} params={params} list={list} onAdded={() => setTimes(times + 1)} />
    </Section>
  );
}

function OneMore({ params, list, onAdded }: Props & { onAdded: () => void }) {
  const { t, i18n } = useTranslation(['collaborators', 'words']);
  const checks = useChecks();
  const [kind, setKind] = useState<'person' | 'planning_service'>('person');
  const [terms, setTerms] = useState<Terms>({
    grants: [],
    practices: list.mayAllPractices ? null : list.practices.map(({ id }) => id),
    futureCases: false,
  });
  const form = useForm({
    initialValues: { email: '', firstName: '', lastName: '', language: i18n.language as Language, serviceId: '' },
    validate: {
      email: (value) => (kind === 'person' ? checks.email(value) : null),
      firstName: (value) => (kind === 'person' ? checks.required(value) : null),
      lastName: (value) => (kind === 'person' ? checks.required(value) : null),
      serviceId: (value) => (kind === 'planning_service' ? checks.required(value) : null),
    },
  });
  const fillName = useNameOf(params, (name) => {
    if (form.values.firstName || form.values.lastName) return;
    form.setValues({ firstName: name.firstName, lastName: name.lastName });
  });
  const add = useActing('addCollaborator', {
    stale: ['listCollaborators', 'listCollaboratorProviders'],
    onDone: (added) => {
      notifyDone(
        t(list.mailConfigured || added.serviceId ? 'add.added' : 'add.added_no_mail', { name: nameOf(added) }),
      );
      onAdded();
    },
  });
  function submit({ email, firstName, lastName, language, serviceId }: typeof form.values) {
    const who =
      kind === 'person'
        ? { kind: 'person' as const, email, firstName, lastName, language }
        : { kind: 'planning_service' as const, serviceId };
    add.mutate({ params, body: { who, ...terms } });
  }
  return (
    <form noValidate onSubmit={form.onSubmit(submit)}>
      <fieldset className={classes.fields} disabled={!list.consentCurrent}>
        <SegmentedControl
          aria-label={t('add.kind')}
          value={kind}
          onChange={(value) => setKind(value as 'person')}
          disabled={!list.consentCurrent}
          data={[
            { value: 'person', label: t('add.person') },
            { value: 'planning_service', label: t('add.planning_service') },
          ]}
          style={{ justifySelf: 'start' }}
        />
        {kind === 'person' ? (
          <>
            <EmailField
              label={t('add.email')}
              description={t('add.email_text')}
              autoComplete="off"
              {...form.getInputProps('email')}
              onBlur={() => wholeAddress.test(form.values.email.trim()) && fillName(form.values.email.trim())}
            />
            <div className={page.two}>
              <TextField label={t('add.first_name')} maxLength={80} {...form.getInputProps('firstName')} />
              <TextField label={t('add.last_name')} maxLength={80} {...form.getInputProps('lastName')} />
            </div>
            <SelectField
              label={t('add.language')}
              maw="20rem"
              data={languages.map((value) => ({ value, label: languageNames[value] }))}
              {...form.getInputProps('language')}
            />
          </>
        ) : (
          <ServiceField params={params} {...form.getInputProps('serviceId')} />
        )}
        <TermsFields
          value={terms}
          onChange={setTerms}
          practices={list.practices}
          mayAllPractices={list.mayAllPractices}
        />
        {!list.mailConfigured && kind === 'person' && <Notice tone="neutral">{t('add.no_mail')}</Notice>}
        <ErrorNotice error={add.error} />
        <Button
          type="submit"
          size="md"
          loading={add.isPending}
          disabled={!list.consentCurrent || terms.practices?.length === 0}
          style={{ justifySelf: 'start' }}
        >
          {t('add.submit')}
        </Button>
      </fieldset>
    </form>
  );
}

/** Asks for the name behind a whole address; mostly there is none to tell. */
function useNameOf(params: ProviderParams, onName: (name: { firstName: string; lastName: string }) => void) {
  const look = useActing('lookUpCollaborator', { onDone: ({ name }) => name && onName(name) });
  const [asked, setAsked] = useState('');
  return (email: string) => {
    if (email === asked) return;
    setAsked(email);
    look.mutate({ params, body: { email } });
  };
}

type ServiceProps = {
  params: ProviderParams;
  value?: string;
  onChange?: (value: string | null) => void;
  error?: React.ReactNode;
};

function ServiceField({ params, ...field }: ServiceProps) {
  const { t } = useTranslation('collaborators');
  const { practiceId } = params;
  const services = useReading('listPlanningServices', { params: { practiceId } });
  if (services.data?.services.length === 0) return <Text c="dimmed">{t('add.no_services')}</Text>;
  return (
    <SelectField
      label={t('add.service')}
      placeholder={t('add.choose_service')}
      maw="28rem"
      data={services.data?.services.map(({ id, name }) => ({ value: id, label: name })) ?? []}
      {...field}
      value={field.value || null}
    />
  );
}
