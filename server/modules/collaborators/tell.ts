import type { Actor } from '#access/actor.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import { knownLanguage } from '../team/index.ts';
import * as letters from './letters.ts';
import type { Provider } from './provider.ts';

export type Deed = 'ticked' | 'added' | 'changed' | 'resent' | 'revoked' | 'ended';

/** Where providers see their collaborators. */
export const ownPage = (platform: Platform) => `${platform.config.publicUrl}/account/collaborators`;

/** Tells the provider what an Admin did in their name; nothing where they did it themselves. */
export async function tellProvider(
  tx: Tx,
  platform: Platform,
  provider: Provider,
  actor: Actor,
  { did, person }: { did: Deed; person?: string },
): Promise<void> {
  if (!provider.onBehalf) return;
  await platform.mail.post(tx, {
    template: letters.doneForYou,
    to: provider.email,
    language: knownLanguage(provider.language),
    firstName: provider.firstName,
    sender: { name: provider.practice },
    values: {
      by: `${actor.firstName} ${actor.lastName}`,
      practice: provider.practice,
      deed: did,
      ...(person ? { person } : {}),
      url: ownPage(platform),
    },
  });
}

/** Tells the provider that a collaborator accepted, declined or left; nobody once the provider has left. */
export async function tellAnswered(
  tx: Tx,
  platform: Platform,
  collaborationId: string,
  answer: 'accepted' | 'declined' | 'left',
  person: string,
): Promise<void> {
  const [provider] = await tx.query<{ email: string; first_name: string; language: string; practice: string }>(
    'select * from provider_of_collaboration($1)',
    [collaborationId],
  );
  if (!provider) return;
  await platform.mail.post(tx, {
    template: letters.answered,
    to: provider.email,
    language: knownLanguage(provider.language),
    firstName: provider.first_name,
    sender: { name: provider.practice },
    values: { person, practice: provider.practice, answer, url: ownPage(platform) },
  });
}

/** Open pages of both sides look again. */
export function tellBoth(tx: Tx, collaborationId: string, withCases = false): void {
  tx.send('select tell_collaboration($1, $2, $3)', [collaborationId, 'collaborations_changed', tx.now]);
  if (withCases) tx.send('select tell_collaboration($1, $2, $3)', [collaborationId, 'cases_changed', tx.now]);
}
