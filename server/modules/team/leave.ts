import type { Call } from '#access/route.ts';
import { mintScope } from '#access/scope.ts';
import type { deactivateMember, previewLeaving, reactivateMember, removeMember } from '#contract/team.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { announce } from '#platform/live/announce.ts';
import type { Platform } from '#platform/platform.ts';
import { isRefusal, type Refusal, refuse } from '#platform/refusal.ts';
import type { AfterTheTeam, CasesLeft, Leaving } from '../module.ts';
import { fullName } from './check-address.ts';
import { describeMember } from './describe.ts';
import { knownLanguage } from './invite.ts';
import { type LeavingMembership, leaverOf } from './leaving-membership.ts';
import { endLeftovers, listLeftovers } from './leftovers.ts';
import * as letters from './letters.ts';
import {
  anotherAdminRemains,
  type MemberRow,
  memberById,
  membershipsInGroup,
  takeMember,
  updateMembers,
} from './members-store.ts';
import { type Place, placeOf } from './place.ts';
import { lacking } from './rules.ts';
import { organisationUrl } from './urls.ts';

const noCases: CasesLeft = {
  open: 0,
  closed: 0,
  providers: [],
  elsewhere: { administered: 0, outOfReach: false },
  providerRoles: [],
};

/** What leaving suspends or ends, here or in the whole group. */
export async function previewTheLeaving(call: Call<typeof previewLeaving>, { leavings, leftovers }: AfterTheTeam) {
  const { tx, scope, params, actor, query } = call;
  const wholeGroup = query.wholeGroup === 'true';
  if (wholeGroup && !actor.positions.includes('group_manager'))
    return refuse('not_allowed', { needs: 'group_managers.act_on' });
  const row = await memberById(tx, scope, params.memberId);
  if (!row) return refuse('not_found');
  const memberships =
    wholeGroup && scope.groupId
      ? await membershipsInGroup(tx, scope, row.account_id)
      : [{ ...row, organisation_id: scope.organisationId, kind: scope.kind }];
  const [open] = await tx.query<{ count: string }>('select workstation_sessions($1, $2) as count', [
    row.account_id,
    scope.organisationId,
  ]);
  const [left] = await Promise.all(leavings.map((each) => each.preview(tx, scope, leaverOf(row))));
  return {
    leftovers: await listLeftovers(tx, scope.groupId, memberships, leftovers),
    sessions: Number(open!.count),
    cases: left ?? noCases,
  };
}

/** Shuts a person out of one organisation, or of the whole group at a group manager's word. */
export async function deactivateTheMember(
  call: Call<typeof deactivateMember>,
  platform: Platform,
  { leavings, leftovers }: AfterTheTeam,
) {
  const leaving = await takeLeaving(call, 'deactivate');
  if (isRefusal(leaving)) return leaving;
  const { tx, scope, actor, body } = call;
  const { row } = leaving;
  const memberships = leaving.memberships.filter((membership) => !membership.deactivated_at);
  if (memberships.length === 0) return refuse('member_deactivated', { facts: { memberId: row.id } });
  const last = await lastOf(tx, memberships);
  if (last) return last;
  const left = await letGo(call, memberships, leavings);
  if (left) return left;
  await endLeftovers(call, 'deactivate', memberships, leftovers);
  const place = await placeOf(tx, scope);
  // Told before: somebody who deactivates themselves reads nothing of the organisation afterwards.
  await tell(call, platform, letters.deactivated, row, place, memberships);
  for (const membership of memberships) await shutOut(tx, membership);
  await updateMembers(tx, memberships.map(idOf), { deactivated_at: tx.now });
  recordEach(call, 'memberDeactivated', memberships);
  call.audit({
    subject: { kind: 'account', id: row.account_id },
    changes: [{ field: 'wholeGroup', after: String(body.wholeGroup) }],
  });
  return describeMember({ ...row, deactivated_at: row.deactivated_at ?? tx.now }, actor);
}

export async function reactivateTheMember(
  call: Call<typeof reactivateMember>,
  platform: Platform,
  { leavings }: AfterTheTeam,
) {
  const { tx, scope, actor, params } = call;
  const row = await takeMember(tx, scope, params.memberId);
  if (!row) return refuse('not_found');
  const needs = lacking(actor.positions, 'reactivate', { groupManager: row.group_manager });
  if (needs) return refuse('not_allowed', { needs });
  if (!row.deactivated_at) return refuse('member_not_deactivated');
  await updateMembers(tx, [row.id], { deactivated_at: null });
  for (const each of leavings) await each.takeBack(tx, scope, leaverOf(row));
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
  return describeMember({ ...row, deactivated_at: null }, actor);
}

/** Ends the membership. The row stays, so that whatever the person did keeps its author. */
export async function removeTheMember(
  call: Call<typeof removeMember>,
  platform: Platform,
  { leavings, leftovers }: AfterTheTeam,
) {
  const leaving = await takeLeaving(call, 'remove');
  if (isRefusal(leaving)) return leaving;
  const { tx, scope } = call;
  const { row, memberships } = leaving;
  const last = await lastOf(tx, memberships);
  if (last) return last;
  const left = await letGo(call, memberships, leavings);
  if (left) return left;
  await endLeftovers(call, 'remove', memberships, leftovers);
  const place = await placeOf(tx, scope);
  await tell(call, platform, letters.removed, row, place, memberships);
  for (const membership of memberships) await shutOut(tx, membership);
  await updateMembers(tx, memberships.map(idOf), { removed_at: tx.now });
  recordEach(call, 'memberRemoved', memberships);
  call.audit({
    subject: { kind: 'account', id: row.account_id },
    changes: [{ field: 'name', before: fullName(row), personal: true }],
  });
  return undefined;
}

type LeavingCall = Call<typeof deactivateMember> | Call<typeof removeMember>;

/** What hangs on the memberships goes with them. Whom the cases are offered to is chosen for the practice asked about; elsewhere they are parked. */
async function letGo(call: LeavingCall, memberships: readonly LeavingMembership[], leavings: readonly Leaving[]) {
  for (const membership of memberships) {
    if (membership.kind !== 'practice') continue;
    const scope = mintScope(membership.organisation_id, 'practice', call.scope.groupId);
    const casesTo = membership.organisation_id === call.scope.organisationId ? call.body.casesTo : null;
    for (const each of leavings) {
      const refusal = await each.letGo(call.tx, scope, leaverOf(membership), { casesTo, actor: call.actor });
      if (refusal) return refusal;
    }
  }
  return undefined;
}

/** The memberships that end, held in one order everywhere, so that two people at it at once wait for each other. */
async function takeLeaving({ tx, scope, actor, params, body }: LeavingCall, act: 'deactivate' | 'remove') {
  const row = await memberById(tx, scope, params.memberId);
  if (!row) return refuse('not_found');
  const needs =
    body.wholeGroup && !actor.positions.includes('group_manager')
      ? ('group_managers.act_on' as const)
      : lacking(actor.positions, act, { groupManager: row.group_manager });
  if (needs) return refuse('not_allowed', { needs });
  if (body.wholeGroup && scope.groupId) {
    return { row, memberships: (await membershipsInGroup(tx, scope, row.account_id)) as LeavingMembership[] };
  }
  const held = await takeMember(tx, scope, row.id);
  if (!held) return refuse('not_found');
  const membership: LeavingMembership = { ...held, organisation_id: scope.organisationId, kind: scope.kind };
  return { row: held, memberships: [membership] };
}

const idOf = (membership: { id: string }) => membership.id;

/** The request's own entry tells it to this organisation; the others of the group are told apart. */
function recordEach(call: LeavingCall, action: string, memberships: readonly LeavingMembership[]): void {
  for (const { organisation_id: organisationId, account_id: id } of memberships) {
    if (organisationId === call.scope.organisationId) continue;
    call.alsoAudit({ action, organisationId, subject: { kind: 'account', id } });
  }
}

/** Why these memberships can't end: one of them is the last Admin's. */
async function lastOf(
  tx: Tx,
  memberships: readonly LeavingMembership[],
): Promise<Refusal<'last_admin' | 'last_group_manager'> | undefined> {
  for (const { id, level, deactivated_at: out, organisation_id: organisationId, kind } of memberships) {
    if (level === 'admin' && !out && !(await anotherAdminRemains(tx, organisationId, id))) {
      return refuse(kind === 'group' ? 'last_group_manager' : 'last_admin');
    }
  }
  return undefined;
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

/** One letter, about the organisation, the group as a whole, or managing it. */
async function tell(
  { tx, scope, actor, body }: LeavingCall,
  platform: Platform,
  template: typeof letters.deactivated,
  row: MemberRow,
  place: Place,
  memberships: readonly LeavingMembership[],
): Promise<void> {
  const by = `${actor.firstName} ${actor.lastName}`;
  const wholeGroup = body.wholeGroup && scope.groupId !== null;
  const organisation = wholeGroup ? (await placeOf(tx, { ...scope, organisationId: scope.groupId! })).name : place.name;
  const person = { to: row.email, language: knownLanguage(row.language), firstName: row.first_name };
  if (memberships.every(({ kind }) => kind === 'group')) {
    await platform.mail.post(tx, {
      ...person,
      template: letters.groupManagerDismissed,
      sender: { name: organisation },
      values: { group: organisation, by },
    });
  } else {
    await platform.mail.post(tx, { ...person, template, sender: { name: organisation }, values: { organisation, by } });
  }
}
