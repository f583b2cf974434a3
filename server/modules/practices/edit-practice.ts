import type { Answer, Call } from '#access/route.ts';
import type { editPractice as endpoint } from '#contract/practices.ts';
import { announce } from '#platform/live/announce.ts';
import { refuse } from '#platform/refusal.ts';
import { changesBetween, informationOf, shownPractice } from './information.ts';
import { holdPractice, practiceOf, updatePractice } from './store.ts';

export async function editPractice(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, scope, actor } = call;
  const { version, ...information } = call.body;
  const before = await holdPractice(tx, scope);
  if (!before) return refuse('not_found');
  if (before.version !== version) return refuse('changed_meanwhile');
  const refusal = await updatePractice(tx, scope, information);
  if (refusal) return refusal;
  call.audit({
    subject: { kind: 'practice', id: before.id },
    changes: changesBetween(informationOf(before), information),
  });
  await announce(tx, { kind: 'practice_changed', organisationId: before.id });
  const after = await practiceOf(tx, scope);
  return after ? shownPractice(after, actor.positions) : refuse('not_found');
}
