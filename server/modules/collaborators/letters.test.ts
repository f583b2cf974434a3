import { expect, test } from 'vitest';
import { language } from '#contract/shapes.ts';
import { sentences } from '#platform/mail/sentences.ts';
import { checkLetters } from '#platform/mail/testing/check-letters.ts';
import { collaboratorLetters } from './letters.ts';

checkLetters(collaboratorLetters);

test('every answer and deed has a word in every language', () => {
  for (const lang of language.options) {
    const say = sentences(lang, 'words');
    for (const answer of ['accepted', 'declined', 'left']) expect(say(`answers.${answer}`)).not.toBe('');
    for (const deed of ['ticked', 'added', 'changed', 'resent', 'revoked', 'ended']) {
      expect(say(`deeds.${deed}`)).not.toBe('');
    }
  }
});
