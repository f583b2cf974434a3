import type { Answer, Call } from '#access/route.ts';
import type { endOtherSessions as endpoint } from '#contract/identity.ts';
import { endSessions } from './session.ts';

/** Signs out everywhere but here. */
export async function endOtherSessions(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, actor } = call;
  const ended = await endSessions(tx, actor.accountId, { except: actor.sessionId });
  call.audit({
    subject: { kind: 'account', id: actor.accountId },
    changes: [{ field: 'sessions_ended', after: String(ended) }],
  });
  return undefined;
}
