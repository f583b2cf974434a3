import type { Answer, Call } from '#access/route.ts';
import type {
  changeCollaborator,
  copyCollaboratorLink,
  endCollaborator,
  resendCollaborator,
  revokeCollaborator,
} from '#contract/collaborators.ts';
import type { Platform } from '#platform/platform.ts';
import { isRefusal, refuse } from '#platform/refusal.ts';
import { digestOf, newToken } from '#platform/secret.ts';
import { copying, resending, revocation } from '../team/index.ts';
import { consentCurrent } from './consent-store.ts';
import { type Around, describeCollaborator, mayActOn, nameOf } from './describe.ts';
import { lookAround } from './list-collaborators.ts';
import { checkPractices, providerFor } from './provider.ts';
import { collaborationUrl, sendInvitation } from './send-invitation.ts';
import { asInvitation, isStanding, stateOf } from './states.ts';
import {
  type CollaborationRow,
  insertLink,
  settle,
  supersedeLinks,
  takeCollaboration,
  updateCollaboration,
} from './store.ts';
import { type Deed, tellBoth, tellProvider } from './tell.ts';

type OnCollaboration = Pick<Call<typeof resendCollaborator>, 'tx' | 'scope' | 'actor' | 'params' | 'audit'>;

/** Changes what was granted, where, and whether future cases are given. Only what adds something needs consent in its newest version. */
export async function changeTheCollaborator(
  call: Call<typeof changeCollaborator>,
  platform: Platform,
): Promise<Answer<typeof changeCollaborator>> {
  const { tx, body } = call;
  const taken = await takeToActOn(call, platform);
  if (isRefusal(taken)) return taken;
  const { row, around } = taken;
  if (!isStanding(row, tx.now)) return refuse('collaboration_over');
  const elsewhere = await checkPractices(tx, around.provider, body.practices);
  if (elsewhere) return elsewhere;
  const changes = {
    grants: body.grants,
    practices: body.practices && [...new Set(body.practices)],
    future_cases: body.futureCases,
  };
  if (givesMore(row, changes) && !(await consentCurrent(tx, around.provider.practitionerId))) {
    return refuse('consent_needed');
  }
  await updateCollaboration(tx, row.id, changes);
  await settle(tx, row.id);
  return done(call, platform, taken, { ...row, ...changes }, 'changed', [
    { field: 'grants', before: row.grants.join(', '), after: changes.grants.join(', ') },
    { field: 'futureCases', before: String(row.future_cases), after: String(changes.future_cases) },
    { field: 'practices', before: String(row.practices?.length ?? ''), after: String(changes.practices?.length ?? '') },
  ]);
}

function givesMore(
  row: CollaborationRow,
  next: Pick<CollaborationRow, 'grants' | 'practices' | 'future_cases'>,
): boolean {
  const practices = row.practices !== null && (next.practices?.some((each) => !row.practices!.includes(each)) ?? true);
  return (
    practices || next.grants.some((each) => !row.grants.includes(each)) || (next.future_cases && !row.future_cases)
  );
}

/** A new link and seven new days, also for an invitation that expired or whose mail came back. */
export async function resendTheCollaborator(
  call: Call<typeof resendCollaborator>,
  platform: Platform,
): Promise<Answer<typeof resendCollaborator>> {
  const { tx } = call;
  const taken = await takeToActOn(call, platform);
  if (isRefusal(taken)) return taken;
  const { row, around } = taken;
  const resent = resending(asInvitation(row), tx.now);
  if (isRefusal(resent)) return resent;
  if (!(await consentCurrent(tx, around.provider.practitionerId))) return refuse('consent_needed');
  const renewed = { ...row, ...resent };
  await updateCollaboration(tx, row.id, resent);
  supersedeLinks(tx, row.id);
  await sendInvitation(tx, platform, around.provider, renewed);
  return done(call, platform, taken, renewed, 'resent');
}

/** From now on none of its links opens anything, and nothing waits for it any more. */
export async function revokeTheCollaborator(
  call: Call<typeof revokeCollaborator>,
  platform: Platform,
): Promise<Answer<typeof revokeCollaborator>> {
  const { tx } = call;
  const taken = await takeToActOn(call, platform);
  if (isRefusal(taken)) return taken;
  const revoked = revocation(asInvitation(taken.row), tx.now);
  if (isRefusal(revoked)) return revoked;
  await updateCollaboration(tx, taken.row.id, revoked);
  await settle(tx, taken.row.id);
  return done(call, platform, taken, { ...taken.row, ...revoked }, 'revoked');
}

/** Where no mail leaves, the link is handed over by hand: shown once, and the newest link from then on. */
export async function copyTheLink(
  call: Call<typeof copyCollaboratorLink>,
  platform: Platform,
): Promise<Answer<typeof copyCollaboratorLink>> {
  const { tx } = call;
  const taken = await takeToActOn(call, platform);
  if (isRefusal(taken)) return taken;
  const { row } = taken;
  if (platform.mail.configured) return refuse('mail_is_configured');
  const copied = row.service_id ? refuse('invitation_not_open') : copying(asInvitation(row), tx.now);
  if (isRefusal(copied)) return copied;
  const token = newToken();
  supersedeLinks(tx, row.id);
  insertLink(tx, row.id, digestOf(token));
  await updateCollaboration(tx, row.id, copied);
  tellBoth(tx, row.id);
  call.audit({ subject: { kind: 'collaboration', id: row.id } });
  return { url: collaborationUrl(platform, token) };
}

/** Ends an active collaboration: all access by it ends in the same moment. */
export async function endTheCollaborator(
  call: Call<typeof endCollaborator>,
  platform: Platform,
): Promise<Answer<typeof endCollaborator>> {
  const { tx, actor } = call;
  const taken = await takeToActOn(call, platform);
  if (isRefusal(taken)) return taken;
  if (stateOf(taken.row, tx.now) !== 'active') return refuse('collaboration_over');
  const ended_name = `${actor.firstName} ${actor.lastName}`;
  const changes = { ended_at: tx.now, ended_by: actor.accountId, ended_name, ended_because: 'provider' as const };
  await updateCollaboration(tx, taken.row.id, changes);
  await settle(tx, taken.row.id);
  return done(call, platform, taken, { ...taken.row, ...changes }, 'ended');
}

type Taken = { row: CollaborationRow; around: Around };

async function takeToActOn({ tx, scope, actor, params }: OnCollaboration, platform: Platform) {
  const provider = await providerFor(tx, scope, actor, params.practitionerId);
  if (isRefusal(provider)) return provider;
  const row = await takeCollaboration(tx, provider, params.collaborationId);
  if (!row) return refuse('not_found');
  const around = await lookAround(tx, platform, provider);
  // It reaches into practices of which the person isn't Admin: that is the provider's own matter.
  if (!mayActOn(row, around)) return refuse('not_allowed', { needs: 'collaborators.manage_for_providers' });
  return { row, around };
}

/** What follows every act alike: both sides' open pages, the letter to the provider, the audit log, and the row as it is now. */
async function done(
  call: OnCollaboration,
  platform: Platform,
  { row, around }: Taken,
  now: CollaborationRow,
  did: Deed,
  changes: { field: string; before: string; after: string }[] = [],
) {
  const { tx, actor } = call;
  tellBoth(tx, row.id, did === 'changed' || did === 'ended');
  await tellProvider(tx, platform, around.provider, actor, { did, person: nameOf(row) });
  const { onBehalf, name } = around.provider;
  call.audit({
    subject: { kind: 'collaboration', id: row.id },
    changes: [
      ...changes.filter((change) => change.before !== change.after),
      ...(onBehalf ? [{ field: 'provider', after: name }] : []),
    ],
  });
  return describeCollaborator(now, await lookAround(tx, platform, around.provider));
}
