import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Language } from '#contract/shapes.ts';
import { rememberNewPlace } from '../../app/places.ts';
import { forgetEverything } from '../../app/session.ts';
import { warmUp } from '../../app/warm-up.ts';
import { isRefusal } from '../../client/refusal.ts';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { EmailField, Fields, TextField } from '../../design/fields.tsx';
import classes from '../../design/page.module.css';
import { timeZoneHere } from '../../design/regions.ts';
import { useChecks, usePasswordError } from '../../design/use-checks.ts';
import { NewPasswordField } from '../identity/new-password-field.tsx';
import { OwnNameFields } from '../identity/own-name-fields.tsx';
import { DeclineByLink } from './decline-by-link.tsx';
import type { LookedUp } from './invitation-page.tsx';

type Props = { token: string; invited: LookedUp; onChanged: () => void };

/** Makes the invited person's account and joins, in one step. */
export function SignUpForm({ token, invited, onChanged }: Props) {
  const { t, i18n } = useTranslation(['invitation', 'words']);
  const checks = useChecks();
  const client = useQueryClient();
  const navigate = useNavigate();
  const form = useForm({
    initialValues: {
      firstName: invited.firstName,
      lastName: invited.lastName,
      password: '',
      registrationNumber: invited.registrationNumber,
      specialty: invited.specialty,
    },
    validate: {
      firstName: checks.required,
      lastName: checks.required,
      password: checks.newPassword,
      registrationNumber: (value) => (invited.registrationNumberAsked ? checks.required(value) : null),
    },
  });
  const signUp = useActing('signUpByInvitation', {
    onDone: ({ organisationId }) => {
      forgetEverything(client);
      rememberNewPlace(organisationId);
      void navigate({ to: '/' });
    },
  });
  const tooCommon = usePasswordError()(signUp.error);
  function submit(values: typeof form.values) {
    warmUp();
    const language = i18n.language as Language;
    signUp.mutate({ body: { token, ...values, language, timeZone: timeZoneHere() } }, { onError: explain });
  }
  function explain(error: unknown) {
    if (isRefusal(error, 'registration_number_missing', 'registration_number_invalid')) {
      form.setFieldError('registrationNumber', t(`number.${error.code as 'registration_number_missing'}`));
    } else if (isRefusal(error) && error.code.startsWith('invitation_')) onChanged();
  }
  return (
    <form noValidate onSubmit={form.onSubmit(submit)}>
      <Fields>
        <EmailField label={t('words:fields.email')} value={invited.email} readOnly autoComplete="username" />
        <OwnNameFields inputProps={form.getInputProps} />
        <NewPasswordField
          label={t('choose_password')}
          {...form.getInputProps('password')}
          error={form.errors.password ?? tooCommon}
        />
        {invited.clinicalRole && (
          <div className={classes.two}>
            <TextField
              label={t('words:fields.registration_number')}
              required={invited.registrationNumberAsked}
              maxLength={40}
              {...form.getInputProps('registrationNumber')}
            />
            {invited.clinicalRole === 'dentist' && (
              <TextField label={t('words:fields.specialty')} maxLength={80} {...form.getInputProps('specialty')} />
            )}
          </div>
        )}
        <ErrorNotice error={tooCommon ? undefined : signUp.error} />
        <Button type="submit" size="md" loading={signUp.isPending}>
          {t('get_started')}
        </Button>
        <DeclineByLink token={token} name={invited.organisation.name} onDone={onChanged} />
      </Fields>
    </form>
  );
}
