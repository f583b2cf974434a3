import type { Answer, Call } from '#access/route.ts';
import type { createPractice as endpoint } from '#contract/practices.ts';
import { announce } from '#platform/live/announce.ts';
import { isRefusal, refuse } from '#platform/refusal.ts';
import { changesBetween, shownPractice } from './information.ts';
import { insertPractice, practiceOf } from './store.ts';

export async function createPractice(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, scope, actor, body } = call;
  const id = await insertPractice(tx, scope.organisationId, body);
  if (isRefusal(id)) return id;
  call.audit({ subject: { kind: 'practice', id }, changes: changesBetween({}, body) });
  await announce(tx, { kind: 'group_changed', organisationId: scope.organisationId });
  const made = await practiceOf(tx, scope, id);
  return made ? shownPractice(made, actor.positions) : refuse('not_found');
}
