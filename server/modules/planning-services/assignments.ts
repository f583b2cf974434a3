import type { Answer, Call } from '#access/route.ts';
import type { assignCases, setDefaultMember, viewAssignments } from '#contract/planning-services.ts';
import { announce } from '#platform/live/announce.ts';
import { refuse } from '#platform/refusal.ts';
import { assign, countsByMember, membersOf, providersOf, saveDefault } from './store.ts';

export async function viewTheAssignments({ tx, scope }: Call<typeof viewAssignments>) {
  const [members, counts, providers] = await Promise.all([
    membersOf(tx, scope),
    countsByMember(tx, scope),
    providersOf(tx, scope),
  ]);
  return {
    members: members.map((row) => ({
      memberId: row.id,
      accountId: row.account_id,
      name: row.name,
      cases: counts.get(row.account_id) ?? 0,
    })),
    nobody: counts.get('nobody') ?? 0,
    providers: providers.map((row) => ({
      practitionerId: row.practitioner_id,
      name: row.name,
      defaultMember: row.account_id ? { accountId: row.account_id, name: row.member ?? '' } : null,
    })),
  };
}

/** Gives cases to a member, who sees them from then on; whoever had them sees them no longer. */
export async function assignTheCases(call: Call<typeof assignCases>): Promise<Answer<typeof assignCases>> {
  const { tx, scope, body } = call;
  if (scope.kind !== 'planning_service') return refuse('not_found');
  const members = await membersOf(tx, scope);
  const to = members.find((member) => member.account_id === body.accountId);
  if (body.accountId !== null && !to) return refuse('not_a_member_of_service');
  const caseIds = [...new Set(body.caseIds)];
  const done = await assign(tx, scope, caseIds, body.accountId);
  if (done.changed > 0) {
    await announce(tx, { kind: 'cases_changed', organisationId: scope.organisationId });
    for (const member of members) await announce(tx, { kind: 'cases_changed', accountId: member.account_id });
  }
  call.audit({
    ...(to ? { subject: { kind: 'account', id: to.account_id } } : {}),
    changes: [
      { field: 'assigned_to', after: to?.name ?? null },
      { field: 'cases', after: String(done.changed) },
      { field: 'case_ids', after: caseIds.join(', ').slice(0, 4000) },
    ],
  });
  return done;
}

/** New cases of a provider go to this member at once; those given before stay where they are. */
export async function setTheDefaultMember(
  call: Call<typeof setDefaultMember>,
): Promise<Answer<typeof setDefaultMember>> {
  const { tx, scope, actor, params, body } = call;
  if (scope.kind !== 'planning_service') return refuse('not_found');
  const [members, providers] = await Promise.all([membersOf(tx, scope), providersOf(tx, scope)]);
  const provider = providers.find((row) => row.practitioner_id === params.practitionerId);
  if (!provider) return refuse('not_found');
  const to = members.find((member) => member.account_id === body.accountId);
  if (body.accountId !== null && !to) return refuse('not_a_member_of_service');
  await saveDefault(tx, scope, provider.practitioner_id, body.accountId, actor.accountId);
  await announce(tx, { kind: 'cases_changed', organisationId: scope.organisationId });
  call.audit({
    changes: [
      { field: 'provider', after: provider.name },
      { field: 'assigned_to', before: provider.member, after: to?.name ?? null },
    ],
  });
  return undefined;
}
