import type { Call } from '#access/route.ts';
import type { copyInvitationLink, editInvitation, resendInvitation, revokeInvitation } from '#contract/team.ts';
import { announce } from '#platform/live/announce.ts';
import type { Platform } from '#platform/platform.ts';
import { isRefusal, refuse } from '#platform/refusal.ts';
import { digestOf, newToken } from '#platform/secret.ts';
import { fullName } from './check-address.ts';
import { describeInvitation } from './describe.ts';
import { copying, editing, resending, revocation } from './invitation-acts.ts';
import { insertLink, supersedeLinks, takeInvitation, updateInvitation } from './invitations-store.ts';
import { checkPractitioner, invitationUrl, mayInviteHere, sendLink } from './invite.ts';
import { memberByAddress } from './members-store.ts';
import { placeOf } from './place.ts';
import { checkProfessional, levelFor } from './rules.ts';

/** Changes what an open invitation offers; the link that was sent stays valid. */
export async function editTheInvitation(call: Call<typeof editInvitation>, platform: Platform) {
  const { tx, scope, body } = call;
  const row = await takeToActOn(call);
  if (isRefusal(row)) return row;
  const shut = editing(row, tx.now);
  if (shut) return shut;
  const place = await placeOf(tx, scope);
  const professional = checkProfessional(place, body.role, body, false);
  if (isRefusal(professional)) return professional;
  const link = await checkPractitioner(tx, place, body.practitionerId);
  if (isRefusal(link)) return link;
  const changes = {
    first_name: body.firstName,
    last_name: body.lastName,
    role: body.role,
    level: levelFor(place.kind, body.role, body.level ?? row.level),
    clinical_role: professional.clinicalRole,
    specialty: professional.specialty,
    registration_number: professional.registrationNumber,
    practitioner_id: link,
  };
  await updateInvitation(tx, row.id, changes);
  await announce(tx, { kind: 'invitations_changed', organisationId: scope.organisationId });
  tx.send(`select tell_address($1, 'my_invitations_changed', $2)`, [row.email_key, tx.now]);
  call.audit({
    subject: { kind: 'invitation', id: row.id },
    changes: [
      { field: 'name', before: fullName(row), after: fullName(changes), personal: true },
      { field: 'role', before: row.role, after: changes.role },
      { field: 'level', before: row.level, after: changes.level },
      { field: 'clinicalRole', before: row.clinical_role, after: changes.clinical_role },
      {
        field: 'registrationNumber',
        before: row.registration_number,
        after: changes.registration_number,
        personal: true,
      },
    ].filter((change) => change.before !== change.after),
  });
  return describeInvitation({ ...row, ...changes }, tx.now, platform.mail.configured, true);
}

/** A new link and seven new days, also for an invitation that expired or whose mail came back. */
export async function resendTheInvitation(call: Call<typeof resendInvitation>, platform: Platform) {
  const { tx, scope, params, actor } = call;
  const row = await takeInvitation(tx, scope, params.invitationId);
  if (!row) return refuse('not_found');
  const resent = resending(row, tx.now);
  if (isRefusal(resent)) return resent;
  const blocked = await mayInviteHere(tx, scope, actor);
  if (blocked) return blocked;
  const member = await memberByAddress(tx, scope, row.email_key);
  if (member) return refuse('already_member', { facts: { name: fullName(member) } });
  const renewed = { ...row, ...resent };
  await updateInvitation(tx, row.id, resent);
  supersedeLinks(tx, row.id);
  await sendLink(tx, platform, await placeOf(tx, scope), renewed);
  call.audit({ subject: { kind: 'invitation', id: row.id } });
  return describeInvitation(renewed, tx.now, platform.mail.configured, true);
}

/** From now on none of its links opens anything. */
export async function revokeTheInvitation(call: Call<typeof revokeInvitation>, platform: Platform) {
  const { tx, scope } = call;
  const row = await takeToActOn(call);
  if (isRefusal(row)) return row;
  const revoked = revocation(row, tx.now);
  if (isRefusal(revoked)) return revoked;
  await updateInvitation(tx, row.id, revoked);
  await announce(tx, { kind: 'invitations_changed', organisationId: scope.organisationId });
  tx.send(`select tell_address($1, 'my_invitations_changed', $2)`, [row.email_key, tx.now]);
  call.audit({ subject: { kind: 'invitation', id: row.id } });
  return describeInvitation({ ...row, ...revoked }, tx.now, platform.mail.configured, true);
}

/** Where no mail leaves, the inviter hands the link over: shown once, and the newest link from then on. */
export async function copyTheLink(call: Call<typeof copyInvitationLink>, platform: Platform) {
  const { tx, scope } = call;
  const row = await takeToActOn(call);
  if (isRefusal(row)) return row;
  if (platform.mail.configured) return refuse('mail_is_configured');
  const copied = copying(row, tx.now);
  if (isRefusal(copied)) return copied;
  const token = newToken();
  supersedeLinks(tx, row.id);
  insertLink(tx, row.id, digestOf(token));
  await updateInvitation(tx, row.id, copied);
  await announce(tx, { kind: 'invitations_changed', organisationId: scope.organisationId });
  call.audit({ subject: { kind: 'invitation', id: row.id } });
  return { url: invitationUrl(platform, token) };
}

/** The invitation, held, for who may act on it: an instance administrator keeps out once the organisation has a manager. */
async function takeToActOn({
  tx,
  scope,
  params,
  actor,
}: Pick<Call<typeof editInvitation>, 'tx' | 'scope' | 'params' | 'actor'>) {
  const row = await takeInvitation(tx, scope, params.invitationId);
  if (!row) return refuse('not_found');
  return (await mayInviteHere(tx, scope, actor)) ? refuse('not_allowed', { needs: 'members.invite' }) : row;
}
