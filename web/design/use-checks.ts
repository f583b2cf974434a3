import { useTranslation } from 'react-i18next';
import type { Refusal } from '../client/refusal.ts';

type Check = (value: string) => string | null;

/** Checks that spare a round trip; the server's word decides. */
export function useChecks(): { required: Check; email: Check; newPassword: Check } {
  const { t } = useTranslation('words');
  const required: Check = (value) => (value.trim() ? null : t('invalid.required'));
  return {
    required,
    email: (value) => required(value) ?? (/^\S+@\S+\.\S+$/.test(value.trim()) ? null : t('invalid.email')),
    newPassword: (value) => (value.length >= 12 && value.length <= 128 ? null : t('invalid.password_length')),
  };
}

/** The fields that a refusal names, as errors for a form. */
export function useFieldErrors(): (refusal: Refusal) => Record<string, string> {
  const { t } = useTranslation('words');
  return (refusal) =>
    Object.fromEntries(
      refusal.fields.map(({ path, reason }) => [
        path,
        reason === 'too_small' ? t('invalid.required') : t('invalid.value'),
      ]),
    );
}
