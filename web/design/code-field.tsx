import { PinInput, Stack, Text } from '@mantine/core';
import { type ReactNode, useId } from 'react';

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
