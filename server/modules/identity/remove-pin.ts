import type { Answer, Call } from '#access/route.ts';
import type { removePin as endpoint } from '#contract/identity.ts';
import { refuse } from '#platform/refusal.ts';
import { deletePin } from './store/factors.ts';

/** Removes one's PIN. */
export async function removePin(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  if (!(await deletePin(call.tx, call.actor.accountId))) return refuse('not_found');
  call.audit({ subject: { kind: 'account', id: call.actor.accountId } });
}
