import { expect, test } from 'vitest';
import { initialsOf } from './person-avatar.tsx';

test('initials are those of the first and the last name, titles aside', () => {
  expect(initialsOf('Dr. Anna Maria Keller')).toBe('AK');
  expect(initialsOf('Élodie')).toBe('É');
  expect(initialsOf('')).toBe('');
});
