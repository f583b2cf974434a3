import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { warmUp } from '../../app/warm-up.ts';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { EmailField, Fields, PasswordField } from '../../design/fields.tsx';
import { useChecks } from '../../design/use-checks.ts';
import { useEnter } from './use-enter.ts';

type Props = { next: string | undefined; email?: string; onEnteredHere?: () => void };

/** Address and password. With an address given, only that one may sign in here. */
export function PasswordSignIn({ next, email, onEnteredHere }: Props) {
  const { t } = useTranslation(['identity', 'words']);
  const checks = useChecks();
  const enter = useEnter(next, onEnteredHere);
  const signIn = useActing('signIn', { onDone: enter });
  const form = useForm({
    initialValues: { email: email ?? '', password: '' },
    validate: { email: checks.email, password: checks.required },
  });
  function submit(body: typeof form.values) {
    warmUp();
    signIn.mutate({ body });
  }
  return (
    <form noValidate onSubmit={form.onSubmit(submit)}>
      <Fields>
        <EmailField
          label={t('words:fields.email')}
          size="md"
          autoComplete="username"
          readOnly={email !== undefined}
          autoFocus={email === undefined}
          {...form.getInputProps('email')}
        />
        <PasswordField
          label={t('words:fields.password')}
          size="md"
          autoComplete="current-password"
          autoFocus={email !== undefined}
          {...form.getInputProps('password')}
        />
        <ErrorNotice error={signIn.error} />
        <Button type="submit" size="md" loading={signIn.isPending} fullWidth>
          {t('sign_in.submit')}
        </Button>
      </Fields>
    </form>
  );
}
