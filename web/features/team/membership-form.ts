import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { type ClinicalRole, type Level, type Role, roleDefaults } from '#contract/permissions.ts';
import { registrationNumberRequired, registrationNumberValid } from '#contract/registration-numbers.ts';
import type { Language } from '#contract/shapes.ts';
import { isRefusal, type Refusal } from '../../client/refusal.ts';
import { useRefusalSentence } from '../../design/error-notice.tsx';
import { useChecks, useFieldErrors } from '../../design/use-checks.ts';

export type MembershipValues = {
  firstName: string;
  lastName: string;
  role: Role;
  level: Level;
  clinicalRole: ClinicalRole | null;
  specialty: string;
  registrationNumber: string;
  /** A record of the group, `new` for a new one, or null while nothing was chosen. */
  practitioner: string | null;
  language: Language | null;
};

export type MembershipForm = ReturnType<typeof useMembershipForm>;

type Rules = {
  country: string | null;
  /** Names are asked for. */
  named: boolean;
  /** A required registration number must be there now; an invited person gives it later. */
  numberNow: boolean;
};

/** The form of everything that makes a membership: inviting, adding, editing and changing use it. */
export function useMembershipForm(initial: Partial<MembershipValues> & { role: Role }, rules: Rules) {
  const { t } = useTranslation(['team', 'words']);
  const checks = useChecks();
  return useForm<MembershipValues>({
    initialValues: {
      firstName: '',
      lastName: '',
      level: roleDefaults[initial.role].level,
      clinicalRole: roleDefaults[initial.role].clinicalRole === 'asked' ? 'dentist' : null,
      specialty: '',
      registrationNumber: '',
      practitioner: null,
      language: null,
      ...initial,
    },
    validate: {
      firstName: (value) => (rules.named ? checks.required(value) : null),
      lastName: (value) => (rules.named ? checks.required(value) : null),
      registrationNumber: (value, { clinicalRole }) => {
        if (!clinicalRole) return null;
        if (!registrationNumberValid(rules.country, clinicalRole, value.trim())) return t('number.invalid');
        const required = rules.numberNow && registrationNumberRequired(rules.country, clinicalRole);
        return required && !value.trim() ? t('words:invalid.required') : null;
      },
    },
  });
}

/** What the server is told of a membership's role and professional details. */
export function membershipBody({
  role,
  level,
  clinicalRole,
  specialty,
  registrationNumber,
  practitioner,
}: MembershipValues) {
  return {
    role,
    level,
    clinicalRole,
    specialty: clinicalRole === 'dentist' ? specialty.trim() : '',
    registrationNumber: clinicalRole ? registrationNumber.trim() : '',
    practitionerId: clinicalRole && practitioner !== 'new' ? practitioner : null,
  };
}

/** Puts a refusal beside the field it is about; true where it found one. */
export function useExplain(form: MembershipForm): (error: Refusal) => void {
  const sentence = useRefusalSentence();
  const fieldErrors = useFieldErrors();
  return (error) => {
    if (isRefusal(error, 'registration_number_missing', 'registration_number_invalid')) {
      form.setFieldError('registrationNumber', sentence(error));
    } else if (isRefusal(error, 'clinical_role_missing', 'clinical_role_not_of_role')) {
      form.setFieldError('clinicalRole', sentence(error));
    } else form.setErrors(fieldErrors(error));
  };
}
