import type { Call } from '#access/route.ts';
import { registrationNumberRequired, registrationNumberValid } from '#contract/registration-numbers.ts';
import { addressKey } from '#contract/shapes.ts';
import type { declineByLink, lookUpInvitation, sendNewestLink, signUpByInvitation } from '#contract/team.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { announce } from '#platform/live/announce.ts';
import type { Platform } from '#platform/platform.ts';
import { isRefusal, type Refusal, refuse } from '#platform/refusal.ts';
import { digestOf } from '#platform/secret.ts';
import { createAccount, findAccountByAddress, startSession } from '../identity/index.ts';
import { acceptInto, tellInviter } from './accept.ts';
import { type Closed, declining, openedBy } from './invitation-acts.ts';
import { type InvitationWithPlace, invitationByLink, supersedeLinks, updateInvitation } from './invitations-store.ts';
import { sendLink } from './invite.ts';
import * as letters from './letters.ts';

/** What the link opens and which way leads on from here. */
export async function lookUpTheInvitation({ tx, body, actor }: Call<typeof lookUpInvitation>) {
  const found = await openLink(tx, body.token, false);
  if (isRefusal(found)) return found;
  const signedInAs = actor?.email ?? null;
  const known = (await findAccountByAddress(tx, found.email_key)) !== undefined;
  const own = actor !== null && addressKey(actor.email) === found.email_key;
  const next = own
    ? ('accept' as const)
    : actor
      ? ('switch' as const)
      : known
        ? ('sign_in' as const)
        : ('sign_up' as const);
  return { ...describeForInvitee(found), id: found.id, email: found.email, next, signedInAs };
}

/** Account, membership and session in one transaction: a kill in between leaves all of it or nothing. */
export async function signUpByLink(call: Call<typeof signUpByInvitation>, platform: Platform) {
  const { tx, body, browser } = call;
  const found = await openLink(tx, body.token, true);
  if (isRefusal(found)) return found;
  const account = await createAccount(tx, {
    email: found.email,
    password: body.password,
    firstName: body.firstName,
    lastName: body.lastName,
    language: body.language,
    timeZone: body.timeZone,
  });
  if (isRefusal(account)) {
    return account.code === 'address_in_use' ? refuse('invitation_needs_sign_in') : refuse('password_too_common');
  }
  await tx.actAs(account.id);
  const accepted = await acceptInto(tx, platform, found, {
    accountId: account.id,
    firstName: body.firstName,
    lastName: body.lastName,
    email: found.email,
    language: body.language,
    registrationNumber: body.registrationNumber,
    specialty: body.specialty,
  });
  // A new account was never deactivated anywhere.
  if (isRefusal(accepted))
    return asAcceptRefusal(accepted) as Refusal<Exclude<AcceptRefusal, 'own_membership_deactivated'>>;
  const { sessionId } = await startSession(tx, platform, account.id, browser, { secondFactor: false });
  // In the new account's name, also where the browser was signed in with another.
  call.audit({ ...accepted, by: { accountId: account.id, sessionId } });
  return { organisationId: found.organisation_id };
}

/** Somebody without an account says no. With an account, declining asks for signing in, as accepting does. */
export async function declineTheLink(call: Call<typeof declineByLink>, platform: Platform) {
  const { tx, body } = call;
  const found = await openLink(tx, body.token, true);
  if (isRefusal(found)) return found;
  if (await findAccountByAddress(tx, found.email_key)) return refuse('invitation_needs_sign_in');
  const declined = declining(found, tx.now);
  if (isRefusal(declined)) return declined;
  await updateInvitation(tx, found.id, declined);
  await announce(tx, { kind: 'invitations_changed', organisationId: found.organisation_id });
  await tellInviter(tx, platform, found, letters.invitationDeclined);
  call.audit({ organisationId: found.organisation_id, subject: { kind: 'invitation', id: found.id } });
  return undefined;
}

/**
 * The way forward from an older link: a new one goes to the invited address, which is never shown here. Where one went out within
 * the last minute nothing more is sent: it is on its way.
 */
export async function sendTheNewestLink(call: Call<typeof sendNewestLink>, platform: Platform) {
  const { tx, body } = call;
  const found = await findByLink(tx, body.token, true);
  if (isRefusal(found)) return found;
  const opened = openedBy({ superseded: false }, found, tx.now);
  if (opened) return opened as Refusal<Closed>;
  call.audit({ organisationId: found.organisation_id, subject: { kind: 'invitation', id: found.id } });
  if (tx.now.getTime() - found.sent_at.getTime() < 60_000) return undefined;
  await updateInvitation(tx, found.id, { sent_at: tx.now, not_delivered_at: null });
  supersedeLinks(tx, found.id);
  await sendLink(
    tx,
    platform,
    {
      id: found.organisation_id,
      kind: found.organisation_kind,
      groupId: found.group_id,
      name: found.organisation_name,
      country: found.country,
      language: found.language,
    },
    found,
  );
  return undefined;
}

export function describeForInvitee(row: InvitationWithPlace) {
  const { country, clinical_role: clinicalRole, registration_number: number } = row;
  return {
    organisation: {
      id: row.organisation_id,
      name: row.organisation_name,
      kind: row.organisation_kind,
      city: row.city ?? '',
      country,
    },
    invitedBy: row.inviter_name,
    role: row.role,
    level: row.level,
    clinicalRole,
    specialty: row.specialty,
    registrationNumber: number,
    firstName: row.first_name,
    lastName: row.last_name,
    expiresAt: row.expires_at.toISOString(),
    registrationNumberAsked:
      registrationNumberRequired(country, clinicalRole) &&
      (number === '' || !registrationNumberValid(country, clinicalRole, number)),
  };
}

/** The invitation behind a link, or why it opens nothing. From here on the transaction may also find the invited address's account. */
async function openLink(tx: Tx, token: string, hold: boolean) {
  const found = await findByLink(tx, token, hold);
  if (isRefusal(found)) return found;
  return openedBy({ superseded: found.link_superseded }, found, tx.now) ?? found;
}

async function findByLink(tx: Tx, token: string, hold: boolean) {
  const digest = digestOf(token);
  await tx.present({ token: digest });
  const found = await invitationByLink(tx, digest, hold);
  if (!found) return refuse('link_invalid');
  await tx.present({ token: digest, address: found.email_key });
  return found;
}

type AcceptRefusal =
  | Closed
  | 'own_membership_deactivated'
  | 'registration_number_missing'
  | 'registration_number_invalid';

/** The inviter can't have broken the other rules for roles; what is left concerns the number that the invitee completes. */
export function asAcceptRefusal(refusal: Refusal): Refusal<AcceptRefusal> {
  switch (refusal.code) {
    case 'role_not_of_organisation':
    case 'clinical_role_missing':
    case 'clinical_role_not_of_role':
      return refuse('registration_number_invalid', refusal.details);
    default:
      return refusal as Refusal<AcceptRefusal>;
  }
}
