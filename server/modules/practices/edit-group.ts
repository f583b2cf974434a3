import type { Answer, Call } from '#access/route.ts';
import type { editGroup as endpoint } from '#contract/practices.ts';
import { announce } from '#platform/live/announce.ts';
import { refuse } from '#platform/refusal.ts';
import { groupOf, holdGroup, updateGroup } from './group-store.ts';
import { changesBetween } from './information.ts';
import { providerRoles } from './rules.ts';
import { shownGroup } from './view-group.ts';

export async function editGroup(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, scope, body } = call;
  const before = await holdGroup(tx, scope);
  if (!before) return refuse('not_found');
  const wanted = { name: body.name, providerClinicalRoles: providerRoles(body.providerClinicalRoles) };
  const refusal = await updateGroup(tx, scope, wanted);
  if (refusal) return refusal;
  call.audit({
    subject: { kind: 'group', id: scope.organisationId },
    changes: changesBetween(
      { name: before.name, providerClinicalRoles: providerRoles(before.provider_clinical_roles) },
      wanted,
    ),
  });
  await announce(tx, { kind: 'group_changed', organisationId: scope.organisationId });
  const after = await groupOf(tx, scope);
  return after ? shownGroup(after, call.actor.positions) : refuse('not_found');
}
