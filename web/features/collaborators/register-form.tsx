import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '#contract/shapes.ts';
import { forgetEverything } from '../../app/session.ts';
import { warmUp } from '../../app/warm-up.ts';
import { isRefusal } from '../../client/refusal.ts';
import { useActing } from '../../client/use-calls.ts';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { EmailField, Fields } from '../../design/fields.tsx';
import { timeZoneHere } from '../../design/regions.ts';
import { useChecks, usePasswordError } from '../../design/use-checks.ts';
import { NewPasswordField } from '../identity/new-password-field.tsx';
import { OwnNameFields } from '../identity/own-name-fields.tsx';
import type { LookedUp } from './link-page.tsx';
import { ResponsibilityBox } from './responsibility-box.tsx';

type Props = { token: string; offered: LookedUp; onChanged: () => void };

/** Makes the account of whoever was asked and accepts responsibility, in one step. */
export function RegisterForm({ token, offered, onChanged }: Props) {
  const { t, i18n } = useTranslation(['collaborators', 'words']);
  const checks = useChecks();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [ticked, setTicked] = useState(false);
  const { version, body } = offered.responsibility;
  const form = useForm({
    initialValues: { firstName: offered.firstName, lastName: offered.lastName, password: '' },
    validate: { firstName: checks.required, lastName: checks.required, password: checks.newPassword },
  });
  const register = useActing('registerCollaborator', {
    onDone: () => {
      forgetEverything(client);
      void navigate({ to: '/collaborations' });
    },
  });
  const tooCommon = usePasswordError()(register.error);
  function submit(values: typeof form.values) {
    warmUp();
    const language = i18n.language as Language;
    register.mutate(
      { body: { token, ...values, language, timeZone: timeZoneHere(), responsibility: version } },
      { onError: explain },
    );
  }
  function explain(error: unknown) {
    if (isRefusal(error, 'consent_outdated')) setTicked(false);
    if (isRefusal(error, 'consent_outdated') || (isRefusal(error) && error.code.startsWith('invitation_'))) onChanged();
  }
  return (
    <form noValidate onSubmit={form.onSubmit(submit)}>
      <Fields>
        <EmailField label={t('words:fields.email')} value={offered.email} readOnly autoComplete="username" />
        <OwnNameFields inputProps={form.getInputProps} />
        <NewPasswordField
          label={t('words:fields.password')}
          {...form.getInputProps('password')}
          error={form.errors.password ?? tooCommon}
        />
        <ResponsibilityBox body={body} checked={ticked} onChange={setTicked} />
        <ErrorNotice error={tooCommon ? undefined : register.error} />
        <Button type="submit" size="md" disabled={!ticked} loading={register.isPending}>
          {t('answer.complete')}
        </Button>
        <DeclineByLink token={token} provider={offered.provider} onDone={onChanged} />
      </Fields>
    </form>
  );
}

function DeclineByLink({ token, provider, onDone }: { token: string; provider: string; onDone: () => void }) {
  const { t } = useTranslation('collaborators');
  const [asked, ask] = useState(false);
  const decline = useActing('declineCollaborationByLink', { onDone });
  return (
    <>
      <Button variant="subtle" color="gray" onClick={() => ask(true)}>
        {t('answer.decline')}
      </Button>
      <ConfirmDialog
        opened={asked}
        title={t('answer.decline_title', { provider })}
        confirm={t('answer.decline')}
        danger
        busy={decline.isPending}
        error={decline.error}
        onConfirm={() => decline.mutate({ body: { token } })}
        onClose={() => ask(false)}
      >
        {t('answer.decline_text', { provider })}
      </ConfirmDialog>
    </>
  );
}
