import type { Answer, Call } from '#access/route.ts';
import type { viewPractice as endpoint } from '#contract/practices.ts';
import { refuse } from '#platform/refusal.ts';
import { shownPractice } from './information.ts';
import { practiceOf } from './store.ts';

export async function viewPractice(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const practice = await practiceOf(call.tx, call.scope);
  if (!practice) return refuse('not_found');
  call.audit({ subject: { kind: 'practice', id: practice.id } });
  return shownPractice(practice, call.actor.positions);
}
