import type { Answer, Call } from '#access/route.ts';
import type {
  acceptCollaboration,
  declineCollaboration,
  leaveCollaboration,
  listMyCollaborations,
} from '#contract/collaborators.ts';
import type { Platform } from '#platform/platform.ts';
import { isRefusal, refuse } from '#platform/refusal.ts';
import { knownLanguage } from '../team/index.ts';
import { acceptInto, declineIt, leaveIt } from './answer.ts';
import { newestTexts } from './consent-store.ts';
import { describeOffered, describeText } from './describe-offered.ts';
import { offeredToMe, takeOffered } from './offered-store.ts';
import { stateOf } from './states.ts';

export async function listTheCollaborations({ tx, actor, query }: Call<typeof listMyCollaborations>) {
  const language = query.language ?? knownLanguage(actor.language);
  const rows = await offeredToMe(tx);
  const open = rows.filter((row) => ['waiting', 'not_delivered'].includes(stateOf(row, tx.now)));
  const waiting = [];
  for (const row of open) {
    const [text] = await newestTexts(tx, row.group_id, ['responsibility']);
    waiting.push({ ...describeOffered(row, tx.now), responsibility: describeText(text!, language) });
  }
  // One that was taken back, or ran out, is no business of whom it was for.
  const known = rows.filter((row) => ['active', 'ended', 'declined'].includes(stateOf(row, tx.now)));
  return { waiting, collaborations: known.map((row) => describeOffered(row, tx.now)) };
}

/** Two tabs at once: the second waits and finds it accepted. */
export async function acceptTheCollaboration(
  call: Call<typeof acceptCollaboration>,
  platform: Platform,
): Promise<Answer<typeof acceptCollaboration>> {
  const { tx, params, body, actor } = call;
  const offered = await takeOffered(tx, params.collaborationId);
  if (!offered) return refuse('not_found');
  const { responsibility: version, language } = body;
  const accepted = await acceptInto(tx, platform, offered, actor, { version, language });
  if (isRefusal(accepted)) return accepted;
  call.audit({ ...accepted, organisationId: offered.group_id });
  return undefined;
}

export async function declineTheCollaboration(
  call: Call<typeof declineCollaboration>,
  platform: Platform,
): Promise<Answer<typeof declineCollaboration>> {
  const { tx, params, actor } = call;
  const offered = await takeOffered(tx, params.collaborationId);
  if (!offered) return refuse('not_found');
  const declined = await declineIt(tx, platform, offered, `${actor.firstName} ${actor.lastName}`);
  if (isRefusal(declined)) return declined;
  call.audit({ organisationId: offered.group_id, subject: { kind: 'collaboration', id: offered.id } });
  return undefined;
}

export async function leaveTheCollaboration(
  call: Call<typeof leaveCollaboration>,
  platform: Platform,
): Promise<Answer<typeof leaveCollaboration>> {
  const { tx, params, actor } = call;
  const offered = await takeOffered(tx, params.collaborationId);
  if (!offered) return refuse('not_found');
  const left = await leaveIt(tx, platform, offered, actor);
  if (isRefusal(left)) return left;
  call.audit({ organisationId: offered.group_id, subject: { kind: 'collaboration', id: offered.id } });
  return undefined;
}
