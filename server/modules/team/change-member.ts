import type { Call } from '#access/route.ts';
import type { changeMember } from '#contract/team.ts';
import { announce } from '#platform/live/announce.ts';
import type { Platform } from '#platform/platform.ts';
import { isRefusal, refuse } from '#platform/refusal.ts';
import type { AfterTheTeam } from '../module.ts';
import { describeMember } from './describe.ts';
import { checkPractitioner, knownLanguage } from './invite.ts';
import { leaverOf } from './leaving-membership.ts';
import * as letters from './letters.ts';
import { anotherAdminRemains, mayProvide, providerRole, takeMember, updateMembers } from './members-store.ts';
import { placeOf } from './place.ts';
import { linkPractitioner } from './practitioners-store.ts';
import { checkProfessional, lacking, levelFor } from './rules.ts';
import { organisationUrl } from './urls.ts';

/**
 * Changes role, level and professional details; the person is told of a new role or level. Cases of somebody who can't be provider any
 * more go where a leaving provider's cases go, and what nobody took over comes back with the role.
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
  if (provided && !provides) {
    const choice = { casesTo: body.casesTo, actor };
    for (const each of leavings) {
      const refusal = await each.stopProviding(tx, scope, leaverOf(row), choice);
      if (refusal) return refusal;
    }
  }
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
  if (!provided && provides) for (const each of leavings) await each.takeBack(tx, scope, leaverOf(row));
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
