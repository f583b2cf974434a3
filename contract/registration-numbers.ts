import type { ClinicalRole } from './permissions.ts';

/**
 * Registration numbers whose form is known, by country (ISO 3166-1 alpha-2). Spaces, dots and hyphens are ignored.
 * France: RPPS, 11 digits whose Luhn sum is a multiple of ten. United States: NPI, ten digits, Luhn over 80840 followed by them
 * (45 CFR 162.406). United Kingdom: GDC, digits. Australia: AHPRA, three letters and ten digits.
 */
const forms: Record<string, { name: string; test: (number: string) => boolean; requiredOf: readonly ClinicalRole[] }> =
  {
    FR: { name: 'RPPS', test: (number) => /^\d{11}$/.test(number) && luhn(number), requiredOf: ['dentist'] },
    US: { name: 'NPI', test: (number) => /^\d{10}$/.test(number) && luhn(`80840${number}`), requiredOf: [] },
    GB: { name: 'GDC', test: (number) => /^\d{4,7}$/.test(number), requiredOf: [] },
    AU: { name: 'AHPRA', test: (number) => /^[A-Z]{3}\d{10}$/.test(number), requiredOf: [] },
  };

/** Whether the digits' Luhn sum (ISO/IEC 7812-1 annex B) is a multiple of ten. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** The number as it is kept: without spaces, dots and hyphens and in capitals where the country's form is known. */
export function tidyRegistrationNumber(country: string | null, number: string): string {
  const trimmed = number.trim();
  return country && forms[country] ? trimmed.replace(/[\s.-]/g, '').toUpperCase() : trimmed;
}

/** What the number is called in a country, e.g. RPPS; null where no form is known. */
export function registrationNumberName(country: string | null): string | null {
  return (country && forms[country]?.name) || null;
}

export function registrationNumberRequired(country: string | null, clinicalRole: ClinicalRole | null): boolean {
  return country !== null && clinicalRole !== null && (forms[country]?.requiredOf.includes(clinicalRole) ?? false);
}

/** Checked for dentists only: the registers behind the known forms are theirs. An empty number is valid; see the one above. */
export function registrationNumberValid(
  country: string | null,
  clinicalRole: ClinicalRole | null,
  number: string,
): boolean {
  const form = country ? forms[country] : undefined;
  if (number === '' || !form || clinicalRole !== 'dentist') return true;
  return form.test(tidyRegistrationNumber(country, number));
}
