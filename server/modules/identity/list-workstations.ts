import type { Answer, Call } from '#access/route.ts';
import type { listWorkstations as endpoint } from '#contract/identity.ts';
import type { Platform } from '#platform/platform.ts';
import { digestOf } from '#platform/secret.ts';
import { workstationCookie } from './session.ts';
import { workstationsOf } from './store/workstations.ts';

/** The shared workstations of a practice, and which of them this browser is. */
export async function listWorkstations(
  platform: Platform,
  call: Call<typeof endpoint>,
): Promise<Answer<typeof endpoint>> {
  const token = call.browser.cookie(workstationCookie(platform));
  const here = token ? digestOf(token) : undefined;
  const rows = await workstationsOf(call.tx, call.scope);
  return {
    workstations: rows.map((row) => ({
      id: row.id,
      name: row.name,
      createdAt: row.created_at.toISOString(),
      lastUsedAt: row.last_used_at?.toISOString() ?? null,
      here: here !== undefined && row.digest.equals(here),
    })),
  };
}
