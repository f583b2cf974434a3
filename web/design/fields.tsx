import {
  Checkbox,
  type CheckboxProps,
  PasswordInput,
  type PasswordInputProps,
  PinInput,
  Select,
  type SelectProps,
  Stack,
  Text,
  TextInput,
  type TextInputProps,
} from '@mantine/core';
import { type ReactNode, useId } from 'react';
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

/** One of a few values. */
export function SelectField(props: SelectProps) {
  return <Select allowDeselect={false} checkIconPosition="right" {...props} />;
}

/** One of many values, found by typing. */
export function SearchSelectField(props: SelectProps) {
  const { t } = useTranslation('words');
  return <Select searchable allowDeselect={false} limit={200} nothingFoundMessage={t('nothing_found')} {...props} />;
}

/** Something to agree to or to switch on. */
export function CheckField(props: CheckboxProps) {
  return <Checkbox {...props} />;
}

type CodeProps = {
  label: string;
  error?: ReactNode;
  value: string;
  onChange: (value: string) => void;
  autoFocus?: boolean;
};

/** The six digits of an authenticator app. */
export function CodeField({ label, error, value, onChange, autoFocus }: CodeProps) {
  const labelId = useId();
  return (
    <Stack gap={6} role="group" aria-labelledby={labelId}>
      <Text size="sm" fw={550} id={labelId}>
        {label}
      </Text>
      <PinInput
        length={6}
        type="number"
        oneTimeCode
        size="md"
        gap={8}
        value={value}
        onChange={onChange}
        error={Boolean(error)}
        autoFocus={autoFocus}
        placeholder=""
        aria-label={label}
      />
      {error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {error}
        </Text>
      )}
    </Stack>
  );
}

/** Fields one below the other at the distance forms use. */
export function Fields({ children }: { children: ReactNode }) {
  return <Stack gap={20}>{children}</Stack>;
}
