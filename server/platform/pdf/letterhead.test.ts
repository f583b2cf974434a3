import { expect, test } from 'vitest';
import { addressLines, contactLines, type Letterhead, paperOf } from './letterhead.ts';

const head: Letterhead = {
  name: 'Practice',
  streetAddress: '1 Main Street',
  postalCode: '10115',
  city: 'Berlin',
  country: 'DE',
  phone: '',
  email: 'a@example.org',
};

test('the code stands before the town in Germany, after it in the United States', () => {
  expect(addressLines(head, 'de')).toEqual(['1 Main Street', '10115 Berlin', 'Deutschland']);
  expect(addressLines({ ...head, country: 'US', city: 'Boston, MA', postalCode: '02108' }, 'en')).toEqual([
    '1 Main Street',
    'Boston, MA 02108',
    'United States',
  ]);
});

test('what is empty leaves no gap, and a country without a name shows its code', () => {
  expect(addressLines({ ...head, streetAddress: '', postalCode: '', city: '', country: 'QX' }, 'en')).toEqual(['QX']);
  expect(contactLines(head)).toEqual(['a@example.org']);
});

test('paper is Letter in the United States and Canada, A4 elsewhere', () => {
  expect(['US', 'CA', 'DE', 'GB', 'AU', 'XX'].map(paperOf)).toEqual(['LETTER', 'LETTER', 'A4', 'A4', 'A4', 'A4']);
});
