import type { Actor } from '#access/actor.ts';
import type { OrganisationScope } from '#access/scope.ts';
import type { ClinicalRole } from '#contract/permissions.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import { refuse } from '#platform/refusal.ts';
import type { Leaver, Leaving } from '../module.ts';
import { tellOffered } from './offer.ts';
import { casesElsewhere, offerCases, providersOf } from './store.ts';

/** A provider's cases when the provider leaves the practice: offered to somebody named, and parked until that person accepts. */
export function casesLeft(platform: Platform): Leaving {
  return {
    async preview(tx, scope, leaver) {
      const [[counted], [group], providers, elsewhere] = await Promise.all([
        tx.query<{ open: number; closed: number }>('select * from cases_of_provider($1, $2)', [
          scope.organisationId,
          leaver.accountId,
        ]),
        tx.query<{ roles: ClinicalRole[] }>('select provider_clinical_roles as roles from groups where id = $1', [
          scope.groupId,
        ]),
        providersOf(tx, scope),
        casesElsewhere(tx, scope, leaver.accountId),
      ]);
      return {
        open: counted?.open ?? 0,
        closed: counted?.closed ?? 0,
        providerRoles: group?.roles ?? [],
        elsewhere: {
          administered: elsewhere.filter(({ administered }) => administered).reduce((sum, { cases }) => sum + cases, 0),
          outOfReach: elsewhere.some(({ administered }) => !administered),
        },
        providers: providers
          .filter(({ accountId }) => accountId !== leaver.accountId)
          .map(({ memberId, name }) => ({ memberId, name })),
      };
    },
    letGo: (tx, scope, leaver, choice) => leave(platform, 'let_go_of_cases', tx, scope, leaver, choice),
    stopProviding: (tx, scope, leaver, choice) => leave(platform, 'stop_providing', tx, scope, leaver, choice),
    elsewhere: (tx, scope, leaver) => casesElsewhere(tx, scope, leaver.accountId),
    async takeBack(tx, scope, leaver) {
      if (scope.kind !== 'practice') return;
      await tx.query('select take_cases_back($1, $2, $3)', [scope.organisationId, leaver.accountId, tx.now]);
    },
  };
}

async function leave(
  platform: Platform,
  how: 'let_go_of_cases' | 'stop_providing',
  tx: Tx,
  scope: OrganisationScope,
  leaver: Leaver,
  { casesTo, actor }: { casesTo: string | null; actor: Actor },
) {
  const providers = casesTo ? await providersOf(tx, scope) : [];
  const target = providers.find(({ memberId, accountId }) => memberId === casesTo && accountId !== leaver.accountId);
  if (casesTo && !target) return refuse('not_a_provider');
  const [row] = await tx.query<{ parked: string[] }>(`select ${how}($1, $2, $3) as parked`, [
    scope.organisationId,
    leaver.accountId,
    tx.now,
  ]);
  if (!target || row!.parked.length === 0) return undefined;
  const offered = await offerCases(tx, scope, { caseIds: row!.parked, toMemberId: target.memberId, until: null });
  await tellOffered(tx, platform, scope, actor, target, null, offered);
  return undefined;
}
