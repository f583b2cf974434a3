import type { z } from 'zod';
import type { Answer, Call } from '#access/route.ts';
import type { listOrganisations as endpoint, instanceOrganisation } from '#contract/practices.ts';
import { type InstanceOrganisationRow, instanceOrganisations } from './instance-store.ts';

export async function listOrganisations(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  return { organisations: (await instanceOrganisations(call.tx)).map(shownOrganisation) };
}

/** An organisation as the instance administrator sees it: once it has a manager, their invitation is of no interest. */
export function shownOrganisation(row: InstanceOrganisationRow): z.infer<typeof instanceOrganisation> {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    createdAt: row.created_at.toISOString(),
    practices: row.practices,
    managers: row.managers,
    managerInvited: row.managers > 0 ? null : row.invited,
  };
}
