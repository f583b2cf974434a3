import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '#contract/shapes.ts';
import { forgetEverything } from '../../app/session.ts';
import { call } from '../../client/call.ts';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Fields } from '../../design/fields.tsx';
import { LoadingForm } from '../../design/loading-rows.tsx';
import { countryHere, timeZoneHere } from '../../design/regions.ts';
import { useChecks, usePasswordError } from '../../design/use-checks.ts';
import { OutsidePage } from './outside-page.tsx';
import { SetUpAdministrator, SetUpPractice } from './set-up-fields.tsx';

/** First set-up: the instance administrator, the first group and its first practice. */
export function SetUpPage() {
  const { t } = useTranslation('identity');
  const { token } = useParams({ from: '/set-up/$token' });
  const link = useQuery({
    queryKey: ['lookUpSetUp', token],
    queryFn: async () => (await call('lookUpSetUp', { body: { token } })) ?? null,
  });
  if (link.isPending) {
    return (
      <OutsidePage title={t('set_up.title')} wide>
        <LoadingForm />
      </OutsidePage>
    );
  }
  if (link.isError) {
    return (
      <OutsidePage title={t('set_up.title')} wide>
        <ErrorNotice error={link.error} mb="lg" />
        <Button component={Link} to="/sign-in" fullWidth>
          {t('back_to_sign_in')}
        </Button>
      </OutsidePage>
    );
  }
  return <SetUpForm token={token} />;
}

export type SetUpValues = ReturnType<typeof startValues>;

function startValues(language: string) {
  return {
    email: '',
    password: '',
    firstName: '',
    lastName: '',
    groupName: '',
    name: '',
    streetAddress: '',
    postalCode: '',
    city: '',
    country: countryHere(),
    phone: '',
    practiceEmail: '',
    timeZone: timeZoneHere(),
    language: language as Language,
  };
}

function SetUpForm({ token }: { token: string }) {
  const { t, i18n } = useTranslation(['identity', 'words']);
  const [step, setStep] = useState<'administrator' | 'practice'>('administrator');
  const checks = useChecks();
  const passwordError = usePasswordError();
  const client = useQueryClient();
  const navigate = useNavigate();
  const form = useForm<SetUpValues>({
    initialValues: startValues(i18n.language),
    validate: {
      email: checks.email,
      password: checks.newPassword,
      firstName: checks.required,
      lastName: checks.required,
      groupName: (value) => (step === 'practice' ? checks.required(value) : null),
      name: (value) => (step === 'practice' ? checks.required(value) : null),
      country: (value) => (step === 'practice' ? checks.required(value) : null),
    },
  });
  const setUp = useActing('setUp', {
    onDone: ({ practiceId }) => {
      forgetEverything(client);
      void navigate({ to: '/practices/$practiceId/settings/users', params: { practiceId } });
    },
  });
  function submit(values: SetUpValues) {
    if (step === 'administrator') setStep('practice');
    else setUp.mutate({ body: bodyOf(token, values, i18n.language as Language) }, { onError: backToPassword });
  }
  function backToPassword(error: unknown) {
    const tooCommon = passwordError(error);
    if (!tooCommon) return;
    setStep('administrator');
    form.setFieldError('password', tooCommon);
    setUp.reset();
  }
  const first = step === 'administrator';
  return (
    <OutsidePage
      title={first ? t('set_up.title') : t('set_up.practice_title')}
      description={first ? t('set_up.text') : t('set_up.practice_text')}
      wide
      key={step}
    >
      <form noValidate onSubmit={form.onSubmit(submit)}>
        <Fields>
          {first ? <SetUpAdministrator form={form} /> : <SetUpPractice form={form} />}
          <ErrorNotice error={setUp.error} />
          <Button type="submit" size="md" loading={setUp.isPending}>
            {first ? t('words:continue') : t('set_up.submit')}
          </Button>
          {!first && (
            <Button variant="subtle" onClick={() => setStep('administrator')}>
              {t('words:back')}
            </Button>
          )}
        </Fields>
      </form>
    </OutsidePage>
  );
}

function bodyOf(token: string, values: SetUpValues, spoken: Language) {
  const { email, password, firstName, lastName, groupName, practiceEmail, timeZone, ...practice } = values;
  return {
    token,
    administrator: { email, password, firstName, lastName, language: spoken, timeZone },
    groupName,
    practice: { ...practice, email: practiceEmail, timeZone },
  };
}
