import { useTranslation } from 'react-i18next';
import { isRefusal, type Refusal } from '../client/refusal.ts';

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

/** A refusal that belongs to the password field, as its error; undefined for any other. */
export function usePasswordError(): (error: unknown) => string | undefined {
  const { t } = useTranslation('refusals');
  return (error) => (isRefusal(error, 'password_too_common') ? t('password_too_common') : undefined);
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
