import type { Call } from '#access/route.ts';
import { mintScope, type OrganisationScope } from '#access/scope.ts';
import type { changeMember } from '#contract/team.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { announce } from '#platform/live/announce.ts';
import type { Platform } from '#platform/platform.ts';
import { isRefusal, refuse } from '#platform/refusal.ts';
import type { AfterTheTeam, Leaver, Leaving } from '../module.ts';
import { describeMember } from './describe.ts';
import { checkPractitioner, knownLanguage } from './invite.ts';
import { leaverOf } from './leaving-membership.ts';
import * as letters from './letters.ts';
import {
  anotherAdminRemains,
  mayProvide,
  membershipsInGroup,
  providerRole,
  takeMember,
  updateMembers,
} from './members-store.ts';
import { placeOf } from './place.ts';
import { linkPractitioner } from './practitioners-store.ts';
import { checkProfessional, lacking, levelFor } from './rules.ts';
import { organisationUrl } from './urls.ts';

/**
 * Changes role, level and professional details; the person is told of a new role or level. Cases of somebody who can't be provider any
 * more go where a leaving provider's cases go, at every practice of the group that the person acting administers, and what nobody took over
 * comes back with the role. Cases at practices that they don't administer aren't theirs to touch: the change is refused.
 */
export async function changeTheMember(call: Call<typeof changeMember>, platform: Platform, { leavings }: AfterTheTeam) {
  const { tx, scope, actor, params, body } = call;
  const row = await takeMember(tx, scope, params.memberId);
  if (!row) return refuse('not_found');
  const needs = lacking(actor.positions, 'change', { groupManager: row.group_manager });
  if (needs) return refuse('not_allowed', { needs });
  if (row.deactivated_at) return refuse('member_deactivated', { facts: { memberId: row.id } });
  const place = await placeOf(tx, scope);
  const professional = checkProfessional(place, body.role, body, true);
  if (isRefusal(professional)) return professional;
  const level = levelFor(place.kind, body.role, body.level);
  if (row.level === 'admin' && level !== 'admin' && !(await anotherAdminRemains(tx, scope.organisationId, row.id))) {
    return refuse(place.kind === 'group' ? 'last_group_manager' : 'last_admin');
  }
  const chosen = await checkPractitioner(tx, place, body.practitionerId, row.account_id);
  if (isRefusal(chosen)) return chosen;
  const provided = await mayProvide(tx, scope, row.practitioner_id);
  const provides = await providerRole(tx, place.groupId, professional.clinicalRole);
  const scopes = provided && !provides ? [scope] : [];
  // A clinical role stands in the group's record; without one the record stays, and so do the cases of other practices.
  if (professional.clinicalRole && !provides) {
    const elsewhere = await ownedElsewhere(tx, scope, leaverOf(row), leavings);
    if (elsewhere.some(({ administered }) => !administered)) return refuse('provides_elsewhere');
    scopes.push(...elsewhere.map(({ practiceId }) => mintScope(practiceId, 'practice', scope.groupId)));
  }
  const left = await stopProviding(call, scopes, leaverOf(row), leavings);
  if (left) return left;
  const practitionerId =
    professional.clinicalRole && place.groupId
      ? await linkPractitioner(
          tx,
          place.groupId,
          { accountId: row.account_id, firstName: row.first_name, lastName: row.last_name },
          { ...professional, clinicalRole: professional.clinicalRole },
          chosen,
        )
      : null;
  await updateMembers(tx, [row.id], { role: body.role, level, practitioner_id: practitionerId });
  if (provides && row.clinical_role !== professional.clinicalRole) {
    for (const again of await membershipsInGroup(tx, scope, row.account_id)) {
      if (again.kind !== 'practice') continue;
      const there = mintScope(again.organisation_id, 'practice', scope.groupId);
      for (const each of leavings) await each.takeBack(tx, there, leaverOf(again));
    }
  }
  const told = body.role !== row.role || level !== row.level;
  if (told) {
    await platform.mail.post(tx, {
      template: letters.roleChanged,
      to: row.email,
      language: knownLanguage(row.language),
      firstName: row.first_name,
      sender: { name: place.name },
      values: {
        organisation: place.name,
        role: body.role,
        ...(place.kind === 'practice' ? { level } : {}),
        by: `${actor.firstName} ${actor.lastName}`,
        url: organisationUrl(platform, place.kind, place.id),
      },
    });
  }
  await announce(tx, { kind: 'members_changed', organisationId: scope.organisationId });
  await announce(tx, { kind: 'access_changed', accountId: row.account_id });
  call.audit({
    subject: { kind: 'account', id: row.account_id },
    changes: [
      { field: 'role', before: row.role, after: body.role },
      { field: 'level', before: row.level, after: level },
      { field: 'clinicalRole', before: row.clinical_role, after: professional.clinicalRole },
      { field: 'specialty', before: row.specialty ?? '', after: professional.specialty },
      {
        field: 'registrationNumber',
        before: row.registration_number ?? '',
        after: professional.registrationNumber,
        personal: true,
      },
    ].filter((change) => change.before !== change.after),
  });
  // Not read again: somebody who gave up their own level may not see everything any more.
  const changed = {
    ...row,
    role: body.role,
    level,
    practitioner_id: practitionerId,
    clinical_role: professional.clinicalRole,
    specialty: professional.specialty,
    registration_number: professional.registrationNumber,
  };
  return describeMember(changed, actor);
}

async function ownedElsewhere(tx: Tx, scope: OrganisationScope, leaver: Leaver, leavings: readonly Leaving[]) {
  return (await Promise.all(leavings.map((each) => each.elsewhere(tx, scope, leaver)))).flat();
}

/** Whom the cases are offered to is chosen for the practice asked about; at others they are parked. */
async function stopProviding(
  { tx, scope, actor, body }: Call<typeof changeMember>,
  scopes: readonly OrganisationScope[],
  leaver: Leaver,
  leavings: readonly Leaving[],
) {
  for (const there of scopes) {
    const choice = { casesTo: there === scope ? body.casesTo : null, actor };
    for (const each of leavings) {
      const refusal = await each.stopProviding(tx, there, leaver, choice);
      if (refusal) return refusal;
    }
  }
  return undefined;
}
