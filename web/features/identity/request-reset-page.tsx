import { Anchor, Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { EmailField, Fields } from '../../design/fields.tsx';
import { Notice } from '../../design/notice.tsx';
import { useChecks } from '../../design/use-checks.ts';
import { OutsidePage } from './outside-page.tsx';

/** Asking for a reset link; the answer is the same whether the address has an account or not. */
export function RequestResetPage() {
  const { t } = useTranslation(['identity', 'words']);
  const checks = useChecks();
  const request = useActing('requestPasswordReset');
  const form = useForm({ initialValues: { email: '' }, validate: { email: checks.email } });
  return (
    <OutsidePage title={t('reset.request_title')} description={t('reset.request_text')}>
      {request.isSuccess ? (
        <Notice tone="good">{t('reset.sent', { email: form.values.email.trim() })}</Notice>
      ) : (
        <form noValidate onSubmit={form.onSubmit((body) => request.mutate({ body }))}>
          <Fields>
            <EmailField
              label={t('words:fields.email')}
              size="md"
              autoComplete="username"
              autoFocus
              {...form.getInputProps('email')}
            />
            <ErrorNotice error={request.error} />
            <Button type="submit" size="md" loading={request.isPending}>
              {t('reset.request_submit')}
            </Button>
          </Fields>
        </form>
      )}
      <Anchor component={Link} to="/sign-in" size="sm" mt="xl" py={8} display="block" ta="center">
        {t('back_to_sign_in')}
      </Anchor>
    </OutsidePage>
  );
}
