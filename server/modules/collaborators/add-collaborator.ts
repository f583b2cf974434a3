import type { Answer, Call } from '#access/route.ts';
import type { addCollaborator } from '#contract/collaborators.ts';
import { addressKey } from '#contract/shapes.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import type { Platform } from '#platform/platform.ts';
import { isRefusal, refuse } from '#platform/refusal.ts';
import { invitationLivesMs } from '../team/index.ts';
import { consentCurrent } from './consent-store.ts';
import { describeCollaborator, nameOf } from './describe.ts';
import { lookAround } from './list-collaborators.ts';
import { checkPractices, providerFor } from './provider.ts';
import { sendInvitation } from './send-invitation.ts';
import { isStanding } from './states.ts';
import {
  type CollaborationRow,
  insertCollaboration,
  planningServices,
  settle,
  takeUnended,
  updateCollaboration,
} from './store.ts';
import { tellProvider } from './tell.ts';

/** Adds a person or a planning service. Whether an account exists changes nothing that the provider's side can see. */
export async function addTheCollaborator(
  call: Call<typeof addCollaborator>,
  platform: Platform,
): Promise<Answer<typeof addCollaborator>> {
  const { tx, scope, actor, params, body } = call;
  const provider = await providerFor(tx, scope, actor, params.practitionerId);
  if (isRefusal(provider)) return provider;
  if (!provider.provides) return refuse('not_a_provider');
  if (!(await consentCurrent(tx, provider.practitionerId))) return refuse('consent_needed');
  const who = await identify(tx, body.who, provider.language);
  if (isRefusal(who)) return who;
  if (who.email_key === addressKey(provider.email)) return refuse('collaborator_is_provider');
  const elsewhere = await checkPractices(tx, provider, body.practices);
  if (elsewhere) return elsewhere;
  const before = await takeUnended(
    tx,
    provider,
    who.service_id ? { serviceId: who.service_id } : { emailKey: who.email_key },
  );
  if (before && isStanding(before, tx.now)) {
    return refuse('collaborator_exists', { facts: { collaborationId: before.id } });
  }
  // It expired unanswered, and makes way.
  if (before) {
    await updateCollaboration(tx, before.id, { ended_at: tx.now });
    await settle(tx, before.id);
  }
  const row = {
    id: newId(),
    group_id: provider.groupId,
    practitioner_id: provider.practitionerId,
    practices: body.practices && [...new Set(body.practices)],
    ...who,
    grants: body.grants,
    future_cases: body.futureCases,
    added_by: actor.accountId,
    added_name: `${actor.firstName} ${actor.lastName}`,
    on_behalf: provider.onBehalf,
    added_at: tx.now,
    sent_at: tx.now,
    expires_at: new Date(tx.now.getTime() + invitationLivesMs),
  };
  if (!(await insertCollaboration(tx, row))) return refuse('collaborator_exists');
  const whole: CollaborationRow = { ...row, ...unanswered };
  await sendInvitation(tx, platform, provider, whole);
  await tellProvider(tx, platform, provider, actor, { did: 'added', person: nameOf(whole) });
  call.audit({
    subject: { kind: 'collaboration', id: row.id, made: true },
    changes: [
      { field: 'name', after: nameOf(row), personal: true },
      ...(row.email ? [{ field: 'email', after: row.email, personal: true }] : []),
      { field: 'provider', after: provider.name },
      { field: 'grants', after: row.grants.join(', ') },
      { field: 'futureCases', after: String(row.future_cases) },
    ],
  });
  return describeCollaborator(whole, await lookAround(tx, platform, provider));
}

const unanswered = {
  account_id: null,
  not_delivered_at: null,
  link_copied_at: null,
  revoked_at: null,
  accepted_at: null,
  declined_at: null,
  ended_at: null,
  ended_name: null,
  ended_because: null,
};

async function identify(tx: Tx, who: Call<typeof addCollaborator>['body']['who'], language: string) {
  if (who.kind === 'person') {
    return {
      service_id: null,
      email: who.email,
      email_key: addressKey(who.email),
      first_name: who.firstName,
      last_name: who.lastName,
      language: who.language ?? language,
    };
  }
  const service = (await planningServices(tx)).find(({ id }) => id === who.serviceId);
  if (!service) return refuse('service_unknown');
  return { service_id: service.id, email: '', email_key: '', first_name: '', last_name: service.name, language };
}
