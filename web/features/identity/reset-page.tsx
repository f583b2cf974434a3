import { Anchor, Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isRefusal } from '../../client/refusal.ts';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Fields } from '../../design/fields.tsx';
import { useChecks, usePasswordError } from '../../design/use-checks.ts';
import { NewPasswordField } from './new-password-field.tsx';
import { OutsidePage } from './outside-page.tsx';

/** A new password by a reset link. */
export function ResetPage() {
  const { t } = useTranslation('identity');
  const { token } = useParams({ from: '/reset/$token' });
  const checks = useChecks();
  const navigate = useNavigate();
  const reset = useActing('resetPassword', {
    onDone: () => void navigate({ to: '/sign-in', search: { reason: 'password_changed' } }),
  });
  const form = useForm({ initialValues: { password: '' }, validate: { password: checks.newPassword } });
  const tooCommon = usePasswordError()(reset.error);
  const linkOver = isRefusal(reset.error, 'link_invalid', 'link_used', 'link_expired', 'invalid');
  return (
    <OutsidePage title={t('reset.title')} description={t('reset.text')}>
      <form noValidate onSubmit={form.onSubmit(({ password }) => reset.mutate({ body: { token, password } }))}>
        <Fields>
          <NewPasswordField
            size="md"
            autoFocus
            {...form.getInputProps('password')}
            error={form.errors.password ?? tooCommon}
          />
          <ErrorNotice error={tooCommon ? undefined : reset.error} />
          {linkOver ? (
            <Button component={Link} to="/reset" size="md">
              {t('reset.new_link')}
            </Button>
          ) : (
            <Button type="submit" size="md" loading={reset.isPending}>
              {t('reset.submit')}
            </Button>
          )}
        </Fields>
      </form>
      <Anchor component={Link} to="/sign-in" size="sm" mt="xl" py={8} display="block" ta="center">
        {t('back_to_sign_in')}
      </Anchor>
    </OutsidePage>
  );
}
