import { useForm } from '@mantine/form';
import type { Practice } from '#contract/practices.ts';
import { useChecks } from '../../design/use-checks.ts';

export type PracticeValues = Pick<
  Practice,
  'name' | 'streetAddress' | 'city' | 'postalCode' | 'country' | 'phone' | 'email' | 'timeZone' | 'language'
>;

/** The fields of a practice's information, without what the server adds. */
export function informationOf(practice: PracticeValues): PracticeValues {
  const { name, streetAddress, city, postalCode, country, phone, email, timeZone, language } = practice;
  return { name, streetAddress, city, postalCode, country, phone, email, timeZone, language };
}

export type PracticeForm = ReturnType<typeof usePracticeForm>;

/** The form of a practice's information, for a new one and for a change. */
export function usePracticeForm(initialValues: PracticeValues) {
  const checks = useChecks();
  return useForm<PracticeValues>({
    initialValues,
    validate: {
      name: checks.required,
      country: checks.required,
      timeZone: checks.required,
      email: (value) => (value.trim() ? checks.email(value) : null),
    },
  });
}
