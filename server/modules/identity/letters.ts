import { letterTemplate } from '#platform/mail/letter-template.ts';

export const passwordReset = letterTemplate({
  name: 'identity.passwordReset',
  values: { expiresAt: 'time', url: 'link' },
  paragraphs: ['intro'],
  actions: [{ phrase: 'button', link: 'url' }],
  footnotes: ['lives', 'unexpected'],
});

/** To the new address: proves that it can be read. */
export const emailChangeConfirm = letterTemplate({
  name: 'identity.emailChangeConfirm',
  values: { newAddress: 'address', expiresAt: 'time', url: 'link' },
  paragraphs: ['intro'],
  actions: [{ phrase: 'button', link: 'url' }],
  footnotes: ['lives', 'unexpected'],
});

/** To the old address. Stopping is the button, so that a thoughtless click can't give an account away. */
export const emailChangeNotice = letterTemplate({
  name: 'identity.emailChangeNotice',
  values: { newAddress: 'address', effectiveAt: 'time', objectUrl: 'link', confirmUrl: 'link?' },
  paragraphs: ['intro', 'wait'],
  facts: ['newAddress', 'effectiveAt'],
  actions: [
    { phrase: 'button', link: 'objectUrl' },
    { phrase: 'confirm', link: 'confirmUrl' },
  ],
});

/** To the old and the new address. */
export const emailChanged = letterTemplate({
  name: 'identity.emailChanged',
  values: { newAddress: 'address', at: 'time' },
  paragraphs: ['intro'],
  facts: ['newAddress', 'at'],
  footnotes: ['unexpected'],
});

export const newDeviceSignIn = letterTemplate({
  name: 'identity.newDeviceSignIn',
  values: { at: 'time', device: 'name?', networkAddress: 'address?', url: 'link' },
  paragraphs: ['intro', 'unexpected'],
  facts: ['at', 'device', 'networkAddress'],
  actions: [{ phrase: 'button', link: 'url' }],
});

export const passwordChanged = securityLetter('identity.passwordChanged');
export const secondFactorAdded = securityLetter('identity.secondFactorAdded');
export const secondFactorRemoved = securityLetter('identity.secondFactorRemoved');
export const passkeyAdded = securityLetter('identity.passkeyAdded');
export const passkeyRemoved = securityLetter('identity.passkeyRemoved');

/** Letters that tell of a change to how somebody signs in; they differ in nothing but their sentences. */
function securityLetter(name: string) {
  return letterTemplate({
    name,
    values: { at: 'time', passkey: 'name?', device: 'name?', networkAddress: 'address?', url: 'link' },
    paragraphs: ['intro', 'unexpected'],
    facts: ['at', 'passkey', 'device', 'networkAddress'],
    actions: [{ phrase: 'button', link: 'url' }],
  });
}

/** All letters of accounts and signing in. */
export const identityLetters = {
  passwordReset,
  emailChangeConfirm,
  emailChangeNotice,
  emailChanged,
  newDeviceSignIn,
  passwordChanged,
  secondFactorAdded,
  secondFactorRemoved,
  passkeyAdded,
  passkeyRemoved,
};
