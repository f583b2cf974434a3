import type { Answer, Call } from '#access/route.ts';
import type { giveConsent, viewConsent } from '#contract/collaborators.ts';
import type { Language } from '#contract/shapes.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import { isRefusal, refuse } from '#platform/refusal.ts';
import { knownLanguage } from '../team/index.ts';
import { keepTick, newestTexts, ticksOf } from './consent-store.ts';
import { type Provider, providerFor } from './provider.ts';
import { tellProvider } from './tell.ts';

const boxes = ['patient_consent', 'terms'] as const;

export async function viewTheConsent({ tx, scope, actor, params, query }: Call<typeof viewConsent>) {
  const provider = await providerFor(tx, scope, actor, params.practitionerId);
  if (isRefusal(provider)) return provider;
  return describeConsent(tx, provider, query.language ?? knownLanguage(actor.language));
}

/** Both boxes at once, in the version that was shown. By an Admin for the provider, who is told. */
export async function giveTheConsent(
  call: Call<typeof giveConsent>,
  platform: Platform,
): Promise<Answer<typeof giveConsent>> {
  const { tx, scope, actor, params, body } = call;
  const provider = await providerFor(tx, scope, actor, params.practitionerId);
  if (isRefusal(provider)) return provider;
  if (!provider.provides) return refuse('not_a_provider');
  const [texts, ticks] = await Promise.all([
    newestTexts(tx, provider.groupId, boxes),
    ticksOf(tx, provider.practitionerId),
  ]);
  const seen = { patient_consent: body.patientConsent, terms: body.terms };
  if (boxes.some((kind) => texts.find((text) => text.kind === kind)!.version !== seen[kind])) {
    return refuse('consent_outdated');
  }
  const fresh = texts.filter(
    (text) => !ticks.some(({ kind, version }) => kind === text.kind && version === text.version),
  );
  const name = `${actor.firstName} ${actor.lastName}`;
  const { groupId, practitionerId, onBehalf } = provider;
  for (const text of fresh) {
    await keepTick(
      tx,
      {
        groupId,
        practitionerId,
        collaborationId: null,
        accountId: actor.accountId,
        name,
        onBehalf,
        language: body.language,
      },
      text,
    );
  }
  if (fresh.length > 0) {
    await tellProvider(tx, platform, provider, actor, { did: 'ticked' });
    tx.send('insert into events (at, kind, organisation_id) values ($1, $2, $3)', [
      tx.now,
      'collaborations_changed',
      scope.organisationId,
    ]);
  }
  call.audit({
    subject: { kind: 'practitioner', id: practitionerId },
    changes: [
      ...fresh.map(({ kind, version }) => ({ field: kind, after: String(version) })),
      ...(onBehalf ? [{ field: 'provider', after: provider.name }] : []),
    ],
  });
  return describeConsent(tx, provider, body.language);
}

async function describeConsent(tx: Tx, provider: Provider, language: Language) {
  const [texts, ticks] = await Promise.all([
    newestTexts(tx, provider.groupId, boxes),
    ticksOf(tx, provider.practitionerId),
  ]);
  const shown = texts.map(({ kind, version, bodies }) => {
    const tick = ticks.find((each) => each.kind === kind);
    const current = tick?.version === version;
    return {
      kind,
      version,
      language,
      body: bodies[language],
      ticked: current ? { at: tick.at.toISOString(), by: tick.name, onBehalf: tick.on_behalf } : null,
      renewed: tick !== undefined && !current,
    };
  });
  return { current: shown.every(({ ticked }) => ticked !== null), texts: shown };
}
