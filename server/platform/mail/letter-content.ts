import { seal, unseal } from '#platform/secret.ts';
import type { LetterContent } from './render-letter.ts';
import type { MailSettings } from './settings.ts';

const purpose = 'letters';

/** Encrypts what a letter says; it holds names and live links. */
export function sealContent({ secret }: MailSettings, letterId: string, content: LetterContent): Buffer {
  return seal(secret.key(purpose), JSON.stringify(content), letterId);
}

/** Opens what `sealContent` made for this letter. */
export function openContent({ secret }: MailSettings, letterId: string, sealed: Buffer): LetterContent {
  return JSON.parse(unseal(secret.key(purpose), sealed, letterId).toString()) as LetterContent;
}
