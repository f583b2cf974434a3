import type { Call } from '#access/route.ts';
import type { acceptInvitation, declineInvitation, listMyInvitations } from '#contract/team.ts';
import { announce } from '#platform/live/announce.ts';
import type { Platform } from '#platform/platform.ts';
import { isRefusal, refuse } from '#platform/refusal.ts';
import { acceptInto, tellInviter } from './accept.ts';
import { asAcceptRefusal, describeForInvitee } from './answer-link.ts';
import { declining } from './invitation-acts.ts';
import { invitationsForMe, takeInvitationForMe, updateInvitation } from './invitations-store.ts';
import * as letters from './letters.ts';

export async function listOwnInvitations({ tx }: Call<typeof listMyInvitations>) {
  const rows = await invitationsForMe(tx);
  return { invitations: rows.map((row) => ({ ...describeForInvitee(row), id: row.id })) };
}

/** Approves an invitation to the address of the account signed in. Two tabs at once: the second waits and finds it accepted. */
export async function acceptOwnInvitation(call: Call<typeof acceptInvitation>, platform: Platform) {
  const { tx, params, body, actor } = call;
  const found = await takeInvitationForMe(tx, params.invitationId);
  if (!found) return refuse('not_found');
  const accepted = await acceptInto(tx, platform, found, { ...actor, ...body });
  if (isRefusal(accepted)) return asAcceptRefusal(accepted);
  call.audit(accepted);
  return { organisationId: found.organisation_id };
}

export async function declineOwnInvitation(call: Call<typeof declineInvitation>, platform: Platform) {
  const { tx, params, actor } = call;
  const found = await takeInvitationForMe(tx, params.invitationId);
  if (!found) return refuse('not_found');
  const declined = declining(found, tx.now);
  if (isRefusal(declined)) return declined;
  await updateInvitation(tx, found.id, declined);
  await announce(tx, { kind: 'invitations_changed', organisationId: found.organisation_id });
  await announce(tx, { kind: 'my_invitations_changed', accountId: actor.accountId });
  await tellInviter(tx, platform, found, letters.invitationDeclined, `${actor.firstName} ${actor.lastName}`);
  call.audit({ organisationId: found.organisation_id, subject: { kind: 'invitation', id: found.id } });
  return undefined;
}
