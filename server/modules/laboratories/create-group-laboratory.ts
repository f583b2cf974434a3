import type { Answer, Call } from '#access/route.ts';
import type { createGroupLaboratory, listGroupLaboratories } from '#contract/laboratories.ts';
import { announce } from '#platform/live/announce.ts';
import type { Platform } from '#platform/platform.ts';
import { isRefusal } from '#platform/refusal.ts';
import { insertOrganisation } from '../practices/index.ts';
import { inviteFirstManager } from '../team/index.ts';
import { groupLaboratories } from './store.ts';

/** A group founds a laboratory of its own; its manager is invited as everybody is. */
export async function createTheGroupLaboratory(
  call: Call<typeof createGroupLaboratory>,
  platform: Platform,
): Promise<Answer<typeof createGroupLaboratory>> {
  const { tx, scope, actor, body } = call;
  const groupId = scope.organisationId;
  const id = await insertOrganisation(tx, { kind: 'laboratory', name: body.name, runBy: groupId });
  if (isRefusal(id)) return id;
  const founded = { id, kind: 'laboratory' as const, groupId, name: body.name };
  const invited = await inviteFirstManager(tx, platform, actor, founded, body.manager);
  await announce(tx, { kind: 'group_changed', organisationId: groupId });
  await announce(tx, { kind: 'laboratory_changed', organisationId: groupId });
  call.audit({ subject: { kind: 'organisation', id }, changes: [{ field: 'name', after: body.name }] });
  call.alsoAudit(invited);
  return { id };
}

export async function listTheGroupLaboratories(call: Call<typeof listGroupLaboratories>) {
  const rows = await groupLaboratories(call.tx, call.scope);
  return {
    laboratories: rows.map(({ id, name, managers, invited }) => ({
      id,
      name,
      managers,
      managerInvited: managers > 0 ? null : invited,
    })),
  };
}
