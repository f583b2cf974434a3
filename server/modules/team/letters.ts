import { letterTemplate } from '#platform/mail/letter-template.ts';

/** One text for new and known addresses, so that the letter gives nothing away. */
export const invitation = letterTemplate({
  name: 'team.invitation',
  values: { inviter: 'name', organisation: 'name', role: 'word', level: 'word?', expiresAt: 'time', url: 'link' },
  paragraphs: ['intro', 'next'],
  facts: ['organisation', 'role', 'level'],
  actions: [{ phrase: 'button', link: 'url' }],
  footnotes: ['lives', 'unexpected'],
});

/** To somebody active elsewhere in the inviter's reach, who joins at once. */
export const addedToPractice = letterTemplate({
  name: 'team.addedToPractice',
  values: { inviter: 'name', organisation: 'name', role: 'word', level: 'word?', url: 'link' },
  paragraphs: ['intro', 'next'],
  facts: ['organisation', 'role', 'level'],
  actions: [{ phrase: 'button', link: 'url' }],
  footnotes: ['unexpected'],
});

/** To the inviter. */
export const invitationAccepted = letterTemplate({
  name: 'team.invitationAccepted',
  values: { person: 'name', organisation: 'name', role: 'word?', url: 'link' },
  paragraphs: ['intro'],
  facts: ['organisation', 'role'],
  actions: [{ phrase: 'button', link: 'url' }],
});

/** To the inviter. */
export const invitationDeclined = letterTemplate({
  name: 'team.invitationDeclined',
  values: { person: 'name', organisation: 'name', url: 'link' },
  paragraphs: ['intro', 'next'],
  actions: [{ phrase: 'button', link: 'url' }],
});

export const removed = letterTemplate({
  name: 'team.removed',
  values: { organisation: 'name', by: 'name?' },
  paragraphs: ['intro', 'stays'],
  facts: ['organisation', 'by'],
  footnotes: ['mistake'],
});

export const deactivated = letterTemplate({
  name: 'team.deactivated',
  values: { organisation: 'name', by: 'name?' },
  paragraphs: ['intro', 'stays'],
  facts: ['organisation', 'by'],
  footnotes: ['mistake'],
});

export const reactivated = letterTemplate({
  name: 'team.reactivated',
  values: { organisation: 'name', role: 'word', level: 'word?', by: 'name?', url: 'link' },
  paragraphs: ['intro'],
  facts: ['organisation', 'role', 'level', 'by'],
  actions: [{ phrase: 'button', link: 'url' }],
});

/** After a change of role, permission level or both. */
export const roleChanged = letterTemplate({
  name: 'team.roleChanged',
  values: { organisation: 'name', role: 'word', level: 'word?', by: 'name?', url: 'link' },
  paragraphs: ['intro'],
  facts: ['organisation', 'role', 'level', 'by'],
  actions: [{ phrase: 'button', link: 'url' }],
  footnotes: ['mistake'],
});

export const groupManagerAppointed = letterTemplate({
  name: 'team.groupManagerAppointed',
  values: { group: 'name', by: 'name?', url: 'link' },
  paragraphs: ['intro', 'means'],
  facts: ['group', 'by'],
  actions: [{ phrase: 'button', link: 'url' }],
  footnotes: ['unexpected'],
});

export const groupManagerDismissed = letterTemplate({
  name: 'team.groupManagerDismissed',
  values: { group: 'name', by: 'name?' },
  paragraphs: ['intro', 'stays'],
  facts: ['group', 'by'],
  footnotes: ['mistake'],
});

/** All letters of the team. */
export const teamLetters = {
  invitation,
  addedToPractice,
  invitationAccepted,
  invitationDeclined,
  removed,
  deactivated,
  reactivated,
  roleChanged,
  groupManagerAppointed,
  groupManagerDismissed,
};
