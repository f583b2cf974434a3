import { describe, expect, it } from 'vitest';
import { isPasswordTooCommon } from './common-passwords.ts';

const owner = { email: 'helena.brandt@praxis-brandt.example', firstName: 'Helena', lastName: 'Brandt-Müller' };

describe('a password', () => {
  it.each([
    ['is on the list', 'unbelievable'],
    ['is on the list, in capitals', 'Unbelievable'],
    ['is a common one with digits behind', 'password2026'],
    ['is a common one dressed up', '!!Passw0rd123!!'],
    ['is a common one said twice', 'password password'],
    ['is one letter', 'aaaaaaaaaaaaaaaa'],
    ['has hardly any variety', 'abababababab12'],
    ['is a row of the keyboard', 'qwertyuiopas'],
    ['is the alphabet backwards', 'zyxwvutsrqponm'],
    ['is the own name', 'HelenaBrandt2026'],
    ['is the own address', 'helena.brandt@praxis-brandt.example'],
    ['is the product', 'Midline-Midline-1'],
    ['is common in wide letters', 'ｐａｓｓｗｏｒｄ２０２６'],
  ])('that %s is refused', async (_, password) => {
    expect(await isPasswordTooCommon(password, owner)).toBe(true);
  });

  it.each(['correct horse battery staple', 'Zwetschgen-Kabel 41', 'x9$Lq2!vTz7#', 'helena mag gelbe fahrräder'])(
    'that nobody would guess soon is taken: %s',
    async (password) => {
      expect(await isPasswordTooCommon(password, owner)).toBe(false);
    },
  );
});
