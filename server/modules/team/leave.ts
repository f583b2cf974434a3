import type { Call } from '#access/route.ts';
import type { OrganisationScope } from '#access/scope.ts';
import type { deactivateMember, previewLeaving, reactivateMember, removeMember } from '#contract/team.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { announce } from '#platform/live/announce.ts';
import type { Platform } from '#platform/platform.ts';
import { type Refusal, refuse } from '#platform/refusal.ts';
import { fullName } from './check-address.ts';
import { describeMember } from './describe.ts';
import { knownLanguage } from './invite.ts';
import * as letters from './letters.ts';
import { anotherAdminRemains, type MemberRow, membershipsInGroup, takeMember, updateMember } from './members-store.ts';
import { type Place, placeOf } from './place.ts';
import { lacking } from './rules.ts';
import { organisationUrl } from './urls.ts';

/** What leaving suspends or ends. Cases, collaborations, tokens and links join the list with the modules that bring them. */
export async function previewTheLeaving({ tx, scope, params }: Call<typeof previewLeaving>) {
  const row = await takeMember(tx, scope, params.memberId);
  if (!row) return refuse('not_found');
  const [open] = await tx.query<{ count: string }>('select workstation_sessions($1, $2) as count', [
    row.account_id,
    scope.organisationId,
  ]);
  return { leftovers: [], sessions: Number(open!.count) };
}

type LeavingMembership = MemberRow & { organisation_id: string; kind: OrganisationScope['kind'] };

/** Shuts a person out of one organisation, or of the whole group at a group manager's word. */
export async function deactivateTheMember(call: Call<typeof deactivateMember>, platform: Platform) {
  const { tx, scope, actor, params, body } = call;
  const row = await takeMember(tx, scope, params.memberId);
  if (!row) return refuse('not_found');
  const needs =
    body.wholeGroup && !actor.positions.includes('group_manager')
      ? ('group_managers.act_on' as const)
      : lacking(actor.positions, 'deactivate', { groupManager: row.group_manager });
  if (needs) return refuse('not_allowed', { needs });
  if (row.deactivated_at) return refuse('member_deactivated', { facts: { memberId: row.id } });
  const leaving: LeavingMembership[] =
    body.wholeGroup && scope.groupId
      ? (await membershipsInGroup(tx, scope, row.account_id)).filter((membership) => !membership.deactivated_at)
      : [{ ...row, organisation_id: scope.organisationId, kind: scope.kind }];
  for (const membership of leaving) {
    const last = await wouldBeLast(tx, membership);
    if (last) return last;
  }
  for (const membership of leaving) {
    await updateMember(tx, membership.id, { deactivated_at: tx.now });
    await shutOut(tx, membership);
    call.alsoAudit({
      action: 'memberDeactivated',
      organisationId: membership.organisation_id,
      subject: { kind: 'account', id: row.account_id },
    });
  }
  await tell(tx, platform, letters.deactivated, row, await placeOf(tx, scope), actor);
  call.audit({
    subject: { kind: 'account', id: row.account_id },
    changes: [{ field: 'wholeGroup', after: String(body.wholeGroup) }],
  });
  return describeMember((await takeMember(tx, scope, row.id))!, actor);
}

export async function reactivateTheMember(call: Call<typeof reactivateMember>, platform: Platform) {
  const { tx, scope, actor, params } = call;
  const row = await takeMember(tx, scope, params.memberId);
  if (!row) return refuse('not_found');
  const needs = lacking(actor.positions, 'reactivate', { groupManager: row.group_manager });
  if (needs) return refuse('not_allowed', { needs });
  if (!row.deactivated_at) return refuse('member_not_deactivated');
  await updateMember(tx, row.id, { deactivated_at: null });
  const place = await placeOf(tx, scope);
  await platform.mail.post(tx, {
    template: letters.reactivated,
    to: row.email,
    language: knownLanguage(row.language),
    firstName: row.first_name,
    sender: { name: place.name },
    values: {
      organisation: place.name,
      role: row.role,
      ...(place.kind === 'practice' ? { level: row.level } : {}),
      by: `${actor.firstName} ${actor.lastName}`,
      url: organisationUrl(platform, place.kind, place.id),
    },
  });
  await announce(tx, { kind: 'members_changed', organisationId: scope.organisationId });
  await announce(tx, { kind: 'access_changed', accountId: row.account_id });
  call.audit({ subject: { kind: 'account', id: row.account_id } });
  return describeMember((await takeMember(tx, scope, row.id))!, actor);
}

/** Ends the membership. The row stays, so that whatever the person did keeps its author. */
export async function removeTheMember(call: Call<typeof removeMember>, platform: Platform) {
  const { tx, scope, actor, params, body } = call;
  const row = await takeMember(tx, scope, params.memberId);
  if (!row) return refuse('not_found');
  const needs =
    body.wholeGroup && !actor.positions.includes('group_manager')
      ? ('group_managers.act_on' as const)
      : lacking(actor.positions, 'remove', { groupManager: row.group_manager });
  if (needs) return refuse('not_allowed', { needs });
  const leaving: LeavingMembership[] =
    body.wholeGroup && scope.groupId
      ? await membershipsInGroup(tx, scope, row.account_id)
      : [{ ...row, organisation_id: scope.organisationId, kind: scope.kind }];
  for (const membership of leaving) {
    const last = await wouldBeLast(tx, membership);
    if (last) return last;
  }
  for (const membership of leaving) {
    await shutOut(tx, membership);
    await updateMember(tx, membership.id, { removed_at: tx.now });
    call.alsoAudit({
      action: 'memberRemoved',
      organisationId: membership.organisation_id,
      subject: { kind: 'account', id: row.account_id },
    });
  }
  const place = await placeOf(tx, scope);
  await tell(tx, platform, letters.removed, row, place, actor);
  call.audit({
    subject: { kind: 'account', id: row.account_id },
    changes: [{ field: 'name', before: fullName(row), personal: true }],
  });
  return undefined;
}

async function wouldBeLast(
  tx: Tx,
  membership: LeavingMembership,
): Promise<Refusal<'last_admin' | 'last_group_manager'> | undefined> {
  if (membership.level !== 'admin' || membership.deactivated_at) return undefined;
  if (await anotherAdminRemains(tx, membership.organisation_id, membership.id)) return undefined;
  return refuse(membership.kind === 'group' ? 'last_group_manager' : 'last_admin');
}

/** At once, in every open session and stream: each request asks for the membership anew, and open pages are told. */
async function shutOut(tx: Tx, membership: LeavingMembership): Promise<void> {
  if (membership.kind === 'practice') {
    await tx.query('select end_workstation_sessions($1, $2, $3)', [
      membership.account_id,
      membership.organisation_id,
      tx.now,
    ]);
  }
  await announce(tx, { kind: 'members_changed', organisationId: membership.organisation_id });
  await announce(tx, { kind: 'access_changed', accountId: membership.account_id });
}

async function tell(
  tx: Tx,
  platform: Platform,
  template: typeof letters.deactivated,
  row: MemberRow,
  place: Place,
  actor: { firstName: string; lastName: string },
): Promise<void> {
  await platform.mail.post(tx, {
    template,
    to: row.email,
    language: knownLanguage(row.language),
    firstName: row.first_name,
    sender: { name: place.name },
    values: { organisation: place.name, by: `${actor.firstName} ${actor.lastName}` },
  });
}
