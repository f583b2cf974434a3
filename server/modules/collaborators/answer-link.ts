import type { Answer, Call } from '#access/route.ts';
import type {
  declineCollaborationByLink,
  lookUpCollaboration,
  registerCollaborator,
  sendNewestCollaborationLink,
} from '#contract/collaborators.ts';
import { addressKey } from '#contract/shapes.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import { isRefusal, type Refusal, refuse } from '#platform/refusal.ts';
import { digestOf } from '#platform/secret.ts';
import { createAccount, findAccountByAddress, startSession } from '../identity/index.ts';
import { type Closed, openedBy } from '../team/index.ts';
import { acceptInto, declineIt } from './answer.ts';
import { newestTexts } from './consent-store.ts';
import { describeOffered, describeText } from './describe-offered.ts';
import { offeredByLink } from './offered-store.ts';
import { sendInvitation } from './send-invitation.ts';
import { asInvitation } from './states.ts';
import { supersedeLinks, updateCollaboration } from './store.ts';

/** What the link opens and which way leads on from here. */
export async function lookUpTheLink({ tx, body, actor }: Call<typeof lookUpCollaboration>) {
  const found = await openLink(tx, body.token, false);
  if (isRefusal(found)) return found;
  const known = (await findAccountByAddress(tx, found.email_key)) !== undefined;
  const own = actor !== null && addressKey(actor.email) === found.email_key;
  const signedIn = own ? ('accept' as const) : ('switch' as const);
  const [text] = await newestTexts(tx, found.group_id, ['responsibility']);
  return {
    ...describeOffered(found, tx.now),
    email: found.email,
    firstName: found.first_name,
    lastName: found.last_name,
    responsibility: describeText(text!, body.language),
    next: actor ? signedIn : known ? ('sign_in' as const) : ('register' as const),
    signedInAs: actor?.email ?? null,
  };
}

/** Account, responsibility and session in one transaction: a kill in between leaves all of it or nothing. */
export async function registerByLink(
  call: Call<typeof registerCollaborator>,
  platform: Platform,
): Promise<Answer<typeof registerCollaborator>> {
  const { tx, body, browser } = call;
  const found = await openLink(tx, body.token, true);
  if (isRefusal(found)) return found;
  const { password, firstName, lastName, language, timeZone } = body;
  const account = await createAccount(tx, { email: found.email, password, firstName, lastName, language, timeZone });
  if (isRefusal(account)) {
    return account.code === 'address_in_use' ? refuse('invitation_needs_sign_in') : refuse('password_too_common');
  }
  await tx.actAs(account.id);
  const person = { accountId: account.id, firstName, lastName };
  const accepted = await acceptInto(tx, platform, found, person, { version: body.responsibility, language });
  // A new account is no provider anywhere yet.
  if (isRefusal(accepted)) return accepted as Refusal<Closed | 'consent_outdated'>;
  const { sessionId } = await startSession(tx, platform, account.id, browser, { secondFactor: false });
  call.audit({ ...accepted, organisationId: found.group_id, by: { accountId: account.id, sessionId } });
  return { collaborationId: found.id };
}

/** Somebody without an account says no. With an account, declining asks for signing in, as accepting does. */
export async function declineByTheLink(
  call: Call<typeof declineCollaborationByLink>,
  platform: Platform,
): Promise<Answer<typeof declineCollaborationByLink>> {
  const { tx, body } = call;
  const found = await openLink(tx, body.token, true);
  if (isRefusal(found)) return found;
  if (await findAccountByAddress(tx, found.email_key)) return refuse('invitation_needs_sign_in');
  const declined = await declineIt(tx, platform, found, `${found.first_name} ${found.last_name}`);
  if (isRefusal(declined)) return declined;
  call.audit({ organisationId: found.group_id, subject: { kind: 'collaboration', id: found.id } });
  return undefined;
}

/** The way forward from an older link: a new one goes to the invited address. Within a minute of the last, nothing more is sent. */
export async function sendTheNewestLink(
  call: Call<typeof sendNewestCollaborationLink>,
  platform: Platform,
): Promise<Answer<typeof sendNewestCollaborationLink>> {
  const { tx, body } = call;
  const found = await findByLink(tx, body.token, true);
  if (isRefusal(found)) return found;
  const opened = openedBy({ superseded: false }, asInvitation(found), tx.now);
  if (opened) return opened as Refusal<Closed>;
  call.audit({ organisationId: found.group_id, subject: { kind: 'collaboration', id: found.id } });
  if (tx.now.getTime() - found.sent_at.getTime() < 60_000) return undefined;
  await updateCollaboration(tx, found.id, { sent_at: tx.now, not_delivered_at: null });
  supersedeLinks(tx, found.id);
  await sendInvitation(tx, platform, { name: found.provider }, found, found.group_name);
  return undefined;
}

/** What is behind a link, or why it opens nothing. From here on the transaction may also find the invited address's account. */
async function openLink(tx: Tx, token: string, hold: boolean) {
  const found = await findByLink(tx, token, hold);
  if (isRefusal(found)) return found;
  return openedBy({ superseded: found.link_superseded }, asInvitation(found), tx.now) ?? found;
}

async function findByLink(tx: Tx, token: string, hold: boolean) {
  const digest = digestOf(token);
  await tx.present({ token: digest });
  const found = await offeredByLink(tx, digest, hold);
  if (!found) return refuse('link_invalid');
  await tx.present({ token: digest, address: found.email_key });
  return found;
}
