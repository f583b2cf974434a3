import { beforeAll, describe, expect, test } from 'vitest';
import { buildLetters } from '../../../tools/build-letters.ts';
import { checkValues } from './letter-template.ts';
import { renderLetter } from './render-letter.ts';
import { sample, sampleValues } from './testing/sample-letter.ts';

const publicUrl = 'https://midline.example';
const values = checkValues(sample, sampleValues);

beforeAll(() => buildLetters());

describe('what a letter refuses', () => {
  test.each([
    ['a link to another scheme', { url: 'javascript:alert(1)' }],
    ['a link with a quote', { url: 'https://midline.example/"onclick=' }],
    ['a word with blanks', { role: 'owner {evil}' }],
    ['a time that is none', { expiresAt: new Date(Number.NaN) }],
    ['an empty name', { inviter: ' ' }],
    ['a value it doesn’t know', { password: 'x' }],
    ['a missing value', { inviter: undefined }],
  ])('%s', (_, wrong) => {
    expect(() => checkValues(sample, { ...sampleValues, ...wrong })).toThrow(/team.invitation/);
  });
});

test('a name can’t be read as a link by mail programs', () => {
  const { text, html } = renderLetter(sample, 'en', { values: { ...values, inviter: 'win.evil.example' } }, publicUrl);
  expect(text).not.toContain('evil.example');
  expect(html).not.toContain('evil.example');
});

test('the greeting has the first name alone, or none', () => {
  expect(renderLetter(sample, 'de', { values, firstName: 'Björn' }, publicUrl).text).toContain('\nGuten Tag Björn,\n');
  expect(renderLetter(sample, 'fr', { values }, publicUrl).text).toContain('\nBonjour,\n');
});

test('times are told in the recipient’s zone, with its name', () => {
  const told = (timeZone?: string) =>
    renderLetter(sample, 'de', { values, ...(timeZone ? { timeZone } : {}) }, publicUrl).text;
  expect(told('Europe/Berlin')).toContain('Sonntag, 29. November 2026 um 10:00 MEZ');
  expect(told()).toContain('Sonntag, 29. November 2026 um 09:00 UTC');
});

test('the practice heads and closes its letters', () => {
  const sender = {
    name: 'Praxis Nord',
    address: 'Am Markt 1, 24103 Kiel',
    logoUrl: 'https://midline.example/logo/1.png',
  };
  const { text, html } = renderLetter(sample, 'de', { values, sender }, publicUrl);
  expect(text).toContain('Praxis Nord, Am Markt 1, 24103 Kiel');
  expect(html).toContain('src="https://midline.example/logo/1.png"');
});

test('nothing in a letter loads from elsewhere or tells that it was opened', () => {
  const { html } = renderLetter(sample, 'en', { values }, publicUrl);
  expect(html).not.toMatch(/<img|<link|@import|url\(/);
});

test('light and dark are both meant', () => {
  const { html } = renderLetter(sample, 'en', { values }, publicUrl);
  expect(html).toContain('<meta name="color-scheme" content="light dark">');
  expect(html).toContain('prefers-color-scheme: dark');
});
