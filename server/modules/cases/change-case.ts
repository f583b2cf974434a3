import { decideOnCase } from '#access/decide.ts';
import type { Answer, Call } from '#access/route.ts';
import type { markPrivate, moveCase, moveCaseByNumber } from '#contract/cases.ts';
import { announce } from '#platform/live/announce.ts';
import { refuse } from '#platform/refusal.ts';
import { caseNumbered, markNotShared, move, practiceInGroup } from './store.ts';
import { touchCase, writeHistory } from './touch-case.ts';

export async function markThePrivate(call: Call<typeof markPrivate>): Promise<Answer<typeof markPrivate>> {
  const { tx, scope, actor, body } = call;
  const changed = await markNotShared(tx, scope, body.notShared);
  call.audit({
    changes: changed ? [{ field: 'notShared', before: String(!body.notShared), after: String(body.notShared) }] : [],
  });
  if (!changed) return undefined;
  const standing = decideOnCase(scope.standings, 'case.mark_private');
  writeHistory(tx, scope, actor, {
    orderId: null,
    event: body.notShared ? 'mark_private' : 'unmark_private',
    actedAs: standing.allowed ? standing.because : null,
  });
  touchCase(tx, scope);
  return undefined;
}

/** Moves a case to another practice of the group; the former one loses access with the same commit. */
export async function moveTheCase(call: Call<typeof moveCase>): Promise<Answer<typeof moveCase>> {
  const { tx, scope, actor, body } = call;
  const target = await practiceInGroup(tx, scope.groupId, body.practiceId);
  if (!target) return refuse('practice_not_in_group');
  if (target.id === scope.practiceId) return undefined;
  if (!target.administered) return refuse('not_admin_of_both');
  if (target.secondFactorRequired && !actor.secondFactor) return refuse('second_factor_required');
  if (!(await move(tx, scope.caseId, target.id))) return refuse('not_admin_of_both');
  touchCase(tx, scope);
  await announce(tx, { kind: 'hand_overs_changed', organisationId: scope.practiceId });
  const subject = { kind: 'case', id: scope.caseId };
  call.audit({ subject, changes: [{ field: 'practice', after: target.name }] });
  call.alsoAudit({ action: 'moveCase', organisationId: target.id, subject });
  return undefined;
}

export async function moveTheCaseByNumber(
  call: Call<typeof moveCaseByNumber>,
): Promise<Answer<typeof moveCaseByNumber>> {
  const { tx, scope, actor, body } = call;
  const [target, found] = await Promise.all([
    practiceInGroup(tx, scope.organisationId, body.practiceId),
    caseNumbered(tx, scope.organisationId, body.number),
  ]);
  if (!target) return refuse('practice_not_in_group');
  if (!found) return refuse('case_unknown');
  const subject = { kind: 'case', id: found.caseId };
  const changes = [{ field: 'practice', before: found.practice, after: target.name }];
  call.audit({ subject, changes });
  if (found.practiceId === target.id) return undefined;
  if (target.secondFactorRequired && !actor.secondFactor) return refuse('second_factor_required');
  if (!(await move(tx, found.caseId, target.id))) return refuse('case_unknown');
  touchCase(tx, { caseId: found.caseId });
  await announce(tx, { kind: 'hand_overs_changed', organisationId: found.practiceId });
  for (const organisationId of [found.practiceId, target.id])
    call.alsoAudit({ action: 'moveCase', organisationId, subject, changes });
  return undefined;
}
