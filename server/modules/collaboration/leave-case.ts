import type { Answer, Call } from '#access/route.ts';
import type { leaveCase as endpoint } from '#contract/collaboration.ts';
import { touchCase } from '#modules/cases/index.ts';
import { announce } from '#platform/live/announce.ts';
import { refuse } from '#platform/refusal.ts';
import { mayLeave, takeOwnCase } from './store.ts';

/** Access and mark end at once; what was written stays. A planning service leaves by its manager. */
export async function leaveCase(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, scope, actor } = call;
  const own = await mayLeave(tx, scope);
  if (own.length === 0) return refuse('not_allowed', { needs: 'collaboration.leave' });
  for (const id of own) takeOwnCase(tx, scope, id);
  touchCase(tx, scope);
  await announce(tx, { kind: 'cases_changed', accountId: actor.accountId });
  call.audit({
    subject: { kind: 'case', id: scope.caseId },
    changes: own.map((id) => ({ field: 'collaboration', before: id })),
  });
  return undefined;
}
