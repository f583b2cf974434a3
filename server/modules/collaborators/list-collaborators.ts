import { decide } from '#access/decide.ts';
import type { Call } from '#access/route.ts';
import type {
  listCollaboratorProviders,
  listCollaborators,
  listPlanningServices,
  lookUpCollaborator,
} from '#contract/collaborators.ts';
import { addressKey } from '#contract/shapes.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import { isRefusal, refuse } from '#platform/refusal.ts';
import { consentCurrent } from './consent-store.ts';
import { type Around, describeCollaborator } from './describe.ts';
import { type Provider, practicesToChoose, providerFor } from './provider.ts';
import { casesGiven, collaborationsOf, planningServices } from './store.ts';

/** Whoever can own cases here; and whoever once did and still has collaborators. */
export async function listTheProviders({ tx, scope, actor }: Call<typeof listCollaboratorProviders>) {
  const all = decide(actor.positions, 'collaborators.manage_for_providers').allowed;
  const providers = await tx.query<{ practitionerId: string; name: string; you: boolean; collaborators: number }>(
    `select p.id as "practitionerId", m.first_name || ' ' || m.last_name as name, m.account_id = $2 as you,
       (select count(*)::integer from collaborations b where b.practitioner_id = p.id and b.ended_at is null and b.revoked_at is null and b.declined_at is null
          and (b.accepted_at is not null or b.expires_at > $3)) as collaborators
       from members m join practitioners p on p.id = m.practitioner_id
      where m.organisation_id = $1 and m.removed_at is null and m.deactivated_at is null and ($4 or m.account_id = $2)
        and (may_provide($1, p.id) or exists (select from collaborations b where b.practitioner_id = p.id))
      order by m.last_name, m.first_name, m.id`,
    [scope.organisationId, actor.accountId, tx.now, all],
  );
  return { providers };
}

export async function listTheCollaborators(
  { tx, scope, actor, params }: Call<typeof listCollaborators>,
  platform: Platform,
) {
  const provider = await providerFor(tx, scope, actor, params.practitionerId);
  if (isRefusal(provider)) return provider;
  const [rows, around, current] = await Promise.all([
    collaborationsOf(tx, provider),
    lookAround(tx, platform, provider),
    consentCurrent(tx, provider.practitionerId),
  ]);
  return {
    provider: { practitionerId: provider.practitionerId, name: provider.name, you: !provider.onBehalf },
    collaborators: rows.map((row) => describeCollaborator(row, around)),
    practices: [...around.practices],
    mayAllPractices: !provider.onBehalf,
    consentCurrent: current,
    mailConfigured: around.mailConfigured,
  };
}

/** What describing a collaborator needs to know besides its row. */
export async function lookAround(tx: Tx, platform: Platform, provider: Provider): Promise<Around> {
  const [practices, cases] = await Promise.all([
    practicesToChoose(tx, provider),
    casesGiven(tx, provider.practitionerId),
  ]);
  return { provider, practices, cases, now: tx.now, mailConfigured: platform.mail.configured };
}

export async function listThePlanningServices({ tx }: Call<typeof listPlanningServices>) {
  return { services: await planningServices(tx) };
}

/** A known address that may not be named and an unknown one are answered alike, in words and in work done. */
export async function lookUpTheCollaborator({ tx, scope, actor, params, body }: Call<typeof lookUpCollaborator>) {
  const provider = await providerFor(tx, scope, actor, params.practitionerId);
  if (isRefusal(provider)) return provider;
  if (!(await consentCurrent(tx, provider.practitionerId))) return refuse('consent_needed');
  const [named] = await tx.query<{ first_name: string; last_name: string }>(
    'select * from collaborator_named($1, $2)',
    [provider.practitionerId, addressKey(body.email)],
  );
  return { name: named ? { firstName: named.first_name, lastName: named.last_name } : null };
}
