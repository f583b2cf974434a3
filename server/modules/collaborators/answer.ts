import type { Language } from '#contract/shapes.ts';
import type { AuditDetails } from '#platform/audit/record.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { announce } from '#platform/live/announce.ts';
import type { Platform } from '#platform/platform.ts';
import { isRefusal, type Refusal, refuse } from '#platform/refusal.ts';
import { acceptance, type Closed, declining } from '../team/index.ts';
import { keepTick, newestTexts } from './consent-store.ts';
import type { OfferedRow } from './offered-store.ts';
import { asInvitation, stateOf } from './states.ts';
import { settle, updateCollaboration } from './store.ts';
import { tellAnswered, tellBoth } from './tell.ts';

export type Answerer = { accountId: string; firstName: string; lastName: string };

/**
 * Accepts responsibility for a collaboration that the transaction holds, in which it acts for the account. Text, words, person and time
 * are kept; cases given before open in the same transaction.
 */
export async function acceptInto(
  tx: Tx,
  platform: Platform,
  offered: OfferedRow,
  person: Answerer,
  ticked: { version: number; language: Language },
): Promise<AuditDetails | Refusal<Closed | 'collaborator_is_provider' | 'consent_outdated'>> {
  const accepted = acceptance(asInvitation(offered), tx.now, person.accountId);
  if (isRefusal(accepted)) return accepted;
  if (offered.provider_account === person.accountId) return refuse('collaborator_is_provider');
  const [text] = await newestTexts(tx, offered.group_id, ['responsibility']);
  if (text!.version !== ticked.version) return refuse('consent_outdated');
  const name = `${person.firstName} ${person.lastName}`;
  await keepTick(
    tx,
    {
      groupId: offered.group_id,
      practitionerId: offered.practitioner_id,
      collaborationId: offered.id,
      accountId: person.accountId,
      name,
      onBehalf: false,
      language: ticked.language,
    },
    text!,
  );
  if (!offered.service_id) await tx.query('select join_with_former($1, $2)', [offered.id, tx.now]);
  const own = { account_id: person.accountId, first_name: person.firstName, last_name: person.lastName };
  await updateCollaboration(tx, offered.id, { ...accepted, ...(offered.service_id ? {} : own) });
  await settle(tx, offered.id);
  tellBoth(tx, offered.id, true);
  await announce(tx, { kind: 'access_changed', accountId: person.accountId });
  await tellAnswered(tx, platform, offered.id, 'accepted', shownName(offered, name));
  return {
    subject: { kind: 'collaboration', id: offered.id },
    changes: [{ field: 'responsibility', after: String(text!.version) }],
  };
}

export async function declineIt(
  tx: Tx,
  platform: Platform,
  offered: OfferedRow,
  name: string,
): Promise<undefined | Refusal<Closed>> {
  const declined = declining(asInvitation(offered), tx.now);
  if (isRefusal(declined)) return declined;
  // Told before: by then a link's holder has nothing more to do with it.
  await tellAnswered(tx, platform, offered.id, 'declined', shownName(offered, name));
  await updateCollaboration(tx, offered.id, declined);
  await settle(tx, offered.id);
  tellBoth(tx, offered.id);
  return undefined;
}

/** The collaborator goes: whatever was given ends at once. */
export async function leaveIt(
  tx: Tx,
  platform: Platform,
  offered: OfferedRow,
  person: Answerer,
): Promise<undefined | Refusal<'collaboration_over'>> {
  if (stateOf(offered, tx.now) !== 'active') return refuse('collaboration_over');
  const name = `${person.firstName} ${person.lastName}`;
  await updateCollaboration(tx, offered.id, {
    ended_at: tx.now,
    ended_by: person.accountId,
    ended_name: name,
    ended_because: 'collaborator',
  });
  await settle(tx, offered.id);
  tellBoth(tx, offered.id, true);
  await tellAnswered(tx, platform, offered.id, 'left', shownName(offered, name));
  return undefined;
}

/** For a planning service person and service stand together. */
function shownName(offered: OfferedRow, name: string): string {
  return offered.service ? `${name} (${offered.service})` : name;
}
