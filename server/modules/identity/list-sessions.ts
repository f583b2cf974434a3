import type { Answer, Call } from '#access/route.ts';
import type { listSessions as endpoint } from '#contract/identity.ts';
import { deviceName } from './device-name.ts';
import { openSessions } from './store/sessions.ts';

/** Where one is signed in, last used first. */
export async function listSessions(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const rows = await openSessions(call.tx, call.actor.accountId);
  return {
    sessions: rows.map((row) => ({
      id: row.id,
      startedAt: row.started_at.toISOString(),
      lastSeenAt: row.last_seen_at.toISOString(),
      device: deviceName(row.user_agent),
      from: row.address,
      current: row.id === call.actor.sessionId,
      workstation: row.workstation,
    })),
  };
}
