import type { Answer, Call } from '#access/route.ts';
import type { Position } from '#contract/permissions.ts';
import type { viewGroup as endpoint, Group } from '#contract/practices.ts';
import { refuse } from '#platform/refusal.ts';
import { type GroupRow, groupOf } from './group-store.ts';
import { mayInGroup, providerRoles } from './rules.ts';

export async function viewGroup(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const group = await groupOf(call.tx, call.scope);
  if (!group) return refuse('not_found');
  call.audit({ subject: { kind: 'group', id: group.id } });
  return shownGroup(group, call.actor.positions);
}

/** A group as replies show it to somebody in these positions. */
export function shownGroup(row: GroupRow, positions: readonly Position[]): Group {
  return {
    id: row.id,
    name: row.name,
    providerClinicalRoles: providerRoles(row.provider_clinical_roles),
    practices: row.practices,
    may: mayInGroup(positions),
  };
}
