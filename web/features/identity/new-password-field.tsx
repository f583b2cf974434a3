import type { PasswordInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PasswordField } from '../../design/fields.tsx';

/** A password to be set, with what makes a good one. */
export function NewPasswordField(props: PasswordInputProps) {
  const { t } = useTranslation(['identity', 'words']);
  return (
    <PasswordField
      label={t('words:fields.new_password')}
      description={t('password_hint')}
      autoComplete="new-password"
      minLength={12}
      {...props}
    />
  );
}
