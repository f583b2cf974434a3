import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clinicalRoles } from './permissions.ts';
import {
  luhn,
  registrationNumberName,
  registrationNumberRequired,
  registrationNumberValid,
  tidyRegistrationNumber,
} from './registration-numbers.ts';

const ofDentist = (country: string | null, number: string) => registrationNumberValid(country, 'dentist', number);
const digits = (count: number) => fc.stringMatching(new RegExp(`^[0-9]{${count}}$`));

describe('Luhn', () => {
  test('the examples that are printed everywhere', () => {
    expect(luhn('79927398713')).toBe(true);
    for (const last of '012456789') expect(luhn(`7992739871${last}`)).toBe(false);
    // An NPI as CMS computes it: 123456789 gets the check digit 3 once 80840 stands before it.
    expect(luhn('808401234567893')).toBe(true);
  });

  test('every single wrong digit is found', () => {
    fc.assert(
      fc.property(digits(10), fc.nat(10), fc.integer({ min: 1, max: 9 }), (first, at, shift) => {
        const check = [...'0123456789'].find((digit) => luhn(first + digit))!;
        const good = first + check;
        const wrong = String((Number(good[at]) + shift) % 10);
        expect(luhn(good)).toBe(true);
        expect(luhn(good.slice(0, at) + wrong + good.slice(at + 1))).toBe(false);
      }),
    );
  });
});

describe('refused', () => {
  test.each([
    ['France: ten digits', 'FR', '7992739871'],
    ['France: twelve digits', 'FR', '799273987130'],
    ['France: a wrong check digit', 'FR', '79927398714'],
    ['France: letters', 'FR', '7992739871A'],
    ['France: digits of another script', 'FR', '٧٩٩٢٧٣٩٨٧١٣'],
    ['United States: eleven digits', 'US', '79927398713'],
    ['United States: Luhn without the prefix', 'US', '1234567897'],
    ['United States: a wrong check digit', 'US', '1234567894'],
    ['United Kingdom: letters', 'GB', 'D12345'],
    ['Australia: two letters', 'AU', 'DE0001234567'],
    ['Australia: nine digits', 'AU', 'DEN000123456'],
    ['Australia: digits first', 'AU', '0001234567DEN'],
  ])('%s', (_what, country, number) => expect(ofDentist(country, number)).toBe(false));
});

describe('valid', () => {
  test.each([
    ['France', 'FR', '79927398713'],
    ['France, as people group it', 'FR', ' 799 2739 8713 '],
    ['United States', 'US', '1234567893'],
    ['United Kingdom', 'GB', '123456'],
    ['Australia', 'AU', 'DEN0001234567'],
    ['Australia, in small letters', 'AU', 'den 0001234567'],
    ['Germany: free text', 'DE', 'KZV-Nr. 12/345'],
    ['no country: free text', null, 'whatever'],
  ])('%s', (_what, country, number) => expect(ofDentist(country, number)).toBe(true));

  test('another clinical role isn’t in the dentists’ register', () => {
    for (const role of clinicalRoles.filter((one) => one !== 'dentist')) {
      expect(registrationNumberValid('FR', role, 'ADELI 75 12 3')).toBe(true);
    }
    expect(registrationNumberValid('FR', null, 'x')).toBe(true);
  });
});

test('only France asks, and only dentists', () => {
  const asked = ['FR', 'US', 'GB', 'AU', 'DE', null].flatMap((country) =>
    [...clinicalRoles, null]
      .filter((role) => registrationNumberRequired(country, role))
      .map((role) => `${country} ${role}`),
  );
  expect(asked).toEqual(['FR dentist']);
});

test('a number is kept as its register writes it, and free text as it was typed', () => {
  expect(tidyRegistrationNumber('FR', ' 799.2739-8713 ')).toBe('79927398713');
  expect(tidyRegistrationNumber('AU', 'den 0001234567')).toBe('DEN0001234567');
  expect(tidyRegistrationNumber('DE', '  KZV 12 ')).toBe('KZV 12');
  expect(tidyRegistrationNumber(null, ' a b ')).toBe('a b');
});

test('a tidied number is as valid as it was', () => {
  fc.assert(
    fc.property(fc.constantFrom('FR', 'US', 'GB', 'AU', 'DE', null), fc.string(), (country, number) => {
      const tidied = tidyRegistrationNumber(country, number);
      expect(tidyRegistrationNumber(country, tidied)).toBe(tidied);
      if (tidied !== '' && number.trim() !== '') expect(ofDentist(country, tidied)).toBe(ofDentist(country, number));
    }),
  );
});

test('registers by name', () => {
  expect(['FR', 'US', 'GB', 'AU', 'DE', null].map(registrationNumberName)).toEqual([
    'RPPS',
    'NPI',
    'GDC',
    'AHPRA',
    null,
    null,
  ]);
});
