import type { TextInputProps } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClinicalRole } from '#contract/permissions.ts';
import {
  registrationNumberName,
  registrationNumberRequired,
  registrationNumberValid,
  tidyRegistrationNumber,
} from '#contract/registration-numbers.ts';
import { TextField } from '../../design/fields.tsx';
import { IconCheck } from '../../design/icons.ts';

type Props = TextInputProps & {
  country: string | null;
  clinicalRole: ClinicalRole;
  /** A required number must be given here; else the invited person is asked. */
  needed: boolean;
};

const lengths = { RPPS: 11, NPI: 10, GDC: 7, AHPRA: 13 } as const;
type Known = keyof typeof lengths;

/** A registration number under its country's name for it, checked while it is typed. */
export function RegistrationNumberField({ country, clinicalRole, needed, error, onBlur, ...rest }: Props) {
  const { t } = useTranslation(['team', 'words']);
  const [left, setLeft] = useState(false);
  const name = clinicalRole === 'dentist' ? (registrationNumberName(country) as Known | null) : null;
  const required = registrationNumberRequired(country, clinicalRole);
  const value = String(rest.value ?? '').trim();
  const valid = registrationNumberValid(country, clinicalRole, value);
  // Half a number is no mistake yet.
  const complete = left || (name !== null && tidyRegistrationNumber(country, value).length >= lengths[name]);
  const hints = [
    !required && !name && t('words:optional'),
    name && t(`number.form.${name}`),
    required && !needed && t('number.later'),
  ];
  return (
    <TextField
      label={name ? t('number.named', { name }) : t('words:fields.registration_number')}
      description={hints.filter(Boolean).join(' ')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      required={required && needed}
      maxLength={40}
      autoComplete="off"
      rightSection={name && value && valid ? <IconCheck size={18} color="var(--midline-accent)" /> : undefined}
      {...rest}
      error={error ?? (value && complete && !valid ? t('number.invalid') : undefined)}
      onBlur={(event) => {
        setLeft(true);
        onBlur?.(event);
      }}
    />
  );
}
