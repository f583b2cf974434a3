import type { Actor } from '#access/actor.ts';
import type { Answer, Call } from '#access/route.ts';
import type { OrganisationScope } from '#access/scope.ts';
import type { listProviders, offerHandOvers, withdrawHandOver } from '#contract/hand-overs.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { announce } from '#platform/live/announce.ts';
import type { Platform } from '#platform/platform.ts';
import { refuse } from '#platform/refusal.ts';
import { dayIn, writeHistory } from '../cases/index.ts';
import { knownLanguage } from '../team/index.ts';
import * as letters from './letters.ts';
import { addressOf, casesMeant, type NamedCase, offerCases, type ProviderRow, providersOf, withdraw } from './store.ts';

export async function listTheProviders(call: Call<typeof listProviders>) {
  const { tx, scope, actor } = call;
  const rows = await providersOf(tx, scope);
  return {
    providers: rows.map(({ memberId, practitionerId, accountId, name }) => ({
      memberId,
      practitionerId,
      name,
      you: accountId === actor.accountId,
    })),
  };
}

/** Offers cases to another provider of the practice; nothing changes hands before that person accepts. */
export async function offerTheHandOvers(
  call: Call<typeof offerHandOvers>,
  platform: Platform,
): Promise<Answer<typeof offerHandOvers>> {
  const { tx, scope, actor, body } = call;
  const { toMemberId, until } = body;
  const target = (await providersOf(tx, scope)).find(({ memberId }) => memberId === toMemberId);
  if (!target) return refuse('not_a_provider');
  if (until && until < dayIn(actor.timeZone, tx.now)) return refuse('until_in_past');
  const caseIds = await casesMeant(tx, scope, body.cases);
  const offered = await offerCases(tx, scope, { caseIds, toMemberId, until });
  await tellOffered(tx, platform, scope, actor, target, until, offered);
  const asked = Array.isArray(body.cases) ? new Set(body.cases).size : caseIds.length;
  call.audit({
    subject: { kind: 'account', id: target.accountId },
    changes: [
      {
        field: 'cases',
        after: offered
          .map(({ number }) => number)
          .join(', ')
          .slice(0, 4000),
      },
      ...(until ? [{ field: 'until', after: until }] : []),
    ],
  });
  return { offered: offered.length, skipped: asked - offered.length };
}

/** The new provider hears of it in open pages and by letter; so do the pages of those who offered. */
export async function tellOffered(
  tx: Tx,
  platform: Platform,
  scope: OrganisationScope,
  actor: Actor,
  target: ProviderRow,
  until: string | null,
  offered: readonly NamedCase[],
): Promise<void> {
  if (offered.length === 0) return;
  await announce(tx, { kind: 'hand_overs_changed', accountId: target.accountId });
  await announce(tx, { kind: 'hand_overs_changed', organisationId: scope.organisationId });
  const person = await addressOf(tx, scope.organisationId, target.accountId);
  if (!person || target.accountId === actor.accountId) return;
  await platform.mail.post(tx, {
    template: letters.offered,
    to: person.email,
    language: knownLanguage(person.language),
    firstName: person.first_name,
    sender: { name: person.practice },
    values: {
      by: `${actor.firstName} ${actor.lastName}`,
      practice: person.practice,
      cases: letters.namesOfCases(offered),
      ...(until ? { until } : {}),
      url: `${platform.config.publicUrl}/hand-overs`,
    },
  });
}

export async function withdrawTheHandOver(
  call: Call<typeof withdrawHandOver>,
): Promise<Answer<typeof withdrawHandOver>> {
  const { tx, scope, actor, params } = call;
  const withdrawn = await withdraw(tx, scope, params.handOverId);
  if (withdrawn === 'gone') return refuse('not_found');
  if (withdrawn === 'over') return refuse('hand_over_over');
  writeHistory(tx, withdrawn, actor, { orderId: null, event: 'withdraw_hand_over', actedAs: 'practice_admin' });
  await announce(tx, { kind: 'hand_overs_changed', accountId: withdrawn.accountId });
  await announce(tx, { kind: 'hand_overs_changed', organisationId: scope.organisationId });
  call.audit({ subject: { kind: 'case', id: withdrawn.caseId } });
  return undefined;
}
