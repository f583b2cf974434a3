import { checkLetters } from '#platform/mail/testing/check-letters.ts';
import { identityLetters } from './letters.ts';

checkLetters(identityLetters);
