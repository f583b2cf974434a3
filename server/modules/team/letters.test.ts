import { expect, test } from 'vitest';
import { levels, roles } from '#contract/permissions.ts';
import { language } from '#contract/shapes.ts';
import { sentences } from '#platform/mail/sentences.ts';
import { checkLetters } from '#platform/mail/testing/check-letters.ts';
import { teamLetters } from './letters.ts';

checkLetters(teamLetters);

test('every role and level has a word in every language', () => {
  for (const lang of language.options) {
    const say = sentences(lang, 'words');
    for (const role of Object.values(roles).flat()) expect(say(`roles.${role}`)).not.toBe('');
    for (const level of levels) expect(say(`levels.${level}`)).not.toBe('');
  }
});
