import { PasswordInput, type PasswordInputProps, Stack, TextInput, type TextInputProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A line of text. */
export function TextField(props: TextInputProps) {
  return <TextInput {...props} />;
}

/** An e-mail address, with the keyboard for it. */
export function EmailField(props: TextInputProps) {
  return (
    <TextInput type="email" inputMode="email" autoCapitalize="off" spellCheck={false} maxLength={254} {...props} />
  );
}

/** A password that can be shown. */
export function PasswordField(props: PasswordInputProps) {
  const { t } = useTranslation('words');
  return (
    <PasswordInput visibilityToggleButtonProps={{ 'aria-label': t('show_password') }} maxLength={128} {...props} />
  );
}

/** Fields one below the other at the distance forms use. */
export function Fields({ children }: { children: ReactNode }) {
  return <Stack gap={20}>{children}</Stack>;
}
