import type { Call } from '#access/route.ts';
import { mintScope, type OrganisationScope } from '#access/scope.ts';
import type { deactivateMember, Leftover, removeMember } from '#contract/team.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Leftovers } from '../module.ts';
import { type LeavingMembership, leaverOf } from './leaving-membership.ts';

/** Everything that ends with these memberships unless it is ticked to stay, whichever module it comes from. */
export async function listLeftovers(
  tx: Tx,
  groupId: string | null,
  memberships: readonly LeavingMembership[],
  contributors: readonly Leftovers[],
): Promise<Leftover[]> {
  const asked = asMembers(memberships, groupId).flatMap(({ scope, leaver }) =>
    concerned(contributors, scope).map((each) => each.list(tx, scope, leaver)),
  );
  return (await Promise.all(asked)).flat();
}

/** Ends what wasn't ticked, in the transaction of the leaving and while the memberships still stand; each thing is an audit entry of its own. */
export async function endLeftovers(
  call: Call<typeof deactivateMember> | Call<typeof removeMember>,
  act: 'deactivate' | 'remove',
  memberships: readonly LeavingMembership[],
  contributors: readonly Leftovers[],
): Promise<void> {
  const how = { act, keep: new Set(call.body.keep), actor: call.actor };
  for (const { scope, leaver } of asMembers(memberships, call.scope.groupId)) {
    for (const each of concerned(contributors, scope)) {
      const acts = await each.end(call.tx, scope, leaver, how);
      for (const done of acts) call.alsoAudit({ ...done, organisationId: scope.organisationId });
    }
  }
}

const concerned = (contributors: readonly Leftovers[], { kind }: OrganisationScope) =>
  contributors.filter(({ everywhere }) => everywhere || kind === 'practice');

function asMembers(memberships: readonly LeavingMembership[], groupId: string | null) {
  return memberships
    .filter(({ kind }) => kind !== 'group')
    .map((membership) => ({
      scope: mintScope(membership.organisation_id, membership.kind, groupId) as OrganisationScope,
      leaver: leaverOf(membership),
    }));
}
