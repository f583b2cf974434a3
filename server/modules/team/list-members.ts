import { allowedActs } from '#access/decide.ts';
import type { Call } from '#access/route.ts';
import type { listInvitations, listMembers } from '#contract/team.ts';
import type { Platform } from '#platform/platform.ts';
import { describeInvitation, describeMember } from './describe.ts';
import { invitationsOf } from './invitations-store.ts';
import { mayInviteHere } from './invite.ts';
import { presentMembers } from './members-store.ts';

/** Practitioners and staff of an organisation; names and roles only for those who don't administer it. */
export async function listTheMembers({ tx, scope, actor }: Call<typeof listMembers>) {
  const rows = await presentMembers(tx, scope);
  return { members: rows.map((row) => describeMember(row, actor)), may: allowedActs(actor.positions) };
}

export async function listTheInvitations({ tx, scope, actor }: Call<typeof listInvitations>, platform: Platform) {
  const mayAct = allowedActs(actor.positions).includes('members.invite') && !(await mayInviteHere(tx, scope, actor));
  const rows = await invitationsOf(tx, scope);
  return {
    invitations: rows.map((row) => describeInvitation(row, tx.now, platform.mail.configured, mayAct)),
    mailConfigured: platform.mail.configured,
  };
}
