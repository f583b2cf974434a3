import { letterTemplate } from '#platform/mail/letter-template.ts';

/** To somebody without an account; which of the two it was is told to nobody else. */
export const register = letterTemplate({
  name: 'collaborators.register',
  values: { provider: 'name', group: 'name', expiresAt: 'time', url: 'link' },
  paragraphs: ['intro', 'next'],
  facts: ['provider', 'group'],
  actions: [{ phrase: 'button', link: 'url' }],
  footnotes: ['lives', 'unexpected'],
});

/** To somebody who has an account. */
export const accept = letterTemplate({
  name: 'collaborators.accept',
  values: { provider: 'name', group: 'name', expiresAt: 'time', url: 'link' },
  paragraphs: ['intro', 'next'],
  facts: ['provider', 'group'],
  actions: [{ phrase: 'button', link: 'url' }],
  footnotes: ['lives', 'unexpected'],
});

/** To the managers of a planning service. */
export const acceptForService = letterTemplate({
  name: 'collaborators.acceptForService',
  values: { provider: 'name', group: 'name', service: 'name', expiresAt: 'time', url: 'link' },
  paragraphs: ['intro', 'next'],
  facts: ['provider', 'group', 'service'],
  actions: [{ phrase: 'button', link: 'url' }],
  footnotes: ['lives', 'unexpected'],
});

/** To the provider: a collaborator answered, or left. */
export const answered = letterTemplate({
  name: 'collaborators.answered',
  values: { person: 'name', practice: 'name', answer: 'word', url: 'link' },
  paragraphs: ['intro'],
  facts: ['person', 'answer', 'practice'],
  actions: [{ phrase: 'button', link: 'url' }],
});

/** To the provider, at once, whenever an Admin does something in their name. */
export const doneForYou = letterTemplate({
  name: 'collaborators.doneForYou',
  values: { by: 'name', practice: 'name', deed: 'word', person: 'name?', url: 'link' },
  paragraphs: ['intro', 'next'],
  facts: ['deed', 'person', 'practice', 'by'],
  actions: [{ phrase: 'button', link: 'url' }],
});

export const collaboratorLetters = { register, accept, acceptForService, answered, doneForYou };
