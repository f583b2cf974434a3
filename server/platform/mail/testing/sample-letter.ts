import { secretFrom } from '#platform/secret.ts';
import { letterTemplate } from '../letter-template.ts';
import type { MailSettings } from '../settings.ts';

/** A letter for tests of the post office; its sentences are those of the invitation. */
export const sample = letterTemplate({
  name: 'team.invitation',
  values: { inviter: 'name', organisation: 'name', role: 'word', level: 'word?', expiresAt: 'time', url: 'link' },
  paragraphs: ['intro', 'next'],
  facts: ['organisation', 'role'],
  actions: [{ phrase: 'button', link: 'url' }],
  footnotes: ['lives', 'unexpected'],
});

export const sampleValues = {
  inviter: 'Ann Lee',
  organisation: 'Praxis Nord',
  role: 'practitioner',
  expiresAt: new Date('2026-11-29T09:00:00Z'),
  url: 'https://midline.example/invitation/secret-token',
};

export const sampleSettings: MailSettings = {
  secret: secretFrom('a secret that is only used in tests of mail'),
  publicUrl: 'https://midline.example',
  from: 'Midline <portal@midline.example>',
};
