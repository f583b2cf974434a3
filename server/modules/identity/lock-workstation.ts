import type { Answer, Call } from '#access/route.ts';
import type { lockWorkstation as endpoint } from '#contract/identity.ts';
import { refuse } from '#platform/refusal.ts';
import { markLocked } from './store/sessions.ts';

/** Locks the shared workstation: the session opens nothing until somebody signs in there again. */
export async function lockWorkstation(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, actor } = call;
  if (!actor.workstationId) return refuse('not_a_workstation');
  await markLocked(tx, actor.sessionId);
  call.audit({ subject: { kind: 'workstation', id: actor.workstationId } });
}
