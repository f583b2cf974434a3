import type { Answer, Call } from '#access/route.ts';
import type * as contract from '#contract/orders.ts';
import { announce } from '#platform/live/announce.ts';
import { refuse } from '#platform/refusal.ts';
import { ownPractitioner } from './drafts-store.ts';
import {
  type Colleague,
  colleagues,
  giveSubmitting,
  ownPreferences,
  savePreferences,
  takeSubmitting,
} from './settings-store.ts';

export async function viewTreatmentPreferences(
  call: Call<typeof contract.viewTreatmentPreferences>,
): Promise<Answer<typeof contract.viewTreatmentPreferences>> {
  return { approach: await ownPreferences(call.tx, call.actor.accountId) };
}

export async function saveTreatmentPreferences(
  call: Call<typeof contract.saveTreatmentPreferences>,
): Promise<Answer<typeof contract.saveTreatmentPreferences>> {
  savePreferences(call.tx, call.actor.accountId, call.body.approach);
  return { approach: call.body.approach };
}

export async function viewSubmitters(
  call: Call<typeof contract.viewSubmitters>,
): Promise<Answer<typeof contract.viewSubmitters>> {
  const { tx, scope, actor } = call;
  const practitionerId = await ownPractitioner(tx, scope.organisationId, actor.accountId);
  if (!practitionerId) return refuse('not_a_provider');
  return shown(await colleagues(tx, scope, practitionerId, actor.accountId));
}

/** Who isn't among those named loses it at once. */
export async function saveSubmitters(
  call: Call<typeof contract.saveSubmitters>,
): Promise<Answer<typeof contract.saveSubmitters>> {
  const { tx, scope, actor, body } = call;
  const practitionerId = await ownPractitioner(tx, scope.organisationId, actor.accountId);
  if (!practitionerId) return refuse('not_a_provider');
  const before = await colleagues(tx, scope, practitionerId, actor.accountId);
  const after = before.map((each) => ({ ...each, maySubmit: body.memberIds.includes(each.memberId) }));
  const changed = after.filter((each, index) => each.maySubmit !== before[index]!.maySubmit);
  for (const { accountId, maySubmit } of changed) {
    if (maySubmit) giveSubmitting(tx, scope, practitionerId, accountId);
    else takeSubmitting(tx, scope, practitionerId, accountId);
    await announce(tx, { kind: 'access_changed', accountId });
  }
  call.audit({
    subject: { kind: 'practice', id: scope.organisationId },
    changes: changed.map(({ accountId, maySubmit }) => ({
      field: 'submitForMe',
      ...(maySubmit ? { after: accountId } : { before: accountId }),
    })),
  });
  return shown(after);
}

const shown = (list: readonly Colleague[]) => ({
  members: list.map(({ memberId, name, maySubmit }) => ({ memberId, name, maySubmit })),
});
